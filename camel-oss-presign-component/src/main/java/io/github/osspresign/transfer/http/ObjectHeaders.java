package io.github.osspresign.transfer.http;

import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.EntityTag;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.model.RemoteObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * Metadata of an object in a response (OSS API "GetObject").
 *
 * @param length length of the object in bytes, -1 if not announced
 * @param etag entity tag without quotes
 * @param crc64 CRC-64 of the whole object, unsigned decimal
 * @param md5 MD5 in base64
 * @param metadata user metadata, lower-case names without {@code x-oss-meta-}
 */
public record ObjectHeaders(
        long length,
        @Nullable Instant lastModified,
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String contentDisposition,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String md5,
        @Nullable String versionId,
        @Nullable String requestId,
        Map<String, String> metadata)
        implements RemoteObject {

    private static final String METADATA = "x-oss-meta-";
    private static final Pattern NAME = Pattern.compile("[a-z0-9!#$%&'*+.^_`|~-]{1,255}");
    private static final Pattern ONE_LINE = Pattern.compile("[!-~](?:[ -~]{0,253}[!-~])?");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,20}");

    /** Reads the headers of a response. */
    public static ObjectHeaders of(Response response, long length) {
        return new ObjectHeaders(
                length,
                date(response.header("Last-Modified")),
                response.header("Content-Type"),
                response.header("Content-Encoding"),
                response.header("Content-Disposition"),
                EntityTag.withoutQuotes(response.header("ETag")),
                response.header("x-oss-hash-crc64ecma"),
                response.header("Content-MD5"),
                response.header("x-oss-version-id"),
                response.header("x-oss-request-id"),
                metadata(response));
    }

    /**
     * Returns the metadata that may be passed on: without values that are not one short line of ASCII, and without
     * those that contain a secret of the link. User metadata may be any text without control characters.
     */
    public ObjectHeaders sanitized(ExceptionFactory failures) {
        Map<String, String> fit = new LinkedHashMap<>();
        metadata.forEach((name, value) -> {
            if (NAME.matcher(name).matches() && !failures.revealsSecret(name) && !failures.revealsSecret(value)) {
                fit.put(name, HeaderText.INVISIBLE.matcher(value).replaceAll(""));
            }
        });
        return new ObjectHeaders(
                length,
                lastModified,
                fit(contentType, ONE_LINE, failures),
                fit(contentEncoding, ONE_LINE, failures),
                contentDisposition,
                fit(etag, ONE_LINE, failures),
                fit(crc64, NUMBER, failures),
                md5,
                fit(versionId, ONE_LINE, failures),
                fit(requestId, ONE_LINE, failures),
                fit);
    }

    private static @Nullable String fit(@Nullable String value, Pattern form, ExceptionFactory failures) {
        return value != null && form.matcher(value).matches() && !failures.revealsSecret(value) ? value : null;
    }

    /**
     * Checks that the object is the one that the link describes. Properties that either of them lacks are not compared.
     *
     * @throws ObjectChangedException if a property differs
     */
    public void requireNamedBy(PresignedLink link, ExceptionFactory failures) throws ObjectChangedException {
        String size = link.size() == null ? null : link.size().toString();
        requireSame("size", size, length < 0 ? null : Long.toString(length), failures);
        requireSame("entity tag", EntityTag.withoutQuotes(link.etag()), etag, failures);
        requireSame("crc64", Crc64.canonical(link.crc64()), Crc64.canonical(crc64), failures);
        requireSame("version", link.versionId(), versionId, failures);
    }

    private static void requireSame(
            String property, @Nullable String expected, @Nullable String actual, ExceptionFactory failures)
            throws ObjectChangedException {
        if (expected != null && actual != null && !expected.equalsIgnoreCase(actual)) {
            throw new ObjectChangedException(
                    property, failures.clean(expected), failures.clean(actual), failures.context());
        }
    }

    private static @Nullable Instant date(@Nullable String value) {
        return value == null ? null : DateUtils.parseStandardDate(value);
    }

    private static Map<String, String> metadata(Response response) {
        Map<String, String> metadata = new LinkedHashMap<>();
        for (Header header : response.headers()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (name.startsWith(METADATA) && name.length() > METADATA.length() && header.getValue() != null) {
                metadata.putIfAbsent(name.substring(METADATA.length()), HeaderText.fromWire(header.getValue()));
            }
        }
        return metadata;
    }
}
