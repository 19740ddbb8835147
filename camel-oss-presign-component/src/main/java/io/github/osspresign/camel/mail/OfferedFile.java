// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.mail;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.BrowserUsability;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.PresignedLink;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
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

    static OfferedFile of(PresignedLink link, MailLanguage language, ZoneId zone) throws Exception {
        return of(link, lastSegment(link.key()), link.size(), language, zone);
    }

    /** Returns the file of a single link, whose headers may tell more of it than the link does. */
    static OfferedFile of(PresignedLink link, Message message, MailLanguage language, ZoneId zone) throws Exception {
        String name = message.getHeader(PresignConstants.DOWNLOAD_FILE_NAME, String.class);
        Long size = link.size();
        for (String header : List.of(PresignConstants.OBJECT_SIZE, Exchange.FILE_LENGTH)) {
            size = size == null ? message.getHeader(header, Long.class) : size;
        }
        return of(link, name == null ? lastSegment(link.key()) : name, size, language, zone);
    }

    private static OfferedFile of(
            PresignedLink link, @Nullable String name, @Nullable Long size, MailLanguage language, ZoneId zone)
            throws Exception {
        String host = LinkAddress.parse(link.url()).host();
        String obstacle = BrowserUsability.obstacle(link);
        if (obstacle != null) {
            throw new IllegalArgumentException(
                    "link: must work in a browser, but " + obstacle + ": " + link.maskedUrl());
        }
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
        Set<String> seen = new HashSet<>();
        Set<String> ambiguous = new HashSet<>();
        files.forEach(file -> {
            if (!seen.add(file.name)) {
                ambiguous.add(file.name);
            }
        });
        return files.stream()
                .map(file -> ambiguous.contains(file.name) ? file.withWholeKey() : file)
                .toList();
    }

    private OfferedFile withWholeKey() {
        String key = link.key();
        return key == null ? this : new OfferedFile(link, host, PlainCharacters.line(key), size, end);
    }
}
