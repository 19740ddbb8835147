// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.upload.UploadRequests;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.LifetimeLimit;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PostForm;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PostPolicySigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import io.github.osspresign.sign.SignatureVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Links and forms of OSS, which credentials sign. */
public final class OssScheme implements LinkScheme {

    /** Credentials that sign samples when the options are checked at start-up. */
    private static final OssCredentials SAMPLE = OssCredentials.of("sample", "sample");

    private final SignatureVersion version;
    private final OssSigner signer;
    private final CredentialsSource credentialsSource;
    private final Duration minValidity;
    private final LinkAddresses addresses;
    private final String bucketName;

    /**
     * @param minValidity time for which credentials must be valid, or else be renewed
     * @param bucketName bucket to assume for an expired link that names none
     */
    public OssScheme(
            SignatureVersion version,
            CredentialsSource credentialsSource,
            Duration minValidity,
            LinkAddresses addresses,
            String bucketName) {
        this.version = version;
        this.signer = OssSigner.of(version);
        this.credentialsSource = credentialsSource;
        this.minValidity = minValidity;
        this.addresses = addresses;
        this.bucketName = bucketName;
    }

    @Override
    public void checkOptions(LinkValues values, FixedParts fixed) {
        // A sample of the requests shows what is wrong.
    }

    @Override
    public void checkSample(PresignRequest sample, boolean withBucket) {
        requireUnambiguous(sample.key(), sample.query());
        signer.presign(sample, SAMPLE, Instant.EPOCH);
    }

    @Override
    public void checkSample(PostPolicy sample) {
        PostPolicySigner.sign(sample, version, SAMPLE, Instant.EPOCH);
    }

    @Override
    public void check(LinkValues values) {
        // OSS signs all that a message can set.
    }

    @Override
    public void requireUnambiguous(String key, Map<String, String> parameters) {
        version.requireUnambiguous(key, parameters);
    }

    @Override
    public void requireLifetime(RequestedLifetime requested) {
        version.requireLifetime(requested.what(), requested.duration());
    }

    @Override
    public Terms terms(Duration requested, Instant now) {
        OssCredentials credentials = credentialsSource.credentials(now, minValidity);
        return new CredentialsTerms(
                Lifetime.of(requested, version, credentials, now), signer, version, credentials, now);
    }

    @Override
    public String reason(LifetimeLimit limit) {
        return limit == LifetimeLimit.CREDENTIALS
                ? "the credentials expire in "
                : "temporary credentials cannot sign for more than ";
    }

    @Override
    public boolean canVerify(PresignedLink expired, Instant now) {
        return VerifiedLink.isKeyKnown(expired, credentialsSource, now);
    }

    @Override
    public Renewal verify(PresignedLink expired, Instant now) throws RenewalRefusedException {
        VerifiedLink link = VerifiedLink.of(expired, credentialsSource, now, bucketName);
        SignatureVersion signed = link.signature().version();
        if (signed != version) {
            throw RenewalRequest.refused(
                    expired, "its signature version is " + signed + ", but this endpoint signs with " + version);
        }
        Map<String, String> parameters = link.signature().signedParameters();
        // Every link of an upload in parts needs the permission to write, also the one that lists the parts.
        HttpMethod permission = parameters.containsKey(UploadRequests.UPLOAD_ID) ? HttpMethod.PUT : link.method();
        return new Renewal(
                link.signature().expiresAt(),
                permission,
                link.bucket(),
                link.key(),
                parameters,
                lifetime -> renewal(link, lifetime));
    }

    /** Returns the request for a link that allows exactly the same as an expired one. The options add nothing to it. */
    private PresignRequest renewal(VerifiedLink expired, Duration lifetime) {
        PresignRequest.Builder request = addresses
                .request(expired.method(), expired.bucket(), expired.key())
                .lifetime(lifetime)
                .query(expired.signature().signedParameters())
                .additionalHeaders(expired.signature().additionalHeaders());
        expired.headers().forEach(request::header);
        if (expired.ownHost()) {
            request.header("host", addresses.of(expired.bucket()).authority(expired.bucket()));
        }
        return request.build();
    }

    /** Terms with the credentials of one reading of the clock. */
    private record CredentialsTerms(
            Lifetime lifetime, OssSigner signer, SignatureVersion version, OssCredentials credentials, Instant now)
            implements Terms {

        @Override
        public PresignedUrl presign(PresignRequest request) {
            return signer.presign(request, credentials, now);
        }

        @Override
        public PostForm sign(PostPolicy form) {
            return PostPolicySigner.sign(form, version, credentials, now);
        }
    }
}
