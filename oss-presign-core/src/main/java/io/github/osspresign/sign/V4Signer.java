// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Signer of version V4, in the order of the specification (OSS API, "Include a V4 signature in a URL"): canonical
 * request, string to sign, signing key, signature.
 */
final class V4Signer implements OssSigner {

    /*
     * The URL has its path and parameters in canonical form and order. The same text is therefore the canonical path
     * and query and, followed by the signature, the path and query of the URL. There is no second encoding that could
     * differ from the signed one.
     *
     * The signing key changes once a day, so the signer keeps the last one. A key is immutable. Threads that race to
     * replace it only lose the time to derive a key again.
     */

    private static final int SECONDS_OF_DAY = 24 * 60 * 60;
    private static final int DATE_LENGTH = 8;

    /** Bytes after the path of a link without further parameters, except those that depend on the credentials. */
    private static final int USUAL_LENGTH = 320;

    private volatile @Nullable SigningKey lastKey;

    @Override
    public PresignedUrl presign(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        draft.writeCanonicalRequest();
        draft.writeStringToSign();
        draft.writeSignature();
        return new PresignedUrl(draft.url(), request.method(), draft.headers.required(request), draft.expiresAt);
    }

    @Override
    public SignatureTrace trace(PresignRequest request, OssCredentials credentials, Instant signedAt) {
        Draft draft = new Draft(request, credentials, signedAt);
        draft.writeCanonicalRequest();
        String canonicalRequest = draft.text.toString();
        draft.writeStringToSign();
        String stringToSign = draft.text.toString();
        draft.writeSignature();
        return new SignatureTrace(canonicalRequest, stringToSign, draft.text.toString());
    }

    private SigningKey key(OssCredentials credentials, long epochDay, String region) {
        SigningKey key = lastKey;
        if (key == null || !key.isFor(credentials, epochDay, region)) {
            key = new SigningKey(credentials, epochDay, region);
            lastKey = key;
        }
        return key;
    }

    /** Request that is being signed. Each step works on the text that the previous step left. */
    private final class Draft {

        private final PresignRequest request;
        private final Instant expiresAt;
        private final SigningKey key;
        private final int secondOfDay;
        private final SignedHeaders headers;
        private final MessageDigest sha256 = SigningKey.sha256();
        private final SigningBuffer text;
        private final int path;
        private final int separator;
        private final int queryEnd;

        Draft(PresignRequest request, OssCredentials credentials, Instant signedAt) {
            SignatureVersion.V4.requireLifetime("expiration", request.lifetime());
            SignatureVersion.V4.requireNoSignatureParameters(request.query().keySet());
            this.request = request;
            this.expiresAt = PresignRequest.expiry(signedAt, request.lifetime());
            this.key = key(
                    credentials,
                    Math.floorDiv(signedAt.getEpochSecond(), SECONDS_OF_DAY),
                    requireRegion(request.region(), request.endpoint()));
            this.secondOfDay = Math.floorMod(signedAt.getEpochSecond(), SECONDS_OF_DAY);
            this.headers = SignedHeaders.of(request);
            this.text = request.encodedKey(USUAL_LENGTH
                    + key.credentialParameter().length()
                    + key.tokenParameter().length());
            this.path = text.start();
            this.separator = text.end();
            writeCanonicalQuery();
            this.queryEnd = text.end();
        }

        /** Writes all parameters but the signature. */
        private void writeCanonicalQuery() {
            CanonicalQuery query = new CanonicalQuery(text, request.query());
            if (!headers.additional().isEmpty()) {
                query.append("&x-oss-additional-headers=")
                        .appendEncoded(headers.additionalNames(), PercentCoding.PARAMETER);
            }
            query.append(key.credentialParameter());
            query.append("&x-oss-date=").append(key.scope(), 0, DATE_LENGTH).appendTime(secondOfDay);
            query.append("&x-oss-expires=").append(request.lifetime().toSeconds());
            if (!key.tokenParameter().isEmpty()) {
                query.append(key.tokenParameter());
            }
            query.append("&x-oss-signature-version=" + SignatureV4.ALGORITHM);
            query.writeCallerParameters(null);
        }

        void writeCanonicalRequest() {
            text.prepend('/')
                    .prepend(request.bucket())
                    .prepend('/')
                    .prepend('\n')
                    .prepend(request.method().name());
            text.set(separator, '\n');
            text.append('\n');
            headers.byName()
                    .forEach((name, value) ->
                            text.append(name).append(':').appendUtf8(value).append('\n'));
            text.append('\n').append(headers.additionalNames()).append('\n');
            writeHashedPayload();
        }

        /** Writes the hash of the body if it is a signed header; otherwise the body is not known yet. */
        private void writeHashedPayload() {
            String declaredHash = headers.byName().get("x-oss-content-sha256");
            if (declaredHash == null) {
                text.append("UNSIGNED-PAYLOAD");
            } else {
                text.appendUtf8(declaredHash);
            }
        }

        void writeStringToSign() {
            text.update(sha256);
            int start = queryEnd + SigningKey.PAD_LENGTH;
            text.setBounds(start, start);
            text.append(SignatureV4.ALGORITHM + "\n")
                    .append(key.scope(), 0, DATE_LENGTH)
                    .appendTime(secondOfDay)
                    .append('\n');
            text.append(key.scope()).append('\n').appendHex(sha256);
        }

        /** Writes the signature to its position in the URL. */
        void writeSignature() {
            key.sign(text, sha256);
            text.setBounds(queryEnd, queryEnd);
            text.append("&x-oss-signature=");
            text.setBounds(text.end(), text.end());
            text.appendHex(sha256);
        }

        String url() {
            text.setBounds(path, text.end());
            text.set(separator, '?');
            request.prependAddress(text);
            return text.ascii();
        }
    }

    static String requireRegion(@Nullable String region, ServiceEndpoint endpoint) {
        if (region == null) {
            throw new IllegalArgumentException(
                    "region: must be set to a region id such as 'cn-hangzhou', because the endpoint "
                            + Quoted.of(endpoint.authority()) + " does not contain one");
        }
        return region;
    }
}
