// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.syntax.PartLayout;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * JSON form of an upload plan, media type {@value PresignedUpload#MEDIA_TYPE}: an object with the fields of {@link
 * PresignedUpload}. It is read link by link, because a plan can have 10,000 of them.
 */
public final class UploadJson {

    /** Maximum length of the JSON form, in bytes: 6,700 for each of 10,000 parts. */
    public static final int MAX_LENGTH = 64 * 1024 * 1024;

    private static final JsonFactory FACTORY = JSON.std.getStreamingFactory();

    /** Maximum length of one link or value, in bytes: values take many times their length in memory. */
    private static final int MAX_VALUE_LENGTH = 64 * 1024;

    /** Fields that are read, besides the parts and the list links. */
    private static final Set<String> FIELDS =
            Set.of("bucket", "key", "uploadId", "size", "partSize", "expiresAt", "complete", "abort", "object");

    private UploadJson() {}

    /**
     * Parses a plan in UTF-8. Unknown fields are ignored. This method does not close the stream.
     *
     * @param json at most 67,108,864 bytes
     * @throws IOException if the stream cannot be read
     * @throws IllegalArgumentException if it is not valid; the message names the field but not its value
     */
    static PresignedUpload read(InputStream json) throws IOException {
        LimitedStream limited = new LimitedStream(json);
        try (JsonParser parser = FACTORY.createParser(limited).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            return read(parser, limited);
        } catch (JacksonException e) {
            // The exception has no cause, because the message of the cause shows parts of the text.
            throw new IllegalArgumentException(
                    "upload plan: must be one JSON object, is not valid" + LinkFields.position(e));
        }
    }

    private static PresignedUpload read(JsonParser parser, LimitedStream limit) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("upload plan: must be one JSON object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        List<PresignedPart> parts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            if (array && name.equals("parts")) {
                readParts(parser, limit, parts);
            } else if (array && name.equals("list")) {
                fields.put(name, readList(parser, limit));
            } else if (FIELDS.contains(name)) {
                fields.put(name, limit.value(parser));
            } else {
                parser.skipChildren();
            }
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("upload plan: must be one JSON object");
        }
        return new LinkFields(fields).upload(parts);
    }

    private static List<Object> readList(JsonParser parser, LimitedStream limit) throws IOException {
        List<Object> links = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (links.size() == PresignedUpload.MAX_LISTS) {
                throw new IllegalArgumentException(
                        "upload plan field 'list': must contain at most " + PresignedUpload.MAX_LISTS + " links");
            }
            links.add(limit.value(parser));
        }
        return links;
    }

    private static void readParts(JsonParser parser, LimitedStream limit, List<PresignedPart> parts)
            throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (parts.size() == PartLayout.MAX_PARTS) {
                throw new IllegalArgumentException(
                        "upload plan field 'parts': must contain at most " + PartLayout.MAX_PARTS + " parts");
            }
            parts.add(new LinkFields((Map<?, ?>) limit.value(parser)).part());
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IllegalArgumentException("upload plan field 'parts': must contain objects only");
        }
    }

    /** Returns the JSON form of a plan in UTF-8, without the fields that are {@code null}. */
    public static byte[] write(PresignedUpload upload) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bucket", upload.bucket());
        fields.put("key", upload.key());
        fields.put("uploadId", upload.uploadId());
        LinkJson.put(fields, "size", upload.size());
        fields.put("partSize", upload.partSize());
        fields.put("expiresAt", upload.expiresAt().toString());
        // One part at a time, because a part may be signed when it is read.
        fields.put("parts", (Iterable<Map<String, Object>>) () -> upload.parts().stream()
                .map(part -> request("number", part.number(), part.url(), part.requiredHeaders()))
                .iterator());
        fields.put("list", upload.list().stream().map(UploadJson::link).toList());
        fields.put("complete", link(upload.complete()));
        fields.put("abort", link(upload.abort()));
        LinkJson.put(fields, "object", upload.object() == null ? null : link(upload.object()));
        try {
            return JSON.std.asBytes(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to memory", e);
        }
    }

    private static Map<String, Object> link(PresignedLink link) {
        return request("method", link.method(), link.url(), link.requiredHeaders());
    }

    private static Map<String, Object> request(String name, Object value, String url, Map<String, String> headers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(name, value);
        fields.put("url", url);
        LinkJson.put(fields, "requiredHeaders", headers.isEmpty() ? null : headers);
        return fields;
    }

    /** Stream that fails behind the maximum length, and earlier within a value. */
    private static final class LimitedStream extends InputStream {

        private final InputStream in;
        private int left = MAX_LENGTH;
        private int leftOfValue = MAX_LENGTH;

        LimitedStream(InputStream in) {
            this.in = in;
        }

        /** Returns the value that the parser has begun. */
        Object value(JsonParser parser) throws IOException {
            // The parser has read a few thousand bytes ahead, so the limit is not exact.
            leftOfValue = MAX_VALUE_LENGTH;
            Object value = JSON.std.anyFrom(parser);
            leftOfValue = MAX_LENGTH;
            return value;
        }

        @Override
        public int read() throws IOException {
            byte[] single = new byte[1];
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = in.read(bytes, offset, Math.min(length, left + 1));
            if (count > left) {
                throw new IllegalArgumentException("upload plan: must be at most " + MAX_LENGTH + " bytes, was more");
            }
            if (count > leftOfValue) {
                throw new IllegalArgumentException(
                        "upload plan: must have values of at most " + MAX_VALUE_LENGTH + " bytes, has a longer one");
            }
            left -= Math.max(count, 0);
            leftOfValue -= Math.max(count, 0);
            return count;
        }
    }
}
