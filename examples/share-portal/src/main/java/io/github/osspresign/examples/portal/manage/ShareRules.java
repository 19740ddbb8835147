package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.PortalProperties;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Checks the fields of requests. Each method throws {@link InvalidRequestException} with the field and what is allowed. */
@Component
class ShareRules {

    private static final int MAX_NAME = 200;
    private static final int MAX_NOTE = 2000;
    private static final int MAX_PASSWORD = 100;

    private final PortalProperties properties;

    ShareRules(PortalProperties properties) {
        this.properties = properties;
    }

    String name(@Nullable Object value) {
        String name = text("name", value, MAX_NAME).strip();
        if (name.isEmpty() || name.chars().anyMatch(ShareRules::isMisleading)) {
            throw InvalidRequestException.badField(
                    "name",
                    "must have 1 to " + MAX_NAME
                            + " characters in one line, and none that changes the direction of text");
        }
        // Recipients save a file, not a path.
        return name.replace('/', '_').replace('\\', '_');
    }

    /** Such a character shows {@code invoice?gpj.exe} as {@code invoiceexe.jpg}. */
    private static boolean isMisleading(int character) {
        return Character.isISOControl(character)
                || (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    String note(@Nullable Object value) {
        return text("note", value, MAX_NOTE).strip();
    }

    String password(@Nullable Object value) {
        return text("password", value, MAX_PASSWORD);
    }

    long size(@Nullable Object value) {
        if (!(value instanceof Number number) || number.longValue() < 0 || number.longValue() > properties.maxSize()) {
            throw InvalidRequestException.badField("size", "must be 0 to " + properties.maxSize() + " bytes");
        }
        return number.longValue();
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

    Instant expiresAt(@Nullable Object value, Instant now) {
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
            if (text.equals(address.getAddress()) && text.contains("@")) {
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

    void requireOnly(Map<String, ?> request, String... fields) {
        for (String field : request.keySet()) {
            if (!List.of(fields).contains(field)) {
                throw InvalidRequestException.badField(field, "must be one of " + String.join(", ", fields));
            }
        }
    }

    private static String text(String field, @Nullable Object value, int max) {
        if (!(value instanceof String text) || text.length() > max) {
            throw InvalidRequestException.badField(field, "must be a text of at most " + max + " characters");
        }
        return text;
    }
}
