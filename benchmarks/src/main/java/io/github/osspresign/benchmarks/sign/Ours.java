// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureTrace;
import io.github.osspresign.sign.SignatureVersion;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** This project's signer, with a request that is built for every link. */
final class Ours implements Side {

    private static final ServiceEndpoint ENDPOINT = ServiceEndpoint.of(SigningCase.REGION, EndpointType.PUBLIC);

    private final SigningCase signingCase;
    private final OssCredentials credentials;
    private final OssSigner signer;

    Ours(SigningCase signingCase, SignatureVersion version) {
        this.signingCase = signingCase;
        this.credentials = signingCase.credentials();
        this.signer = OssSigner.of(version);
    }

    @Override
    public String url(String key) {
        return url(request(key), Instant.now());
    }

    String url(PresignRequest request, Instant signedAt) {
        return signer.presign(request, credentials, signedAt).url();
    }

    /** Returns the URL as signed at another instant, to be compared with a URL that was made then. */
    String url(String key, Instant signedAt, Duration lifetime) {
        PresignRequest request = request(key);
        return signer.presign(
                        new PresignRequest(
                                request.method(),
                                request.endpoint(),
                                request.region(),
                                request.bucket(),
                                request.key(),
                                request.query(),
                                request.headers(),
                                request.additionalHeaders(),
                                lifetime),
                        credentials,
                        signedAt)
                .url();
    }

    PresignRequest request(String key) {
        PresignRequest.Builder request = PresignRequest.builder(HttpMethod.GET, ENDPOINT, SigningCase.BUCKET, key)
                .region(SigningCase.REGION);
        for (Map.Entry<String, String> parameter : signingCase.query().entrySet()) {
            request.query(parameter.getKey(), parameter.getValue());
        }
        return request.build();
    }

    /** As much work as no signer of such a link can save. */
    LowerBound lowerBound(String key) throws GeneralSecurityException {
        SignatureTrace trace = signer.trace(request(key), credentials, Instant.now());
        return new LowerBound(
                String.valueOf(trace.canonicalRequest()).length(),
                trace.stringToSign().length());
    }
}
