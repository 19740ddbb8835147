package io.github.osspresign.link;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.error.Quoted;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of a link, read by type; refusals name the field and show no value, which may be a secret. */
public final class LinkFields {

    private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,20}");

    /** More than a service takes in the head of a request. */
    private static final int MOST_TEXTS = 100;

    private static final int LONGEST_TEXTS = 16 * 1024;

    private final Map<String, Object> fields;

    private LinkFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * Wraps the fields of a link.
     *
     * @param fields texts, numbers and maps of texts, as JSON has them
     */
    public static LinkFields of(Map<String, Object> fields) {
        return new LinkFields(fields);
    }

    /** @param json text, or bytes in one of the encodings of Unicode */
    static LinkFields parse(Object json) {
        try (JsonParser parser = JSON.std.createParser(json)) {
            Map<String, Object> fields = JSON.std.mapFrom(parser);
            if (fields == null || parser.nextToken() != null) {
                throw new IllegalArgumentException("link: expected one JSON object but was something else");
            }
            return new LinkFields(fields);
        } catch (IOException e) {
            // Without the cause, which shows parts of the text.
            throw new IllegalArgumentException("link: expected one JSON object but was something else" + place(e));
        }
    }

    /** The link; what the fields leave open is taken from its URL. */
    public PresignedLink link() {
        String url = text("url");
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("link field 'url': expected a URL but there is none");
        }
        String method = text("method");
        return new PresignedLink(
                        url,
                        method == null ? "GET" : method,
                        texts("requiredHeaders"),
                        instant("expiresAt"),
                        text("bucket"),
                        text("key"),
                        text("versionId"),
                        size("size"),
                        text("etag"),
                        unsigned("crc64"),
                        text("id"),
                        text("renewalOf"))
                .completed();
    }

    /** {@code null} where the field is absent or null, here as in every other reader. */
    private @Nullable String text(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw refused(name, "a text");
    }

    /** Empty where the field is absent. */
    private Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Object field = fields.get(name);
        if (field == null) {
            return texts;
        }
        if (!(field instanceof Map<?, ?> object)) {
            throw refused(name, "an object of texts");
        }
        object.forEach((key, text) -> {
            if (!(text instanceof String value)) {
                throw refused(name, "an object of texts");
            }
            texts.put(key.toString(), value);
        });
        int length = texts.entrySet().stream()
                .mapToInt(text -> text.getKey().length() + text.getValue().length())
                .sum();
        if (texts.size() > MOST_TEXTS || length > LONGEST_TEXTS) {
            throw refused(name, "at most " + MOST_TEXTS + " texts of " + LONGEST_TEXTS + " characters in all");
        }
        return texts;
    }

    private @Nullable Instant instant(String name) {
        String value = text(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw refused(name, "an ISO 8601 instant such as 2026-12-31T23:59:59Z");
        }
    }

    private @Nullable Long size(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() >= 0) {
            return ((Number) value).longValue();
        }
        throw refused(name, "a number of bytes, 0 or more");
    }

    /** A whole number of up to 64 bits, as a number or, because not every reader keeps so many digits, a text. */
    private @Nullable String unsigned(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        boolean scalar = value instanceof Number || value instanceof String;
        if (!scalar || !UNSIGNED.matcher(value.toString()).matches()) {
            throw refused(name, "an unsigned 64-bit number");
        }
        BigInteger number = new BigInteger(value.toString());
        if (number.bitLength() > Long.SIZE) {
            throw refused(name, "an unsigned 64-bit number");
        }
        return number.toString();
    }

    private static IllegalArgumentException refused(String name, String expected) {
        return new IllegalArgumentException(
                "link field " + Quoted.of(name) + ": expected " + expected + " but was another value");
    }

    private static String place(IOException e) {
        JsonLocation location = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
