// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Line;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks the fields of requests. Each method throws {@link InvalidRequestException} with the field and what is allowed. */
@Component
public class ShareRules {

    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 2000;
    private static final int MAX_PASSWORD = 100;
    private static final Pattern CRC64 = Pattern.compile("\\d{1,20}");

    private final PortalProperties properties;

    ShareRules(PortalProperties properties) {
        this.properties = properties;
    }

    /** Returns a file name without path. */
    public String name(@Nullable Object value) {
        // Recipients save a file, not a path.
        return line("name", value).replace('/', '_').replace('\\', '_');
    }

    /** Returns a text of 1 to 200 characters in one line. */
    public String line(String field, @Nullable Object value) {
        String line = text(field, value, MAX_NAME).strip();
        if (!Line.isValid(line)) {
            throw InvalidRequestException.badField(
                    field,
                    "must have 1 to " + MAX_NAME
                            + " characters in one line, not only invisible ones, and none that changes the direction"
                            + " of text");
        }
        return line;
    }

    /** Returns a text of at most 2,000 characters. */
    public String note(@Nullable Object value) {
        return text("note", value, MAX_NOTE).strip();
    }

    String password(@Nullable Object value) {
        return text("password", value, MAX_PASSWORD);
    }

    /** Returns a size up to {@code portal.max-size}, in bytes. */
    public long size(@Nullable Object value) {
        return size("size", value, properties.maxSize());
    }

    /** Returns a size up to a limit, in bytes. */
    public long size(String field, @Nullable Object value, long max) {
        // JSON also has fractions, and numbers of which a long is only the lowest bits.
        long size = value instanceof Integer || value instanceof Long ? ((Number) value).longValue() : -1;
        if (size < 0 || size > max) {
            throw InvalidRequestException.badField(field, "must be 0 to " + max + " bytes");
        }
        return size;
    }

    /** Returns {@code null} for any number of downloads. */
    @Nullable Integer maxDownloads(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof Integer number) || number < 1 || number > 1_000_000) {
            throw InvalidRequestException.badField("maxDownloads", "must be 1 to 1,000,000, or null for any number");
        }
        return number;
    }

    /** Returns a time in the future, within {@code portal.max-lifetime}. */
    public Instant expiresAt(@Nullable Object value, Instant now) {
        try {
            Instant end = Instant.parse(text("expiresAt", value, 40));
            if (end.isAfter(now) && !end.isAfter(now.plus(properties.maxLifetime()))) {
                return end;
            }
        } catch (DateTimeParseException e) {
            // The message below says what is allowed.
        }
        throw InvalidRequestException.badField(
                "expiresAt",
                "must be a time such as 2026-12-31T12:00:00Z, at most "
                        + properties.maxLifetime().toDays() + " days from now");
    }

    /** Returns one address, without a name. */
    String mailAddress(@Nullable Object value) {
        String text = text("to", value, 254);
        try {
            InternetAddress address = new InternetAddress(text, true);
            // A quoted local part could contain line breaks.
            if (text.equals(address.getAddress())
                    && text.contains("@")
                    && text.chars().noneMatch(Character::isISOControl)) {
                return text;
            }
        } catch (AddressException e) {
            // The message below says what is allowed.
        }
        throw InvalidRequestException.badField("to", "must be one address such as bob@example.com");
    }

    String language(@Nullable Object value) {
        if (value instanceof String language && List.of("en", "zh").contains(language)) {
            return language;
        }
        throw InvalidRequestException.badField("language", "must be en or zh");
    }

    /** Returns the field {@code crc64} of a file, as OSS writes it, {@code null} if there is none. */
    public @Nullable String crc64(@Nullable Map<String, Object> file) {
        if (file == null || file.isEmpty()) {
            return null;
        }
        requireOnly(file, "crc64");
        if (file.get("crc64") instanceof String crc64 && CRC64.matcher(crc64).matches()) {
            return crc64;
        }
        throw InvalidRequestException.badField("crc64", "must be a text of 1 to 20 digits");
    }

    /** Refuses fields that are not known. */
    public void requireOnly(Map<String, ?> request, String... fields) {
        for (String field : request.keySet()) {
            if (!List.of(fields).contains(field)) {
                throw InvalidRequestException.badField(field, "must be one of " + String.join(", ", fields));
            }
        }
    }

    /** Returns a text with a largest number of characters. */
    public static String text(String field, @Nullable Object value, int max) {
        if (!(value instanceof String text) || text.length() > max || !isStorable(text)) {
            throw InvalidRequestException.badField(
                    field, "must be a text of at most " + max + " characters, without NUL and unpaired surrogates");
        }
        return text;
    }

    /** PostgreSQL has no NUL, and UTF-8 no half of a character. JSON has both. */
    private static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && UTF_8.newEncoder().canEncode(text);
    }
}
