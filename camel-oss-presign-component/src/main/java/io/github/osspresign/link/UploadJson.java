package io.github.osspresign.link;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.oss.PartLayout;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON form of an upload plan, media type {@value PresignedUpload#MEDIA_TYPE}: an object with the fields of {@link
 * PresignedUpload}. It is read and written link by link, because a plan can have 10,000 of them.
 */
public final class UploadJson {

    /** Maximum length of the JSON form, in bytes: 6,700 for each of 10,000 parts. */
    public static final int MAX_LENGTH = 64 * 1024 * 1024;

    private static final JsonFactory FACTORY = JSON.std.getStreamingFactory();

    private UploadJson() {}

    /**
     * Parses a plan, like {@link #read(InputStream)}.
     *
     * @throws IllegalArgumentException if it is not valid; the message names the field but not its value
     */
    public static PresignedUpload read(String json) {
        try {
            return read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read JSON from memory", e);
        }
    }

    /**
     * Parses a plan in UTF-8. Unknown fields are ignored. This method does not close the stream.
     *
     * @param json at most 67,108,864 bytes
     * @throws IOException if the stream cannot be read
     * @throws IllegalArgumentException if it is not valid; the message names the field but not its value
     */
    public static PresignedUpload read(InputStream json) throws IOException {
        LimitedStream limited = new LimitedStream(json);
        try (JsonParser parser = FACTORY.createParser(limited).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE)) {
            return read(parser);
        } catch (JacksonException e) {
            // The exception has no cause, because the message of the cause shows parts of the text.
            throw new IllegalArgumentException(
                    "upload plan: must be one JSON object, is not valid" + LinkFields.position(e));
        }
    }

    private static PresignedUpload read(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("upload plan: must be one JSON object");
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        List<PresignedPart> parts = new ArrayList<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("parts")) {
                readParts(parser, parts);
            } else {
                fields.put(name, JSON.std.anyFrom(parser));
            }
        }
        if (parser.nextToken() != null) {
            throw new IllegalArgumentException("upload plan: must be one JSON object");
        }
        return LinkFields.of(fields).upload(parts);
    }

    private static void readParts(JsonParser parser, List<PresignedPart> parts) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            if (parts.size() == PartLayout.MAX_PARTS) {
                throw new IllegalArgumentException(
                        "upload plan field 'parts': must contain at most " + PartLayout.MAX_PARTS + " parts");
            }
            parts.add(LinkFields.of(JSON.std.mapFrom(parser)).part());
        }
        if (parser.currentToken() != JsonToken.END_ARRAY) {
            throw new IllegalArgumentException("upload plan field 'parts': must contain objects only");
        }
    }

    /** Writes the JSON form of a plan in UTF-8, without the fields that are {@code null}. The stream stays open. */
    public static void write(PresignedUpload upload, OutputStream out) throws IOException {
        try (JsonGenerator json =
                FACTORY.createGenerator(out, JsonEncoding.UTF8).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)) {
            json.writeStartObject();
            json.writeStringField("bucket", upload.bucket());
            json.writeStringField("key", upload.key());
            json.writeStringField("uploadId", upload.uploadId());
            if (upload.size() != null) {
                json.writeNumberField("size", upload.size());
            }
            json.writeNumberField("partSize", upload.partSize());
            json.writeStringField("expiresAt", upload.expiresAt().toString());
            json.writeArrayFieldStart("parts");
            for (PresignedPart part : upload.parts()) {
                json.writeStartObject();
                json.writeNumberField("number", part.number());
                writeLink(json, part.url(), part.requiredHeaders());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("list");
            for (PresignedLink link : upload.list()) {
                write(json, link);
            }
            json.writeEndArray();
            json.writeFieldName("complete");
            write(json, upload.complete());
            json.writeFieldName("abort");
            write(json, upload.abort());
            if (upload.object() != null) {
                json.writeFieldName("object");
                write(json, upload.object());
            }
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, PresignedLink link) throws IOException {
        json.writeStartObject();
        json.writeStringField("method", link.method());
        writeLink(json, link.url(), link.requiredHeaders());
        json.writeEndObject();
    }

    private static void writeLink(JsonGenerator json, String url, Map<String, String> requiredHeaders)
            throws IOException {
        json.writeStringField("url", url);
        if (!requiredHeaders.isEmpty()) {
            json.writeObjectFieldStart("requiredHeaders");
            for (Map.Entry<String, String> header : requiredHeaders.entrySet()) {
                json.writeStringField(header.getKey(), header.getValue());
            }
            json.writeEndObject();
        }
    }

    /** Stream that fails behind the maximum length. */
    private static final class LimitedStream extends InputStream {

        private final InputStream in;
        private int left = MAX_LENGTH;

        LimitedStream(InputStream in) {
            this.in = in;
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
            left -= Math.max(count, 0);
            return count;
        }
    }
}
