// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.link.url.UrlMask;
import io.github.osspresign.oss.syntax.Sha256;
import io.github.osspresign.sign.PresignedUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Presigned URL with the details that its user needs. The URL is opaque: it must be sent exactly as it is, without
 * decoding or encoding it. The way to another process, such as a worker of Spark or Flink, is the JSON form of {@link
 * LinkJson}, which {@link #parse(String)} reads; Java serialisation is not supported. All details except {@code url}, {@code method} and {@code requiredHeaders} are {@code null}
 * if they are unknown.
 *
 * @param url the signed URL; anyone who has it can use it
 * @param method HTTP method that is signed
 * @param requiredHeaders headers that a request must have, with exactly these values
 * @param expiresAt expiry of the link
 * @param bucket the bucket
 * @param key the object key
 * @param versionId version of the object
 * @param size size of the object, in bytes
 * @param etag entity tag of the object, without quotes
 * @param crc64 CRC-64 of the object as OSS writes it: unsigned decimal
 * @param id identifier of the link in a manifest; copied unchanged
 * @param renewalOf SHA-256, in hexadecimal, of the URL of the expired link that this link replaces; set only by a
 *     signer that has verified the signature of the expired link
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

    /** Media type of the JSON form. */
    public static final String MEDIA_TYPE = "application/vnd.oss-presigned-link+json";

    public PresignedLink {
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(method, "method");
        requiredHeaders = requiredHeaders.isEmpty()
                ? Collections.emptyMap()
                : Collections.unmodifiableMap(new LinkedHashMap<>(requiredHeaders));
    }

    /** Returns a builder of a link, for the method GET and without required headers unless they are set. */
    public static Builder builder(String url) {
        return new Builder(url);
    }

    /** Returns a GET link with the details in the URL, if it is a valid presigned URL. */
    public static PresignedLink of(String url) {
        return of(url, "GET");
    }

    /** Returns a link for a method, with the details in the URL, if it is a valid presigned URL. */
    public static PresignedLink of(String url, String method) {
        return builder(url).method(method).build().withDetailsOfUrl();
    }

    /** Returns the link of a signed URL, with the details in the URL. */
    public static PresignedLink of(PresignedUrl signed) {
        return builder(signed.url())
                .method(signed.method().name())
                .requiredHeaders(signed.requiredHeaders())
                .expiresAt(signed.expiresAt())
                .build()
                .withDetailsOfUrl();
    }

    /**
     * Parses a link from its JSON form or a URL, also after a byte order mark.
     *
     * @throws IllegalArgumentException if the text begins with a brace but is not a valid JSON form; the message does
     *     not show values
     */
    public static PresignedLink parse(String text) {
        return parse(text, "GET");
    }

    /** Parses a link, like {@link #parse(String)}, whose method is this one if it is a URL. */
    public static PresignedLink parse(String text, String method) {
        String content = (text.startsWith("\uFEFF") ? text.substring(1) : text).strip();
        return content.startsWith("{") ? LinkJson.read(content) : of(content, method);
    }

    /**
     * Parses a link from UTF-8, like {@link #parse(String)}. This method does not close the stream.
     *
     * @param text at most 1,048,576 bytes
     * @throws IOException if the stream cannot be read
     */
    public static PresignedLink parse(InputStream text) throws IOException {
        byte[] bytes = text.readNBytes(LinkJson.MAX_LENGTH + 1);
        if (bytes.length > LinkJson.MAX_LENGTH) {
            throw new IllegalArgumentException("link: must be at most " + LinkJson.MAX_LENGTH + " bytes, was more");
        }
        return parse(new String(bytes, StandardCharsets.UTF_8));
    }

    /** Returns this link with missing details taken from its URL. */
    PresignedLink withDetailsOfUrl() {
        return ParsedPresignedUrl.find(url).map(this::withDetailsOf).orElse(this);
    }

    private PresignedLink withDetailsOf(ParsedPresignedUrl parsed) {
        return toBuilder()
                .expiresAt(expiresAt == null ? parsed.expiresAt() : expiresAt)
                .bucket(bucket == null ? parsed.bucket() : bucket)
                .key(key == null ? parsed.key() : key)
                .versionId(versionId == null ? parsed.versionId() : versionId)
                .build();
    }

    /** Returns this link as a replacement of an expired link, or of none if that is {@code null}. */
    public PresignedLink asRenewalOf(@Nullable PresignedLink expired) {
        return toBuilder()
                .renewalOf(expired == null ? null : Sha256.hex(expired.url))
                .build();
    }

    /** Returns whether {@code renewalOf} is the hash of the expired URL. Trust it only in the reply of {@code refreshUri}. */
    public boolean isRenewalOf(PresignedLink expired) {
        return Sha256.hex(expired.url).equals(renewalOf);
    }

    /** Returns whether bucket, key and version are those of the URL, signed or not, as far as the URL shows them. */
    public boolean agreesWithUrl() {
        return new NamedObject(bucket, key, versionId).agreesWith(url);
    }

    /** Returns this link with what another link to the same object says of it; details that the other one lacks are kept. */
    public PresignedLink describedAs(PresignedLink other) {
        return toBuilder()
                .versionId(other.versionId == null ? versionId : other.versionId)
                .size(other.size == null ? size : other.size)
                .etag(other.etag == null ? etag : other.etag)
                .crc64(other.crc64 == null ? crc64 : other.crc64)
                .build();
    }

    /** Returns a builder with the values of this link. */
    public Builder toBuilder() {
        return builder(url)
                .method(method)
                .requiredHeaders(requiredHeaders)
                .expiresAt(expiresAt)
                .bucket(bucket)
                .key(key)
                .versionId(versionId)
                .size(size)
                .etag(etag)
                .crc64(crc64)
                .id(id)
                .renewalOf(renewalOf);
    }

    /** Builder of a {@link PresignedLink}. Details that are not set are {@code null}. */
    public static final class Builder {

        private final String url;
        private String method = "GET";
        private Map<String, String> requiredHeaders = Map.of();
        private @Nullable Instant expiresAt;
        private @Nullable String bucket;
        private @Nullable String key;
        private @Nullable String versionId;
        private @Nullable Long size;
        private @Nullable String etag;
        private @Nullable String crc64;
        private @Nullable String id;
        private @Nullable String renewalOf;

        private Builder(String url) {
            this.url = url;
        }

        /** Sets the HTTP method that is signed. */
        public Builder method(String method) {
            this.method = method;
            return this;
        }

        /** Sets the headers that a request must have, with exactly these values. */
        public Builder requiredHeaders(Map<String, String> requiredHeaders) {
            this.requiredHeaders = requiredHeaders;
            return this;
        }

        /** Sets the expiry of the link. */
        public Builder expiresAt(@Nullable Instant expiresAt) {
            this.expiresAt = expiresAt;
            return this;
        }

        /** Sets the bucket. */
        public Builder bucket(@Nullable String bucket) {
            this.bucket = bucket;
            return this;
        }

        /** Sets the object key. */
        public Builder key(@Nullable String key) {
            this.key = key;
            return this;
        }

        /** Sets the version of the object. */
        public Builder versionId(@Nullable String versionId) {
            this.versionId = versionId;
            return this;
        }

        /** Sets the size of the object, in bytes. */
        public Builder size(@Nullable Long size) {
            this.size = size;
            return this;
        }

        /** Sets the entity tag of the object, without quotes. */
        public Builder etag(@Nullable String etag) {
            this.etag = etag;
            return this;
        }

        /** Sets the CRC-64 of the object, in unsigned decimal. */
        public Builder crc64(@Nullable String crc64) {
            this.crc64 = crc64;
            return this;
        }

        /** Sets the name of the link in logs. */
        public Builder id(@Nullable String id) {
            this.id = id;
            return this;
        }

        /** Sets the hash of the URL of the expired link that the link replaces. */
        Builder renewalOf(@Nullable String renewalOf) {
            this.renewalOf = renewalOf;
            return this;
        }

        /** Returns the link. */
        public PresignedLink build() {
            return new PresignedLink(
                    url, method, requiredHeaders, expiresAt, bucket, key, versionId, size, etag, crc64, id, renewalOf);
        }
    }

    /** Returns the URL without its secrets. */
    public String maskedUrl() {
        return UrlMask.mask(url);
    }

    @Override
    public String toString() {
        return "PresignedLink[" + method + " " + maskedUrl() + (expiresAt == null ? "" : ", until " + expiresAt) + "]";
    }
}
