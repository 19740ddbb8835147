// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.link.url.SecretMatcher;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.SignatureForm;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Removes signature, token and secret from all text that is shown: a mangled URL can contain them in its host, its path,
 * its object key or any parameter.
 */
final class Redaction {

    private static final Pattern NAMED =
            Pattern.compile("(?<name>(?i:signature|security-token)(?:=|%(?:25)*3[Dd]))(?<value>[^&\\s]*)");

    private static final Pattern SIGNATURE = Pattern.compile(SignatureForm.V4_VALUE + "|" + SignatureForm.V1_VALUE);

    /** What may be a part of the hash of a CDN. */
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-fA-F]{8,}");

    private final SecretMatcher secrets;
    private final boolean hexadecimal;

    /**
     * Creates a redaction of what is said about a text. It hides these secrets, what the text itself names a signature
     * or token, and each signature in them: damage can have added text to a signature of which a second copy is whole.
     *
     * @param hexadecimal whether eight and more hexadecimal digits are hidden too
     */
    Redaction(String text, List<String> secrets, boolean hexadecimal) {
        this.hexadecimal = hexadecimal;
        List<String> all = Stream.concat(secrets.stream(), named(text)).toList();
        this.secrets =
                new SecretMatcher(() -> Stream.concat(all.stream(), all.stream().flatMap(Redaction::signatures))
                        .toList());
    }

    private static Stream<String> named(String text) {
        return NAMED.matcher(text)
                .results()
                .map(match -> match.group(2))
                .flatMap(value -> Stream.of(value, PercentCoding.decodeLeniently(value)));
    }

    private static Stream<String> signatures(String secret) {
        return SIGNATURE.matcher(secret).results().map(MatchResult::group);
    }

    String of(String text) {
        String redacted = text.lines().map(this::hiddenIn).collect(Collectors.joining("\n"));
        String named = NAMED.matcher(redacted).replaceAll("${name}" + UrlMask.HIDDEN);
        return hexadecimal ? HEXADECIMAL.matcher(named).replaceAll(UrlMask.HIDDEN) : named;
    }

    private String hiddenIn(String line) {
        return secrets.areIn(line) ? secrets.hiddenIn(line) : line;
    }

    @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
