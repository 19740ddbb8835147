package io.github.osspresign.devserver.cli;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.auth.AccessKeys;
import io.github.osspresign.devserver.rules.Assumption;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The options of the runnable jar: those on the command line, and those of the file that it names. */
final class CommandLine {

    static final String HELP =
            """
            An OSS-compatible server for development and tests; it verifies signatures.

            Usage: java -jar oss-dev-server.jar [options]

            """ + Arrays.stream(Option.values()).map(Option::help).collect(Collectors.joining());

    private static final Duration STS_LIFETIME = Duration.ofHours(1);

    private final Map<Option, List<String>> values;

    private CommandLine(Map<Option, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads the options.
     *
     * @throws IllegalArgumentException naming the option, its value and what is allowed
     * @throws java.io.UncheckedIOException if the file of {@code --config} cannot be read
     */
    static CommandLine parse(String... arguments) {
        Map<Option, List<String>> values = new EnumMap<>(Option.class);
        for (int at = 0; at < arguments.length; at++) {
            Option option = arguments[at].startsWith("--") ? Option.named(arguments[at].substring(2)) : null;
            if (option == null) {
                throw wrong("option", "one of " + Option.names(), arguments[at]);
            }
            if (!option.isFlag() && at + 1 == arguments.length) {
                throw new IllegalArgumentException(option + ": expected a value but there is none");
            }
            String value = option.isFlag() ? "true" : arguments[++at];
            List<String> all = values.computeIfAbsent(option, any -> new ArrayList<>());
            if (!option.isRepeatable()) {
                all.clear();
            }
            all.add(value);
        }
        if (values.containsKey(Option.CONFIG)) {
            Map<Option, List<String>> fromFile =
                    OptionsFile.read(Path.of(values.get(Option.CONFIG).get(0)));
            fromFile.forEach(values::putIfAbsent);
        }
        return new CommandLine(values);
    }

    boolean help() {
        return isTrue(Option.HELP);
    }

    /** Returns the first of the buckets that exist from the start. */
    String firstBucket() {
        return all(Option.BUCKET).get(0);
    }

    boolean accessLog() {
        return isTrue(Option.ACCESS_LOG);
    }

    /** Returns the file for the certificate, or null. */
    @Nullable Path certificateOut() {
        String file = one(Option.CERTIFICATE_OUT);
        if (file != null && !isTrue(Option.TLS)) {
            throw wrong(Option.CERTIFICATE_OUT.toString(), "nothing without --tls", file);
        }
        return file == null ? null : Path.of(file);
    }

    Clock clock() {
        String offset = required(Option.CLOCK_OFFSET);
        try {
            return offset.matches("[0-9].*")
                    ? Clock.fixed(Instant.parse(offset), ZoneOffset.UTC)
                    : Clock.offset(Clock.systemUTC(), Duration.parse(offset));
        } catch (DateTimeParseException e) {
            throw wrong(
                    Option.CLOCK_OFFSET.toString(),
                    "a duration like -PT10M or an instant like 2026-03-10T12:00:00Z",
                    offset);
        }
    }

    /** Returns a builder with all these settings but the access log. */
    OssDevServerBuilder toBuilder() {
        Clock clock = clock();
        OssDevServerBuilder builder = OssDevServer.builder()
                .port(number(Option.PORT, required(Option.PORT)))
                .bindAddress(address(required(Option.BIND)))
                .region(required(Option.REGION))
                .baseHost(required(Option.BASE_HOST))
                .forceDownload(isTrue(Option.FORCE_DOWNLOAD))
                .forbidApk(isTrue(Option.FORBID_APK))
                .clock(clock);
        all(Option.BUCKET).forEach(builder::bucket);
        List<String> ids = all(Option.ACCESS_KEY);
        List<String> secrets = all(Option.SECRET_KEY);
        if (ids.size() != secrets.size()) {
            throw wrong(
                    Option.SECRET_KEY.toString(),
                    "one for each of " + ids.size() + " access keys",
                    "" + secrets.size());
        }
        for (int i = 0; i < ids.size(); i++) {
            builder.accessKey(ids.get(i), secrets.get(i));
        }
        for (String text : all(Option.STS_TOKEN)) {
            AccessKeys.Session session = session(text, clock.instant());
            builder.securityToken(
                    session.accessKeyId(), session.accessKeySecret(), session.securityToken(), session.end());
        }
        for (String domain : all(Option.CUSTOM_DOMAIN)) {
            String[] parts = pair(Option.CUSTOM_DOMAIN, "HOST=BUCKET", domain);
            builder.customDomain(parts[0], parts[1]);
        }
        for (String text : all(Option.ASSUME)) {
            assume(builder, text);
        }
        String root = one(Option.ROOT);
        if (root != null) {
            builder.root(Path.of(root));
        }
        String adminPort = one(Option.ADMIN_PORT);
        if (adminPort != null) {
            builder.adminPort(number(Option.ADMIN_PORT, adminPort));
        }
        if (isTrue(Option.TLS)) {
            builder.tls();
        }
        return builder;
    }

    private static void assume(OssDevServerBuilder builder, String text) {
        String allowed = "NAME=true or NAME=false with a NAME of " + Arrays.toString(Assumption.values());
        String[] parts = pair(Option.ASSUME, allowed, text);
        for (Assumption assumption : Assumption.values()) {
            if (assumption.name().equals(parts[0]) && parts[1].matches("true|false")) {
                builder.assume(assumption, parts[1].equals("true"));
                return;
            }
        }
        throw wrong(Option.ASSUME.toString(), allowed, text);
    }

    /** The text holds a secret, so it is in no message. */
    private static AccessKeys.Session session(String text, Instant now) {
        String[] parts = text.split(":", -1);
        if (parts.length != 3 && parts.length != 4) {
            throw wrong(
                    Option.STS_TOKEN.toString(),
                    "ID:SECRET:TOKEN or ID:SECRET:TOKEN:LIFETIME",
                    "a text with " + (parts.length - 1) + " colons");
        }
        try {
            Duration lifetime = parts.length == 3 ? STS_LIFETIME : Duration.parse(parts[3]);
            return new AccessKeys.Session(parts[0], parts[1], parts[2], now.plus(lifetime));
        } catch (DateTimeParseException e) {
            throw wrong(Option.STS_TOKEN.toString(), "a LIFETIME like PT1H", "another text");
        }
    }

    private static InetAddress address(String text) {
        // Only characters of addresses, so that no name is looked up.
        if (text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*")) {
            try {
                return InetAddress.getAllByName(text)[0];
            } catch (UnknownHostException e) {
                throw wrong(Option.BIND.toString(), "an IP address", text);
            }
        }
        throw wrong(Option.BIND.toString(), "an IP address", text);
    }

    private static String[] pair(Option option, String allowed, String text) {
        String[] parts = text.split("=", 2);
        if (parts.length != 2) {
            throw wrong(option.toString(), allowed, text);
        }
        return parts;
    }

    private static int number(Option option, String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw wrong(option.toString(), "a number", value);
        }
    }

    private boolean isTrue(Option option) {
        String value = required(option);
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(option.toString(), "true or false", value);
        }
        return value.equals("true");
    }

    private String required(Option option) {
        String value = one(option);
        if (value == null) {
            throw new IllegalStateException(option + " has no default");
        }
        return value;
    }

    private @Nullable String one(Option option) {
        List<String> all = all(option);
        return all.isEmpty() ? null : all.get(0);
    }

    private List<String> all(Option option) {
        List<String> given = values.get(option);
        if (given != null) {
            return given;
        }
        String byDefault = option.byDefault();
        return byDefault == null ? List.of() : List.of(byDefault);
    }

    private static IllegalArgumentException wrong(String name, String allowed, String actual) {
        return new IllegalArgumentException(name + ": expected " + allowed + " but was " + actual);
    }

    /** Leaves out the values: some are secrets. */
    @Override
    public String toString() {
        return "CommandLine" + values.keySet();
    }
}
