// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.CdnUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * JSON form of a link, media type {@value PresignedLink#MEDIA_TYPE}: an object with the fields of {@link
 * PresignedLink}, and {@code cdn} with the kind of a link of a CDN, which the URL shows. Only {@code url} is mandatory.
 */
public final class LinkJson {

    /** Maximum length of the JSON form, in characters. */
    public static final int MAX_LENGTH = 1024 * 1024;

    private LinkJson() {}

    /**
     * Parses a link. Unknown fields are ignored, and missing fields are taken from the URL.
     *
     * @param json at most 1,048,576 characters
     * @throws IllegalArgumentException if the text is not a JSON object, has no {@code url}, a field has the wrong type, or
     *     bucket, key or version are not those of the URL; the message names the field but not its value
     */
    public static PresignedLink read(String json) {
        if (json.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "link: must be at most " + MAX_LENGTH + " characters of JSON, was " + json.length());
        }
        return LinkFields.parse(json).link();
    }

    /**
     * Returns the link with these fields, as {@link #read(String)} does.
     *
     * @param fields strings, numbers and maps of strings by the names of the JSON form
     * @throws IllegalArgumentException if there is no {@code url}, or a field has the wrong type
     */
    public static PresignedLink read(Map<?, ?> fields) {
        return new LinkFields(fields).link();
    }

    /** Returns the JSON form of a link, without the fields that are {@code null}. */
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
        put(fields, "cdn", cdnKind(link.url()));
        put(fields, "id", link.id());
        put(fields, "renewalOf", link.renewalOf());
        try {
            return JSON.std.asString(fields);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write JSON to a string", e);
        }
    }

    private static @Nullable String cdnKind(String url) {
        try {
            CdnUrl cdn = LinkAddress.parse(url).cdn();
            return cdn == null ? null : cdn.kind().name();
        } catch (HostNotAllowedException e) {
            return null;
        }
    }

    /** Sets a field unless the value is {@code null}. */
    static void put(Map<String, Object> fields, String name, @Nullable Object value) {
        if (value != null) {
            fields.put(name, value);
        }
    }
}
