// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.oss.syntax.HeaderField;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.model.RemoteObject;
import io.github.osspresign.transfer.wire.Response;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an object in a response (OSS API "GetObject").
 *
 * @param length length of the object in bytes, -1 if not announced
 * @param headers headers that describe the object, the entity tag without quotes
 * @param metadata user metadata, lower-case names without {@code x-oss-meta-}
 */
public record ObjectHeaders(long length, Map<String, String> headers, Map<String, String> metadata)
        implements RemoteObject {

    private static final String LAST_MODIFIED = "Last-Modified";
    private static final String CONTENT_TYPE = "Content-Type";
    private static final String CONTENT_ENCODING = "Content-Encoding";
    private static final String CONTENT_DISPOSITION = "Content-Disposition";
    private static final String ETAG = "ETag";
    private static final String CRC64 = "x-oss-hash-crc64ecma";
    private static final String MD5 = "Content-MD5";
    private static final String VERSION_ID = "x-oss-version-id";
    private static final String REQUEST_ID = "x-oss-request-id";
    private static final List<String> DESCRIBING = List.of(
            LAST_MODIFIED,
            CONTENT_TYPE,
            CONTENT_ENCODING,
            CONTENT_DISPOSITION,
            ETAG,
            CRC64,
            MD5,
            VERSION_ID,
            REQUEST_ID);

    private static final String METADATA = "x-oss-meta-";
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,255}");
    private static final int MAX_LENGTH = 255;
    private static final int MAX_DIGITS = 20;

    /** Reads the headers of a response. */
    public static ObjectHeaders of(Response response, long length) {
        Map<String, String> headers = new HashMap<>();
        for (String name : DESCRIBING) {
            String value = response.header(name);
            String plain = name.equals(ETAG) ? EntityTag.withoutQuotes(value) : value;
            if (plain != null) {
                headers.put(name, plain);
            }
        }
        return new ObjectHeaders(length, headers, metadata(response));
    }

    @Override
    public @Nullable Instant lastModified() {
        String date = headers.get(LAST_MODIFIED);
        return date == null ? null : HttpDate.parse(date);
    }

    @Override
    public @Nullable String contentType() {
        return headers.get(CONTENT_TYPE);
    }

    /** Returns the content encoding of the response. */
    public @Nullable String contentEncoding() {
        return headers.get(CONTENT_ENCODING);
    }

    /** Returns the content disposition of the response. */
    public @Nullable String contentDisposition() {
        return headers.get(CONTENT_DISPOSITION);
    }

    @Override
    public @Nullable String etag() {
        return headers.get(ETAG);
    }

    @Override
    public @Nullable String crc64() {
        return headers.get(CRC64);
    }

    /** Returns the MD5 in base64. */
    public @Nullable String md5() {
        return headers.get(MD5);
    }

    @Override
    public @Nullable String versionId() {
        return headers.get(VERSION_ID);
    }

    @Override
    public @Nullable String requestId() {
        return headers.get(REQUEST_ID);
    }

    /** Returns the same metadata with another length. */
    public ObjectHeaders withLength(long actual) {
        return new ObjectHeaders(actual, headers, metadata);
    }

    /**
     * Returns the metadata that may be passed on: without values that are not one short line of ASCII, and without
     * those that contain a secret of the link. User metadata may be any text without control characters.
     */
    public ObjectHeaders sanitized(ExceptionFactory failures) {
        Map<String, String> fitHeaders = new HashMap<>();
        headers.forEach((name, value) -> {
            if ((name.equals(CRC64) ? Digits.areAll(value, MAX_DIGITS) : isShortLine(value))
                    && !failures.revealsSecret(value)) {
                fitHeaders.put(name, value);
            }
        });
        Map<String, String> fitMetadata = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && !failures.revealsSecret(name) && !failures.revealsSecret(value)) {
                fitMetadata.put(name, HeaderText.INVISIBLE.matcher(value).replaceAll(""));
            }
        });
        return new ObjectHeaders(length, Map.copyOf(fitHeaders), Collections.unmodifiableMap(fitMetadata));
    }

    /** Returns whether a value is a short line of ASCII without spaces around it. */
    private static boolean isShortLine(String value) {
        return HeaderField.isPrintable(value)
                && !value.isEmpty()
                && value.length() <= MAX_LENGTH
                && value.charAt(0) != ' '
                && value.charAt(value.length() - 1) != ' ';
    }

    /**
     * Checks that the object is the one that the link describes. Properties that either of them lacks are not compared.
     *
     * @throws PlainFailure if a property differs
     */
    public void requireNamedBy(PresignedLink link) throws PlainFailure {
        if (link.size() != null) {
            requireSame("size", link.size().toString(), length < 0 ? null : Long.toString(length));
        }
        requireSame("entity tag", EntityTag.withoutQuotes(link.etag()), etag());
        if (link.crc64() != null) {
            requireSame("crc64", Crc64.canonical(link.crc64()), Crc64.canonical(crc64()));
        }
        requireSame("version", link.versionId(), versionId());
    }

    private static void requireSame(String property, @Nullable String expected, @Nullable String actual)
            throws PlainFailure {
        if (expected != null && actual != null && !expected.equalsIgnoreCase(actual)) {
            throw StrongValidator.changed(property, expected, actual);
        }
    }

    /** Omits the values that the service controls. */
    @Override
    public String toString() {
        return "ObjectHeaders[" + length + " bytes]";
    }

    private static Map<String, String> metadata(Response response) {
        Map<String, String> metadata = new LinkedHashMap<>();
        response.eachHeader((name, value) -> {
            if (name.regionMatches(true, 0, METADATA, 0, METADATA.length()) && name.length() > METADATA.length()) {
                metadata.putIfAbsent(
                        name.toLowerCase(Locale.ROOT).substring(METADATA.length()), HeaderText.fromWire(value));
            }
        });
        return metadata;
    }
}
