package io.github.osspresign.explain.cli;

import io.github.osspresign.explain.LinkQuestion;
import io.github.osspresign.sign.HttpMethod;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the person at the terminal asks, from the command line and the environment. */
final class Arguments {

    static final String USAGE = """
            Usage: explain-link [OPTION]... URL
              URL                      the link; '-' reads it from standard input, which keeps it out of the shell's history

              --method METHOD          the method that it is used with: GET, HEAD, PUT, DELETE or POST (default: GET)
              --header NAME=VALUE      a header that is sent with it; may be repeated
              --bucket NAME            the bucket, where the host is the bucket's own domain and does not show it
              --region ID              the bucket's region, such as cn-hangzhou
              --at INSTANT             the time at which it is used, such as 2026-12-31T23:59:59Z (default: now)
              --secret-from-env NAME   the environment variable with the access key secret to check the signature with
                                       (default: OSS_ACCESS_KEY_SECRET, where it is set)
              --help                   this text

            Exit code: 0 the signature is right and nothing else is wrong, 1 at least one error was found, 2 the command
            line is wrong, 3 no error was found, but the signature was not checked.
            """;

    private static final String USUAL_SECRET = "OSS_ACCESS_KEY_SECRET";
    private static final String STANDARD_INPUT = "-";

    private final Map<String, String> environment;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private @Nullable String link;
    private @Nullable String secret;
    private @Nullable String bucket;
    private @Nullable String region;
    private @Nullable Instant at;
    private HttpMethod method = HttpMethod.GET;
    private boolean help;

    private Arguments(Map<String, String> environment) {
        this.environment = environment;
        String usual = environment.getOrDefault(USUAL_SECRET, "");
        this.secret = usual.isBlank() ? null : usual;
    }

    /** @throws IllegalArgumentException if an argument is unknown, has no value or a wrong one */
    static Arguments of(List<String> arguments, Map<String, String> environment) {
        Arguments result = new Arguments(environment);
        Deque<String> left = new ArrayDeque<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.pop();
            if (argument.equals("--help")) {
                result.help = true;
            } else if (argument.startsWith("--")) {
                int equals = argument.indexOf('=');
                String name = equals < 0 ? argument : argument.substring(0, equals);
                result.set(name, equals < 0 ? left.pollFirst() : argument.substring(equals + 1));
            } else if (result.link == null) {
                result.link = argument;
            } else {
                throw new IllegalArgumentException(
                        "URL: expected one but there are more; put it in quotes, for the shell splits at '&'");
            }
        }
        if (result.link == null && !result.help) {
            throw new IllegalArgumentException("URL: expected one, or '-' for standard input, but there is none");
        }
        return result;
    }

    boolean isHelpWanted() {
        return help;
    }

    boolean isLinkOnStandardInput() {
        return STANDARD_INPUT.equals(link);
    }

    /** The question about the link of the command line, or the one that was read from standard input. */
    LinkQuestion question(@Nullable String read, Instant now) {
        String text = read == null ? String.valueOf(link) : read;
        return LinkQuestion.of(text, at == null ? now : at)
                .withMethod(method)
                .withHeaders(headers)
                .withBucket(bucket)
                .withRegion(region)
                .withAccessKeySecret(secret);
    }

    private void set(String name, @Nullable String value) {
        if (value == null) {
            throw new IllegalArgumentException("option " + name + ": expected a value but there is none");
        }
        switch (name) {
            case "--method" -> method = method(value);
            case "--header" -> addHeader(value);
            case "--bucket" -> bucket = value;
            case "--region" -> region = value;
            case "--at" -> at = instant(value);
            case "--secret-from-env" -> secret = secret(value);
            default -> throw new IllegalArgumentException("option: expected one of those below but was '" + name + "'");
        }
    }

    private static HttpMethod method(String value) {
        try {
            return HttpMethod.valueOf(value.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "option --method: expected GET, HEAD, PUT, DELETE or POST but was '" + value + "'", e);
        }
    }

    private void addHeader(String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("option --header: expected NAME=VALUE but there is no name or no '='");
        }
        headers.put(value.substring(0, equals), value.substring(equals + 1));
    }

    private static Instant instant(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "option --at: expected a time such as 2026-12-31T23:59:59Z but was '" + value + "'", e);
        }
    }

    private String secret(String variable) {
        String value = environment.get(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "option --secret-from-env: expected the name of an environment variable that holds the secret, but"
                            + " the variable that is named is not set");
        }
        return value;
    }
}
