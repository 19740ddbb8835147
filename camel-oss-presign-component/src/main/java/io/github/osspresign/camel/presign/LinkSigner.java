package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.error.Quoted;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.LifetimeLimit;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PostPolicySigner;
import io.github.osspresign.sign.PresignRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Makes the links of one endpoint, each from one reading of the clock and within what the operator allows. */
final class LinkSigner {

    /** Stands for the key and the credentials of a message, so that options are checked at start-up. */
    private static final String SAMPLE = "sample";

    private final String bucketName;
    private final PresignConfiguration options;
    private final OssSigner signer;
    private final RequestReader requests;
    private final PostPolicyReader forms;
    private final CredentialsSource credentialsSource;
    private final SigningPolicy policy;
    private final Clock clock;

    LinkSigner(
            String bucketName,
            PresignConfiguration options,
            SigningPolicy policy,
            CredentialsSource credentialsSource,
            Clock clock) {
        this.bucketName = bucketName;
        this.options = options;
        this.signer = OssSigner.of(options.getSignatureVersion());
        this.requests = new RequestReader(bucketName, options);
        this.forms = new PostPolicyReader(options, requests);
        this.credentialsSource = credentialsSource;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Signs with the options alone, so that what can never work fails at start-up.
     *
     * @throws IllegalArgumentException if an option has a value that is not one of those allowed
     */
    void checkOptions() {
        if (options.minValidityOrNone().isNegative()) {
            throw new IllegalArgumentException(
                    "minValidity: expected a positive duration but was " + Quoted.of(options.minValidityOrNone()));
        }
        checkExpiration(options.getExpiration());
        OssCredentials credentials = OssCredentials.of(SAMPLE, SAMPLE);
        boolean withBucket = !bucketName.equals(PresignSendDynamicAware.BUCKET_OF_MESSAGE);
        boolean withKey = options.getObjectKey() != null;
        if (options.getOperation() == PresignOperation.POST_POLICY) {
            PostPolicy sample = forms.sample(SAMPLE);
            PostPolicySigner.sign(sample, options.getSignatureVersion(), credentials, Instant.EPOCH);
            policy.checkOptions(HttpMethod.POST, sample.bucket(), sample.keyStart(), withBucket, withKey);
        } else {
            PresignRequest sample = requests.sample(SAMPLE);
            requireOneReading(sample.key(), sample.query());
            signer.presign(sample, credentials, Instant.EPOCH);
            policy.checkOptions(sample.method(), sample.bucket(), sample.key(), withBucket, withKey);
        }
        if (options.getPrefix() != null) {
            policy.checkPrefix(options.getPrefix());
        }
        if (options.getOperation() == PresignOperation.RENEW) {
            requests.checkNothingForRenewal();
        }
        if (options.getRenewWithin().isNegative()) {
            throw new IllegalArgumentException(
                    "renewWithin: must be 0 or a positive duration, was " + options.getRenewWithin());
        }
    }

    /** @throws IllegalArgumentException if the operator does not allow links for all that such a listing shows */
    void checkListing(String bucket, String prefix) {
        policy.checkListing(bucket, prefix);
    }

    /** @throws IllegalArgumentException if the options name a version: no two objects of a listing have the same */
    void checkNoVersion() {
        Object version = options.getVersionId() == null ? options.getQuery().get("versionId") : options.getVersionId();
        if (version != null) {
            throw new IllegalArgumentException(
                    "versionId: expected none for the objects of a listing but was " + Quoted.of(version));
        }
    }

    /**
     * Makes one link.
     *
     * @throws IllegalArgumentException if a value is not one of those allowed
     * @throws IllegalStateException if the credentials do not last as long as the option minValidity asks for
     */
    SignedLink make(LinkValues values) {
        Terms terms = terms(values);
        PresignRequest request = requests.read(values, terms.lifetime().duration());
        policy.check(request);
        requireOneReading(request.key(), request.query());
        policy.checkProcess(values.name(LinkField.PROCESS), values.text(LinkField.PROCESS));
        return new SignedLink(request, signer.presign(request, terms.credentials(), terms.now()), terms.lifetime());
    }

    /**
     * Makes a link in place of one that was good: for the same method, object, parameters and headers.
     *
     * @throws RenewalRefusedException if the signature of the ended link is not right, it ended too long ago, or the
     *     operator does not allow such links
     */
    SignedLink renew(PresignedLink ended) throws RenewalRefusedException {
        Instant now = clock.instant();
        VerifiedLink proven = VerifiedLink.of(ended, id -> credentialsSource.find(id, now), bucketName);
        if (proven.signature().version() != options.getSignatureVersion()) {
            throw VerifiedLink.refused(
                    ended,
                    "it has a signature of version " + proven.signature().version() + ", and version "
                            + options.getSignatureVersion() + " is signed here");
        }
        Instant end = proven.signature().expiresAt();
        if (Duration.between(end, now).compareTo(options.getRenewWithin()) > 0) {
            throw VerifiedLink.refused(
                    ended,
                    "it ended " + end + ", longer ago than the option renewWithin allows ("
                            + options.getRenewWithin().toSeconds() + " seconds)");
        }
        try {
            policy.check(proven.method(), proven.bucket(), proven.key());
            requireOneReading(proven.key(), proven.signature().signedParameters());
            String process = proven.signature().signedParameters().get("x-oss-process");
            if (!Objects.equals(process, options.getProcess())) {
                policy.checkProcess("x-oss-process", process);
            }
        } catch (IllegalArgumentException e) {
            throw VerifiedLink.refused(ended, String.valueOf(e.getMessage()));
        }
        Terms terms = terms(options.getExpiration());
        PresignRequest request = requests.renewal(proven, terms.lifetime().duration());
        return new SignedLink(request, signer.presign(request, terms.credentials(), terms.now()), terms.lifetime())
                .renewing(ended);
    }

    /** Whether a link is signed with a key that is known here, so that its signature can be checked. */
    boolean canProve(PresignedLink ended) {
        Instant now = clock.instant();
        return VerifiedLink.isKeyKnown(ended, id -> credentialsSource.find(id, now));
    }

    /**
     * Makes one form; its method is POST, which has to be allowed.
     *
     * @throws IllegalArgumentException if a value is not one of those allowed
     * @throws IllegalStateException if the credentials do not last as long as the option minValidity asks for
     */
    SignedForm makeForm(LinkValues values) {
        Terms terms = terms(values);
        PostPolicy form = forms.read(values, terms.lifetime().duration());
        policy.check(HttpMethod.POST, form.bucket(), form.keyStart());
        return new SignedForm(
                PostPolicySigner.sign(form, options.getSignatureVersion(), terms.credentials(), terms.now()),
                terms.lifetime());
    }

    /** The one reading of the clock, and what it means for a link. */
    private record Terms(Instant now, OssCredentials credentials, Lifetime lifetime) {}

    /** Whoever has a link that can be read in two ways has both, and what is allowed was checked for one. */
    private void requireOneReading(String key, Map<String, String> parameters) {
        options.getSignatureVersion().requireUnambiguous(key, parameters);
    }

    private Terms terms(LinkValues values) {
        return terms(requests.expiration(values));
    }

    private Terms terms(Duration asked) {
        Instant now = clock.instant();
        checkExpiration(asked);
        OssCredentials credentials = credentialsSource.credentials(now, options.minValidityOrNone());
        Lifetime lifetime = Lifetime.of(asked, options.getSignatureVersion(), credentials, now);
        checkMinValidity(lifetime);
        return new Terms(now, credentials, lifetime);
    }

    private void checkExpiration(Duration asked) {
        policy.checkExpiration(asked);
        if (asked.compareTo(options.minValidityOrNone()) < 0) {
            throw new IllegalArgumentException("expiration: expected at least "
                    + options.minValidityOrNone().toSeconds() + " seconds, which is minValidity, but was "
                    + asked.toSeconds() + " seconds");
        }
    }

    private void checkMinValidity(Lifetime lifetime) {
        if (lifetime.duration().compareTo(options.minValidityOrNone()) < 0) {
            throw new IllegalStateException("minValidity: expected a link that lives at least "
                    + options.minValidityOrNone().toSeconds() + " seconds but "
                    + (lifetime.limit() == LifetimeLimit.CREDENTIALS
                            ? "the credentials end in "
                            : "temporary credentials sign for no longer than ")
                    + lifetime.duration().toSeconds() + " seconds");
        }
    }
}
