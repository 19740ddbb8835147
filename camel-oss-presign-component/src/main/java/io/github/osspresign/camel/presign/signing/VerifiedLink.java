// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.options.HttpMethodText;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.UrlSignature;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Link with a valid signature, and its signed values.
 *
 * @param signature signature and signed query parameters
 * @param method signed method
 * @param bucket signed bucket
 * @param key signed object key
 * @param headers headers that the link requires, and {@code host} if it is signed
 * @param ownHost whether {@code host} is signed with the host of the URL
 */
record VerifiedLink(
        UrlSignature signature,
        HttpMethod method,
        String bucket,
        String key,
        Map<String, String> headers,
        boolean ownHost) {

    /**
     * Verifies the signature of a link.
     *
     * @param known source of the credentials of an access key ID
     * @param bucketName bucket to assume if neither the URL nor the link contains one
     * @throws RenewalRefusedException if the signature cannot be verified; the message contains the reason
     */
    static VerifiedLink of(PresignedLink link, CredentialsSource known, Instant now, String bucketName)
            throws RenewalRefusedException {
        try {
            return verify(link, known, now, bucketName);
        } catch (IllegalArgumentException | HostNotAllowedException e) {
            throw RenewalRequest.refused(link, "its URL is not a presigned URL of an object: " + e.getMessage());
        }
    }

    private static VerifiedLink verify(PresignedLink link, CredentialsSource known, Instant now, String bucketName)
            throws RenewalRefusedException, HostNotAllowedException {
        LinkAddress address = LinkAddress.parse(link.url());
        UrlSignature signature = UrlSignature.parse(address.parameters());
        ParsedPresignedUrl url = ParsedPresignedUrl.find(link.url())
                .orElseThrow(() -> new IllegalArgumentException(
                        "url: must be a presigned URL with a path in percent-encoded UTF-8"));
        RenewalRequest.requireConsistent(link);
        OssCredentials credentials = known.find(signature.accessKeyId(), now);
        if (credentials == null) {
            throw RenewalRequest.refused(link, "it is signed with an access key that this endpoint does not know");
        }

        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(link.requiredHeaders());
        boolean ownHost = signature.additionalHeaders().contains("host") && !headers.containsKey("host");
        if (ownHost) {
            headers.put("host", address.authority());
        }

        String key = url.key() == null ? "" : url.key();
        String bucket = bucket(url, link, bucketName);
        HttpMethod method = HttpMethodText.parse("method", link.method());
        if (!signature.matches(method, bucket, key, headers, credentials.accessKeySecret())) {
            throw RenewalRequest.refused(
                    link, "its signature is wrong for " + method + " and the headers that it requires");
        }
        return new VerifiedLink(signature, method, bucket, key, headers, ownHost);
    }

    /** Returns the probable bucket. A wrong one does no harm: the bucket is signed, so the signature does not match. */
    private static String bucket(ParsedPresignedUrl url, PresignedLink link, String bucketName) {
        return Objects.requireNonNullElse(url.bucket(), Objects.requireNonNullElse(link.bucket(), bucketName));
    }

    /** Returns whether the access key of a link is known; {@code false} if the URL cannot be parsed. */
    static boolean isKeyKnown(PresignedLink link, CredentialsSource known, Instant now) {
        try {
            UrlSignature signature =
                    UrlSignature.parse(LinkAddress.parse(link.url()).parameters());
            return known.find(signature.accessKeyId(), now) != null;
        } catch (IllegalArgumentException | HostNotAllowedException e) {
            return false;
        }
    }

    /** Returns method and object, without header values, which may be confidential. */
    @Override
    public String toString() {
        return "VerifiedLink[" + method + " " + bucket + "/" + key + "]";
    }
}
