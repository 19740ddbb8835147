// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.DurationText;
import io.github.osspresign.camel.options.InstantText;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.SignedForm;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.upload.UploadPlanner;
import io.github.osspresign.camel.presign.upload.UploadRequests;
import io.github.osspresign.camel.shared.RenewalRequest;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.DotSegments;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the links of one endpoint within its {@link SigningPolicy}. Each link is signed with a single reading of the clock.
 * The methods throw an {@link IllegalArgumentException} if a value is not allowed, and an {@link IllegalStateException} if
 * the credentials expire before the option {@code minValidity} allows.
 */
final class LinkSigner {

    private static final Logger LOG = LoggerFactory.getLogger(LinkSigner.class);

    /** Placeholder for the bucket, the key and the upload ID when the options are checked at start-up. */
    private static final String SAMPLE = "sample";

    private final String bucketName;
    private final PresignConfiguration options;
    private final LinkValues optionValues;
    private final PresignRequestFactory requests;
    private final LinkScheme scheme;
    private final CredentialsSource credentialsSource;
    private final SigningPolicy policy;
    private final Clock clock;
    private final AtomicBoolean hasWarnedOfDotSegments = new AtomicBoolean();

    LinkSigner(
            String bucketName,
            PresignConfiguration options,
            Map<String, ServiceEndpoint> domains,
            SigningPolicy policy,
            CredentialsSource credentialsSource,
            Clock clock) {
        this.bucketName = bucketName;
        this.options = options;
        this.optionValues = optionValues(bucketName, options);
        this.requests = new PresignRequestFactory(options, optionValues, domains);
        this.scheme = LinkScheme.of(options, requests, credentialsSource, bucketName);
        this.credentialsSource = credentialsSource;
        this.policy = policy;
        this.clock = clock;
    }

    /** Returns the values that the options set for all links, as they are when the producer or consumer is created. */
    private static LinkValues optionValues(String bucketName, PresignConfiguration options) {
        LinkValues values = new LinkValues(null);
        for (LinkField field : LinkField.values()) {
            if (field != LinkField.BUCKET_NAME) {
                values.set(field, field.option(), PresignUse.OPTIONS.value(field.option(), options));
            }
        }
        if (options.getExpirationTime() == null) {
            values.set(LinkField.EXPIRATION, LinkField.EXPIRATION.option(), options.expirationOrDefault());
        }
        values.set(LinkField.BUCKET_NAME, LinkField.BUCKET_NAME.option(), bucketName);
        return values;
    }

    /** Signs a sample of what the options leave open, so that wrong options fail at start-up. */
    void checkOptions(CamelContext context) {
        DurationText.requireNotNegative("minValidity", options.getMinValidity());
        DurationText.requireNotNegative("renewWithin", options.getRenewWithin());
        if (options.getExpirationTime() == null) {
            checkLifetime(new RequestedLifetime("expiration", options.expirationOrDefault()));
        } else {
            InstantText.parse("expirationTime", options.getExpirationTime());
        }

        boolean withBucket = !PresignSendDynamicAware.isBucketOfMessage(bucketName);
        LinkValues values = values(sampleMessage(context, withBucket));
        String bucket = PresignRequestFactory.bucket(values);
        String key = checkSample(values, withBucket);
        if (withBucket) {
            policy.checkBucket(bucket);
        }
        if (options.getObjectKey() != null) {
            policy.checkKey("object key", key);
        }
        policy.checkMethod(
                options.getOperation() == PresignOperation.POST_POLICY ? HttpMethod.POST : options.signedMethod());
        UploadPlanner.checkOptions(options.getPartSize(), options.getUploadSize());
        warnOfUnknownHost(requests.endpoint(bucket));

        if (options.getPrefix() != null) {
            policy.checkKey("prefix", options.getPrefix());
        }
    }

    private static Message sampleMessage(CamelContext context, boolean withBucket) {
        Message message = new DefaultMessage(context);
        message.setHeader(PresignConstants.FILE_NAME, SAMPLE);
        if (!withBucket) {
            message.setHeader(PresignConstants.BUCKET_NAME, SAMPLE);
        }
        return message;
    }

