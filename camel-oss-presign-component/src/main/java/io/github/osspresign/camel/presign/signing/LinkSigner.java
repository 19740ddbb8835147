// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.SignedForm;
import io.github.osspresign.camel.presign.message.SignedLink;
import io.github.osspresign.camel.presign.upload.UploadPlanner;
import io.github.osspresign.camel.presign.upload.UploadRequests;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.syntax.DotSegments;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs the links of one endpoint within its {@link SigningPolicy}. Each link is signed with a single reading of the clock.
 * The methods throw an {@link IllegalArgumentException} if a value is not allowed, and an {@link IllegalStateException} if
 * the credentials expire before the option {@code minValidity} allows.
 */
public final class LinkSigner {

    private static final Logger LOG = LoggerFactory.getLogger(LinkSigner.class);

    private final LinkValues optionValues;
    private final PresignRequestFactory requests;
    private final LinkScheme scheme;
    private final SigningPolicy policy;
    private final LifetimeLimits lifetimes;
    private final Clock clock;
    private final AtomicBoolean hasWarnedOfDotSegments = new AtomicBoolean();

    /** @param optionValues values that the options set for all links */
    public LinkSigner(
            LinkValues optionValues,
            PresignRequestFactory requests,
            LinkScheme scheme,
            SigningPolicy policy,
            LifetimeLimits lifetimes,
            Clock clock) {
        this.optionValues = optionValues;
        this.requests = requests;
        this.scheme = scheme;
        this.policy = policy;
        this.lifetimes = lifetimes;
        this.clock = clock;
    }

    /** Returns the limits of the operator. */
    public SigningPolicy policy() {
        return policy;
    }

    /** Returns the values for links of the options, for objects without a message. */
    public LinkValues values() {
        return optionValues;
    }

    /** Returns the values for links of a message, which override those of the options. */
    public LinkValues values(Message message) {
        return LinkValues.of(message, optionValues);
    }

    /** Signs one link. */
    public SignedLink sign(LinkValues values) {
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
    public SignedLink renew(PresignedLink expired) throws RenewalRefusedException {
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
    public UploadPlanner uploadPlanner(LinkValues values) {
        LinkScheme.Terms terms = terms(values, clock.instant());
        UploadRequests upload = requests.upload(values, terms.lifetime().duration());
        PresignRequest object = upload.object();
        policy.check(HttpMethod.PUT, object.bucket(), object.key());
        scheme.requireUnambiguous(object.key(), object.query());
        return new UploadPlanner(upload, terms::presign, terms.lifetime());
    }

    private void requireRecent(PresignedLink expired, Instant expiresAt, Instant now) throws RenewalRefusedException {
        if (lifetimes.isTooOld(expiresAt, now)) {
            throw RenewalRequest.refused(
                    expired,
                    "it expired at " + expiresAt + ", longer ago than the option renewWithin allows ("
                            + lifetimes.renewWithin().toSeconds() + " seconds)");
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
    public boolean canVerify(PresignedLink expired) {
        return scheme.canVerify(expired, clock.instant());
    }

    /** Signs one form. The policy must allow the method POST. */
    public SignedForm signForm(LinkValues values) {
        LinkScheme.Terms terms = terms(values, clock.instant());
        PostPolicy form = requests.form(values, terms.lifetime().duration());
        policy.check(HttpMethod.POST, form.bucket(), form.keyPrefix());
        return new SignedForm(form, terms.sign(form), terms.lifetime());
    }

    private LinkScheme.Terms terms(LinkValues values, Instant now) {
        RequestedLifetime requested = RequestedLifetime.of(values, now);
        checkLifetime(requested);
        LinkScheme.Terms terms = scheme.terms(requested.duration(), now);
        lifetimes.check(terms.lifetime(), scheme);
        return terms;
    }

    /** Refuses a lifetime that no link of this endpoint may have. */
    public void checkLifetime(RequestedLifetime requested) {
        scheme.requireLifetime(requested);
        policy.checkLifetime(requested);
        lifetimes.check(requested);
    }
}
