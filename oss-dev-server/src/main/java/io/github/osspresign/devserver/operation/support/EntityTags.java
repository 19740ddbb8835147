package io.github.osspresign.devserver.operation.support;

import java.util.Locale;
import java.util.UUID;

/** Entity tags: texts in quotes. Clients send them with and without the quotes. */
public final class EntityTags {

    private EntityTags() {}

    public static String unquoted(String entityTag) {
        return entityTag.strip().replaceAll("^\"|\"$", "");
    }

    /** Returns an entity tag of 32 random upper-case hex digits, followed by the suffix. */
    public static String random(String suffix) {
        return '"' + randomHex() + suffix + '"';
    }

    /** Returns 32 random upper-case hex digits. */
    public static String randomHex() {
        return UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
