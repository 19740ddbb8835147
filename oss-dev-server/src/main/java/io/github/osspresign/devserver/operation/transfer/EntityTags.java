// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.transfer;

import io.github.osspresign.devserver.operation.ContentMd5;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** Entity tags: texts in quotes. Clients send them with and without the quotes. */
public final class EntityTags {

    private EntityTags() {}

    public static String unquoted(String entityTag) {
        return entityTag.strip().replaceAll("^\"|\"$", "");
    }

    /** Returns the entity tag of a multipart object: the MD5 of the text of its parts' entity tags, and their number. */
    public static String ofParts(List<String> entityTags) {
        String joined = entityTags.stream().map(EntityTags::unquoted).collect(Collectors.joining());
        byte[] md5 = ContentMd5.of(joined.getBytes(StandardCharsets.US_ASCII));
        return '"' + HexFormat.of().withUpperCase().formatHex(md5) + "-" + entityTags.size() + '"';
    }

    /** Returns an entity tag of 32 random upper-case hex digits. */
    public static String random() {
        return '"' + randomHex() + '"';
    }

    /** Returns 32 random upper-case hex digits. */
    public static String randomHex() {
        return UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    }
}