    /** Checks a sample of what the operation signs, and returns its key, or the key prefix of a form. */
    private String checkSample(LinkValues values, boolean withBucket) {
        Duration lifetime = options.expirationOrDefault();
        switch (options.getOperation()) {
            case POST_POLICY -> {
                // Others are parameters of URLs, on which the operator relies.
                checkQuery("callback or x:NAME", name -> name.equals("callback") || name.startsWith("x:"));
                PostPolicy form = requests.form(values, lifetime);
                scheme.checkSample(form);
                return form.keyPrefix();
            }
            case MULTIPART -> {
                // Others do not belong to every request of the upload.
                checkQuery("x-oss-request-payer", "x-oss-request-payer"::equals);
                scheme.checkSample(requests.upload(values, lifetime).part(1, SAMPLE), withBucket);
            }
            case SIGN, SIGN_ALL, SIGN_PREFIX, RENEW -> {
                scheme.checkOptions();
                scheme.checkSample(requests.create(values, lifetime), withBucket);
            }
        }
        return PresignRequestFactory.key(values);
    }

    /** Refuses parameters in the options that the operation does not allow. */
    private void checkQuery(String allowed, Predicate<String> isAllowed) {
        for (String name : options.getQuery().keySet()) {
            if (!isAllowed.test(name)) {
                throw new IllegalArgumentException("query.NAME: must be " + allowed + " with operation="
                        + options.getOperation() + ", was " + Quoted.of(name));
            }
        }
    }

    /** Warns only, because new regions may have the endpoint, or another form of id. */
    private void warnOfUnknownHost(ServiceEndpoint endpoint) {
        String region = options.getRegion() == null ? endpoint.host().region() : options.getRegion();
        if (region != null && region.indexOf('-') < 0 && endpoint.host().kind() != OssHostKind.LOCAL) {
            LOG.warn(
                    "Region {} does not look like a region id, such as {}",
                    Quoted.of(region),
                    Quoted.of("cn-hangzhou"));
        }
        if (endpoint.host().isUnknownDualStack()) {
            LOG.warn(
                    "Host {} may not exist: region {} is not known to have a dual-stack endpoint",
                    endpoint.authority(),
                    endpoint.host().region());
        }
    }

    /** Refuses a prefix without text, as of a placeholder without a value: it would select all objects. */
    static void checkNotEmpty(String name, @Nullable String prefix) {
        if (prefix != null && prefix.isEmpty()) {
            throw new IllegalArgumentException(
                    name + ": must not be empty, was empty; to list all objects, do not set it");
        }
    }

    /** Refuses a listing that can contain objects for which the policy allows no links. */
    void checkListing(String bucket, String prefix) {
        policy.checkBucket(bucket);
        policy.checkKey("prefix", prefix);
    }

    /**
     * Refuses a version, since the objects of a listing have different ones.
     *
     * @param name name of the option or header, for the message of the exception
     */
    static void checkNoVersion(String name, @Nullable Object version) {
        if (version != null) {
            throw new IllegalArgumentException(
                    name + ": must not be set for the objects of a listing, was " + Quoted.of(version));
        }
    }

    /** Returns the source of the credentials that sign the links. */
    CredentialsSource credentials() {
        return credentialsSource;
    }

    /** Returns the values for links of the options, for objects without a message. */
    LinkValues values() {
        return optionValues;
    }

    /** Returns the values for links of a message, which override those of the options. */
    LinkValues values(Message message) {
        return LinkValues.of(message, optionValues);
    }

    /** Signs one link. */
    SignedLink sign(LinkValues values) {
        scheme.check(values);
        LinkScheme.Terms terms = terms(values, clock.instant());
        PresignRequest request = requests.create(values, terms.lifetime().duration());
        policy.check(request.method(), request.bucket(), request.key());
        scheme.requireUnambiguous(request.key(), request.query());
        policy.checkProcess(values.name(LinkField.PROCESS), values.overridingText(LinkField.PROCESS));
        SignedLink link = signed(request, terms);
        Long size = request.method() == HttpMethod.PUT ? PresignRequestFactory.uploadSize(values) : null;
        return size == null ? link : link.withUploadSize(size);
    }

