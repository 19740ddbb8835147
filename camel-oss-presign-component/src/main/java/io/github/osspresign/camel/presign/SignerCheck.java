// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.options.InstantText;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.signing.FixedParts;
import io.github.osspresign.camel.presign.signing.LinkAddresses;
import io.github.osspresign.camel.presign.signing.LinkScheme;
import io.github.osspresign.camel.presign.signing.LinkSigner;
import io.github.osspresign.camel.presign.signing.PresignRequestFactory;
import io.github.osspresign.camel.presign.signing.RequestedLifetime;
import io.github.osspresign.camel.presign.signing.SigningPolicy;
import io.github.osspresign.camel.presign.upload.UploadPlanner;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PostPolicy;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs a sample of what the options of an endpoint leave open, so that wrong options fail at start-up. */
record SignerCheck(
        PresignConfiguration options,
        LinkSigner signer,
        PresignRequestFactory requests,
        LinkScheme scheme,
        LinkAddresses addresses,
        FixedParts fixed) {

    private static final Logger LOG = LoggerFactory.getLogger(SignerCheck.class);

    /** Placeholder for the bucket, the key and the upload ID. */
    private static final String SAMPLE = "sample";

    /** Checks the options. */
    void check(CamelContext context) {
        if (options.getExpirationTime() == null) {
            signer.checkLifetime(new RequestedLifetime("expiration", options.expirationOrDefault()));
        } else {
            InstantText.parse("expirationTime", options.getExpirationTime());
        }

        boolean withBucket = !PresignSendDynamicAware.isBucketOfMessage(PresignRequestFactory.bucket(signer.values()));
        SigningPolicy policy = signer.policy();
        LinkValues values = signer.values(sampleMessage(context, withBucket));
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
        warnOfUnknownHost(addresses.of(bucket));

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
                scheme.checkOptions(signer.values(), fixed);
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
}
