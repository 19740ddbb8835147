package io.github.osspresign.link;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a link, media type {@value PresignedLink#MEDIA_TYPE}: an object with the fields of
 * {@link PresignedLink}, of which only {@code url} is mandatory.
 */
public final class LinkJson {

    /** The most that is read, in characters or bytes. */
    public static final int LONGEST = 1024 * 1024;

    private LinkJson() {}

    /**
     * Reads a link; unknown fields are ignored, and what the fields leave open is taken from the URL.
     *
     * @param json at most 1,048,576 characters
     * @throws IllegalArgumentException if it is no JSON object, has no {@code url}, or a field is of another kind than it
     *     should be; the message names the field and shows no value
     */
    public static PresignedLink read(String json) {
        if (json.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "link: expected at most " + LONGEST + " characters of JSON but was " + json.length());
        }
        return LinkFields.parse(json).link();
    }

    /**
     * Reads a link as {@link #read(String)} does, from a text in UTF-8. The stream is read to its end but not closed.
     *
     * @param json at most 1,048,576 bytes
     * @throws IOException if the stream cannot be read
     */
    public static PresignedLink read(InputStream json) throws IOException {
        byte[] bytes = json.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new IllegalArgumentException("link: expected at most " + LONGEST + " bytes of JSON but was more");
        }
        return LinkFields.parse(bytes).link();
    }

    /** Writes a link; what is not known is left out. */
    public static String write(PresignedLink link) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("url", link.url());
        fields.put("method", link.method());
        put(fields, "requiredHeaders", link.requiredHeaders().isEmpty() ? null : link.requiredHeaders());
        put(fields, "expiresAt", Objects.toString(link.expiresAt(), null));
        put(fields, "bucket", link.bucket());
        put(fields, "key", link.key());
        put(fields, "versionId", link.versionId());
        put(fields, "size", link.size());
        put(fields, "etag", link.etag());
        put(fields, "crc64", link.crc64());
        put(fields, "id", link.id());
        put(fields, "renewalOf", link.renewalOf());
        try {
            return JSON.std.asString(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("text in memory cannot fail to be written", e);
        }
    }

    private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