    /**
     * Signs a new link for the same method, object, parameters and headers as an expired one.
     *
     * @throws RenewalRefusedException if the signature of the expired link is wrong, the link expired too long ago, or
     *     the policy does not allow such links
     */
    SignedLink renew(PresignedLink expired) throws RenewalRefusedException {
        Instant now = clock.instant();
        LinkScheme.Renewal link = scheme.verify(expired, now);
        requireRecent(expired, link.expiresAt(), now);
        try {
            policy.check(link.permission(), link.bucket(), link.key());
            scheme.requireUnambiguous(link.key(), link.parameters());
            String process = link.parameters().get("x-oss-process");
            if (!Objects.equals(process, optionValues.text(LinkField.PROCESS))) {
                policy.checkProcess("x-oss-process", process);
            }
        } catch (IllegalArgumentException e) {
            throw RenewalRequest.refused(expired, String.valueOf(e.getMessage()));
        }

        LinkScheme.Terms terms = terms(optionValues, now);
        PresignRequest request = link.request().apply(terms.lifetime().duration());
        return signed(request, terms).renewing(expired);
    }

    /** Returns a planner of one upload in parts. The policy must allow the method PUT. */
    UploadPlanner uploadPlanner(LinkValues values) {
        LinkScheme.Terms terms = terms(values, clock.instant());
        UploadRequests upload = requests.upload(values, terms.lifetime().duration());
        PresignRequest object = upload.object();
        policy.check(HttpMethod.PUT, object.bucket(), object.key());
        scheme.requireUnambiguous(object.key(), object.query());
        return new UploadPlanner(upload, terms::presign, terms.lifetime());
    }

    private void requireRecent(PresignedLink expired, Instant expiresAt, Instant now) throws RenewalRefusedException {
        if (Duration.between(expiresAt, now).compareTo(options.getRenewWithin()) > 0) {
            throw RenewalRequest.refused(
                    expired,
                    "it expired at " + expiresAt + ", longer ago than the option renewWithin allows ("
                            + options.getRenewWithin().toSeconds() + " seconds)");
        }
    }

    private SignedLink signed(PresignRequest request, LinkScheme.Terms terms) {
        if (DotSegments.areIn(request.key()) && hasWarnedOfDotSegments.compareAndSet(false, true)) {
            LOG.warn(
                    "Object key {} has a segment '.' or '..': links to such keys fail in browsers and many HTTP clients,"
                            + " which remove these segments. Further keys are not logged.",
                    Quoted.of(request.key()));
        }
        return new SignedLink(request, terms.presign(request), terms.lifetime());
    }

    /** Returns whether the access key of a link is known here, so that its signature can be verified. */
    boolean canVerify(PresignedLink expired) {
        return scheme.canVerify(expired, clock.instant());
    }

    /** Signs one form. The policy must allow the method POST. */
    SignedForm signForm(LinkValues values) {
        LinkScheme.Terms terms = terms(values, clock.instant());
        PostPolicy form = requests.form(values, terms.lifetime().duration());
        policy.check(HttpMethod.POST, form.bucket(), form.keyPrefix());
        return new SignedForm(form, terms.sign(form), terms.lifetime());
    }

    private LinkScheme.Terms terms(LinkValues values, Instant now) {
        RequestedLifetime requested = PresignRequestFactory.lifetime(values, now);
        checkLifetime(requested);
        LinkScheme.Terms terms = scheme.terms(requested.duration(), now);
        checkMinValidity(terms.lifetime());
        return terms;
    }

    private void checkLifetime(RequestedLifetime requested) {
        scheme.requireLifetime(requested);
        policy.checkLifetime(requested);
        Duration duration = requested.duration();
        if (duration.compareTo(options.minValidityOrNone()) < 0) {
            throw new IllegalArgumentException(requested.what() + ": must be at least minValidity ("
                    + options.minValidityOrNone().toSeconds() + " seconds), was " + duration.toSeconds() + " seconds");
        }
    }

    private void checkMinValidity(Lifetime lifetime) {
        if (lifetime.duration().compareTo(options.minValidityOrNone()) < 0) {
            throw new IllegalStateException("minValidity: a link must be valid for at least "
                    + options.minValidityOrNone().toSeconds() + " seconds, but "
                    + scheme.reason(lifetime.limit())
                    + lifetime.duration().toSeconds() + " seconds");
        }
    }
}
