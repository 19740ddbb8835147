package io.github.osspresign.explain;

import io.github.osspresign.link.UrlMask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Removes signature, token and secret from all text that is shown: a mangled URL can contain them in its path, its object
 * key or any parameter.
 */
final class Redaction {

    private static final Pattern NAMED =
            Pattern.compile("(?<name>(?i:signature|security-token)(?:=|%(?:25)*3[Dd]))[^&\\s]*");

    /** Shorter text is not a secret, and hiding it everywhere would make sentences unreadable. */
    private static final int SHORTEST_SECRET = 8;

    private final List<String> secrets = new ArrayList<>();

    Redaction(List<String> secrets) {
        secrets.stream()
                .filter(secret -> secret.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(this.secrets::add);
    }

    String of(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, UrlMask.HIDDEN);
        }
        return NAMED.matcher(redacted).replaceAll("${name}" + UrlMask.HIDDEN);
    }

    @Nullable String ofNullable(@Nullable String text) {
        return text == null ? null : of(text);
    }
}
