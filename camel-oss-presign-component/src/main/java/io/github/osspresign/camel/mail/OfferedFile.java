// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.text.BrowserUsability;
import io.github.osspresign.link.url.LinkAddress;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * File that a mail offers, in texts that need no more than escaping.
 *
 * @param link the link to the file
 * @param host the host that the link leads to
 * @param name name of the file
 * @param size size with its unit, empty if it is unknown
 * @param end end of the link, empty if it is unknown or never
 */
record OfferedFile(PresignedLink link, String host, String name, String size, String end) {

    /** A later end means that the link does not end; the last instants are in no time zone. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    /**
     * Returns the file of a link.
     *
     * @param given name of the file, or {@code null} for the last segment of its key
     * @param size size in bytes, or {@code null} if it is unknown
     */
    static OfferedFile of(
            PresignedLink link, @Nullable String given, @Nullable Long size, MailLanguage language, ZoneId zone)
            throws Exception {
        String host = LinkAddress.parse(link.url()).host();
        String obstacle = BrowserUsability.obstacle(link);
        if (obstacle != null) {
            throw new IllegalArgumentException(
                    "link: must work in a browser, but " + obstacle + ": " + link.maskedUrl());
        }
        String name = given == null ? lastSegment(link.key()) : given;
        return new OfferedFile(
                link,
                host,
                name == null ? language.text("unnamed") : PlainCharacters.line(name),
                size == null ? "" : language.size(size),
                end(link.expiresAt(), language, zone));
    }

    private static String end(@Nullable Instant end, MailLanguage language, ZoneId zone) {
        return end == null || end.isAfter(NEVER) ? "" : language.time(end.atZone(zone));
    }

    private static @Nullable String lastSegment(@Nullable String key) {
        if (key == null) {
            return null;
        }
        String name = key.substring(key.lastIndexOf('/') + 1);
        return name.isEmpty() ? key : name;
    }

    /** Returns the files with whole object keys as names where names would occur twice. */
    static List<OfferedFile> distinguished(List<OfferedFile> files) {
        Map<String, Long> counts =
                files.stream().collect(Collectors.groupingBy(OfferedFile::name, Collectors.counting()));
        return files.stream()
                .map(file -> counts.getOrDefault(file.name, 0L) > 1 ? file.withWholeKey() : file)
                .toList();
    }

    private OfferedFile withWholeKey() {
        String key = link.key();
        return key == null ? this : new OfferedFile(link, host, PlainCharacters.line(key), size, end);
    }
}
