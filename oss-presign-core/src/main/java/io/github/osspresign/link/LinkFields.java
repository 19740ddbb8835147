// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.ObjectKey;
import io.github.osspresign.oss.syntax.PartLayout;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed access to the fields of a link. Exceptions name the field but not its value, which may be secret. */
final class LinkFields {

    /** Limits of the required headers, higher than those of any service. */
    private static final int MAX_HEADERS = 100;

    private static final int MAX_HEADERS_LENGTH = 16 * 1024;

    private final Map<?, ?> fields;

    /** @param fields strings, numbers and maps of strings, as in JSON */
    LinkFields(Map<?, ?> fields) {
        this.fields = fields;
    }

    static LinkFields parse(String json) {
        try (JsonParser parser = JSON.std.createParser(json)) {
            Map<String, Object> fields = JSON.std.mapFrom(parser);
            if (fields == null || parser.nextToken() != null) {
                throw new IllegalArgumentException("link: must be one JSON object");
            }
            return new LinkFields(fields);
        } catch (IOException e) {
            // The exception has no cause, because the message of the cause shows parts of the text.
            throw new IllegalArgumentException("link: must be one JSON object, is not valid" + position(e));
        }
    }

    /** Returns the fields that are texts or numbers, as texts. */
    Map<String, String> plainFields() {
        Map<String, String> plain = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value instanceof String || value instanceof Number) {
                plain.put(name.toString(), value.toString());
            }
        });
        return plain;
    }

    /** Returns the link. Missing fields are taken from its URL, and names of another object than that of the URL are refused. */
    PresignedLink link() {
        String url = text("url");
        if (url == null || url.isBlank()) {
            throw new IllegalArgumentException("link field 'url': must be a URL, was missing or empty");
        }
        String method = text("method");
        PresignedLink link = PresignedLink.builder(url)
                .method(method == null ? "GET" : method)
                .requiredHeaders(texts("requiredHeaders"))
                .expiresAt(instant("expiresAt"))
                .bucket(text("bucket"))
                .key(text("key"))
                .versionId(text("versionId"))
                .size(size("size"))
                .etag(text("etag"))
                .crc64(unsigned("crc64"))
                .id(text("id"))
                .renewalOf(text("renewalOf"))
                .build()
                .withDetailsOfUrl();
        requireObjectOfUrl(link);
        return link;
    }

    private static void requireObjectOfUrl(PresignedLink link) {
        if (link.key() != null && !ObjectKey.isValid(link.key())) {
            throw invalid("key", "1 to " + ObjectKey.MAX_BYTES + " bytes of UTF-8 that begin with neither / nor \\");
        }
        if (!link.agreesWithUrl()) {
            throw new IllegalArgumentException("link fields 'bucket', 'key' and 'versionId': must be those of the URL,"
                    + " had other values; without these fields, they are taken from the URL");
        }
    }

    /**
     * Returns the upload plan.
     *
     * @param parts the parts, whose numbers must ascend
     */
    PresignedUpload upload(List<PresignedPart> parts) {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).number() <= parts.get(i - 1).number()) {
                throw invalid("parts", "parts with ascending numbers");
            }
        }
        List<PresignedLink> list = new ArrayList<>();
        if (fields.get("list") instanceof List<?> links) {
            links.forEach(link -> list.add(nested("list", link)));
        }
        String bucket = required("bucket", text("bucket"));
        String key = required("key", text("key"));
        PresignedLink complete = nested("complete", fields.get("complete"));
        requireObjectOfUrl(complete.toBuilder().bucket(bucket).key(key).build());
        return new PresignedUpload(
                bucket,
                key,
                required("uploadId", text("uploadId")),
                size("size"),
                required("partSize", size("partSize")),
                required("expiresAt", instant("expiresAt")),
                Collections.unmodifiableList(parts),
                list,
                complete,
                nested("abort", fields.get("abort")),
                fields.get("object") == null ? null : nested("object", fields.get("object")));
    }

    /** Returns the link of a part of an upload plan. */
    PresignedPart part() {
        long number = required("number", size("number"));
        if (number < 1 || number > PartLayout.MAX_PARTS) {
            throw invalid("number", "a part number from 1 to " + PartLayout.MAX_PARTS);
        }
        return new PresignedPart((int) number, required("url", text("url")), texts("requiredHeaders"));
    }

    private static PresignedLink nested(String name, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> object)) {
            throw invalid(name, "a link as an object");
        }
        return new LinkFields(object).link();
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw invalid(name, "set");
        }
        return value;
    }

    /** Returns a string; {@code null}, as from the other methods, if the field is missing or null. */
    private @Nullable String text(String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw invalid(name, "a string");
    }

    /** Returns an object of strings; empty if the field is missing. */
    private Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        Object field = fields.get(name);
        if (field == null) {
            return texts;
        }
        if (!(field instanceof Map<?, ?> object)) {
            throw invalid(name, "an object of strings");
        }
        object.forEach((key, text) -> {
            if (!(text instanceof String value)) {
                throw invalid(name, "an object of strings");
            }
            texts.put(key.toString(), value);
        });
        int length = texts.entrySet().stream()
                .mapToInt(text -> text.getKey().length() + text.getValue().length())
                .sum();
        if (texts.size() > MAX_HEADERS || length > MAX_HEADERS_LENGTH) {
            throw invalid(
                    name, "at most " + MAX_HEADERS + " strings with " + MAX_HEADERS_LENGTH + " characters in total");
        }
        return texts;
    }

    private @Nullable Instant instant(String name) {
        String value = text(name);
        try {
            return value == null ? null : Instant.parse(value);
        } catch (DateTimeException e) {
            throw invalid(name, "an ISO 8601 instant such as 2026-12-31T23:59:59Z");
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
        throw invalid(name, "a number of bytes, 0 or more");
    }

    /**
     * Returns an unsigned number of up to 64 bits. It may be a string, because not all JSON parsers keep all digits.
     */
    private @Nullable String unsigned(String name) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        String text = value instanceof Number || value instanceof String ? value.toString() : "";
        String number = Crc64.canonical(text);
        // A header may have blanks around its value, a field may not.
        if (number == null || !text.equals(text.strip())) {
            throw invalid(name, "an unsigned 64-bit number");
        }
        return number;
    }

    private static IllegalArgumentException invalid(String name, String expected) {
        return new IllegalArgumentException(
                "link field " + Quoted.of(name) + ": must be " + expected + ", had another value");
    }

    static String position(IOException e) {
        JsonLocation location = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return location == null ? "" : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
