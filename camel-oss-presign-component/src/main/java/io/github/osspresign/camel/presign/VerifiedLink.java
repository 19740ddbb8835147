package io.github.osspresign.camel.presign;

import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.LinkAddress;
import io.github.osspresign.link.ParsedPresignedUrl;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.UrlSignature;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A link whose signature is right, and what exactly is signed.
 *
 * @param signature the signature
 * @param method the signed method
 * @param bucket the signed bucket
 * @param key the signed object key
 * @param headers headers that the link requires, and {@code host} where it is signed
 * @param ownHost whether a signed host is that of the URL itself
 */
record VerifiedLink(
        UrlSignature signature,
        HttpMethod method,
        String bucket,
        String key,
        Map<String, String> headers,
        boolean ownHost) {

    /**
     * Proves a link.
     *
     * @param credentials finds the credentials of an access key id; null for those that are not known
     * @param bucketName the bucket where the URL does not show it
     * @throws RenewalRefusedException if it cannot be proven; the message says why
     */
    static VerifiedLink of(PresignedLink link, KnownCredentials credentials, String bucketName)
            throws RenewalRefusedException {
        try {
            return prove(link, credentials, bucketName);
        } catch (IllegalArgumentException | HostNotAllowedException e) {
            throw refused(link, "its URL is not one that a signer for objects writes: " + e.getMessage());
        }
    }

    private static VerifiedLink prove(PresignedLink link, KnownCredentials known, String bucketName)
            throws RenewalRefusedException, HostNotAllowedException {
        ParsedPresignedUrl url = ParsedPresignedUrl.parse(link.url());
        if (!link.agreesWithUrl()) {
            throw refused(link, "its bucket, key or version is another than its URL shows");
        }
        LinkAddress address = LinkAddress.parse(link.url());
        UrlSignature signature = UrlSignature.parse(address.parameters());
        OssCredentials credentials = known.find(signature.accessKeyId());
        if (credentials == null) {
            throw refused(link, "it is signed with another access key than the one that signs here");
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(link.requiredHeaders());
        boolean ownHost = signature.additionalHeaders().contains("host") && !headers.containsKey("host");
        if (ownHost) {
            headers.put("host", address.authority());
        }
        String key = url.key() == null ? "" : url.key();
        String bucket = bucket(url, link, bucketName);
        HttpMethod method = method(link);
        if (!signature.matches(method, bucket, key, headers, credentials.accessKeySecret())) {
            throw refused(link, "its signature is not right for " + method + " and the headers that it requires");
        }
        return new VerifiedLink(signature, method, bucket, key, headers, ownHost);
    }

    /** Only a guess where the URL does not show it: the bucket is signed. */
    private static String bucket(ParsedPresignedUrl url, PresignedLink link, String bucketName) {
        return Objects.requireNonNullElse(url.bucket(), Objects.requireNonNullElse(link.bucket(), bucketName));
    }

    private static HttpMethod method(PresignedLink link) {
        String name = link.method().toUpperCase(Locale.ROOT);
        return Arrays.stream(HttpMethod.values())
                .filter(method -> method.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "method: must be one of " + Arrays.toString(HttpMethod.values()) + ", was another"));
    }

    /** Whether the access key of a link is known, as far as it can be read. */
    static boolean isKeyKnown(PresignedLink link, KnownCredentials credentials) {
        try {
            UrlSignature signature =
                    UrlSignature.parse(LinkAddress.parse(link.url()).parameters());
            return credentials.find(signature.accessKeyId()) != null;
        } catch (IllegalArgumentException | HostNotAllowedException e) {
            return false;
        }
    }

    static RenewalRefusedException refused(PresignedLink link, String reason) {
        return new RenewalRefusedException(reason, FailureContext.beforeResponse(link.maskedUrl()));
    }

    /** Credentials by their access key id. */
    @FunctionalInterface
    interface KnownCredentials {

        /** Returns null where they are not known, or not any more. */
        @Nullable OssCredentials find(String accessKeyId);
    }

    /** Without header values. */
    @Override
    public String toString() {
        return "ProvenLink[" + method + " " + bucket + "/" + key + "]";
    }
}
