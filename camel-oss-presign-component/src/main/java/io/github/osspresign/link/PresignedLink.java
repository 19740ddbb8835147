package io.github.osspresign.link;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A presigned URL and what is known about it: all that its user needs, and nothing that needs an account. The URL is
 * opaque: it is sent byte for byte as it is here.
 *
 * @param url the signed URL; whoever holds it can use it
 * @param method the HTTP method that is signed
 * @param requiredHeaders headers that the user of the link must send, exactly these
 * @param expiresAt the end of its life
 * @param bucket the bucket
 * @param key the object key
 * @param versionId the version of the object
 * @param size the object's size in bytes
 * @param etag the object's entity tag, without quotes
 * @param crc64 the object's CRC-64 as the service writes it: unsigned decimal
 * @param id a name for this link in logs and audits
 * @param renewalOf SHA-256 (hexadecimal) of the URL of an ended link that this one takes the place of; set only by a
 *     signer that has found the signature of the ended link right
 */
public record PresignedLink(
        String url,
        String method,
        Map<String, String> requiredHeaders,
        @Nullable Instant expiresAt,
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String versionId,
        @Nullable Long size,
        @Nullable String etag,
        @Nullable String crc64,
        @Nullable String id,
        @Nullable String renewalOf) {

    /** The media type of the JSON form. */
    public static final String MEDIA_TYPE = "application/vnd.oss-presigned-link+json";

    public PresignedLink {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(method, "method");
        requiredHeaders = requiredHeaders.isEmpty()
                ? Collections.emptyMap()
                : Collections.unmodifiableMap(new LinkedHashMap<>(requiredHeaders));
    }

    /** A link that takes the place of no other. */
    public PresignedLink(
            String url,
            String method,
            Map<String, String> requiredHeaders,
            @Nullable Instant expiresAt,
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String versionId,
            @Nullable Long size,
            @Nullable String etag,
            @Nullable String crc64,
            @Nullable String id) {
        this(url, method, requiredHeaders, expiresAt, bucket, key, versionId, size, etag, crc64, id, null);
    }

    /** A GET link, with all that a presigned URL tells about itself; of any other URL nothing else is known. */
    public static PresignedLink of(String url) {
        return of(url, "GET");
    }

    /** A link for that method, which a URL does not tell, with all that it does tell. */
    public static PresignedLink of(String url, String method) {
        return new PresignedLink(url, method, Map.of(), null, null, null, null, null, null, null, null).completed();
    }

    /**
     * Reads a link from its JSON form or a URL.
     *
     * @throws IllegalArgumentException if the text begins like the JSON form but is none; the message shows no value
     */
    public static PresignedLink parse(String text) {
        String content = text.strip();
        return content.startsWith("{") ? LinkJson.read(content) : of(content);
    }

    /**
     * Reads a link as {@link #parse(String)} does, from UTF-8. The stream is read to its end but not closed.
     *
     * @param text at most 1,048,576 bytes
     * @throws IOException if the stream cannot be read
     */
    public static PresignedLink parse(InputStream text) throws IOException {
        byte[] bytes = text.readNBytes(LinkJson.LONGEST + 1);
        if (bytes.length > LinkJson.LONGEST) {
            throw new IllegalArgumentException("link: expected at most " + LinkJson.LONGEST + " bytes but was more");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** This link with the gaps filled from its URL. */
    PresignedLink completed() {
        return ParsedPresignedUrl.find(url).map(this::completedFrom).orElse(this);
    }

    private PresignedLink completedFrom(ParsedPresignedUrl parsed) {
        return new PresignedLink(
                url,
                method,
                requiredHeaders,
                expiresAt == null ? parsed.expiresAt() : expiresAt,
                bucket == null ? parsed.bucket() : bucket,
                key == null ? parsed.key() : key,
                versionId == null ? parsed.versionId() : versionId,
                size,
                etag,
                crc64,
                id,
                renewalOf);
    }

    /** Returns this link as a renewal of an ended link that was once good; {@code null} for a renewal of none. */
    public PresignedLink asRenewalOf(@Nullable PresignedLink ended) {
        return new PresignedLink(
                url,
                method,
                requiredHeaders,
                expiresAt,
                bucket,
                key,
                versionId,
                size,
                etag,
                crc64,
                id,
                ended == null ? null : sha256(ended.url));
    }

    /** Whether the signer of this link has found the signature of the ended link right. */
    public boolean isRenewalOf(PresignedLink ended) {
        return sha256(ended.url).equals(renewalOf);
    }

    /** Whether bucket, key and version are those that the URL shows, as far as it shows them. */
    public boolean agreesWithUrl() {
        return ParsedPresignedUrl.find(url)
                .map(shown ->
                        agree(shown.bucket(), bucket) && agree(shown.key(), key) && agree(shown.versionId(), versionId))
                .orElse(true);
    }

    private static boolean agree(@Nullable String shown, @Nullable String said) {
        return shown == null || said == null || shown.equals(said);
    }

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The URL without its secrets. */
    public String maskedUrl() {
        return UrlMask.mask(url);
    }

    @Override
    public String toString() {
        return "PresignedLink[" + method + " " + maskedUrl() + (expiresAt == null ? "" : ", until " + expiresAt) + "]";
    }
}
