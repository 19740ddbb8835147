// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.options.CommaList;
import io.github.osspresign.camel.options.SizeText;
import io.github.osspresign.camel.presign.credentials.CredentialsSource;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.signing.CdnScheme;
import io.github.osspresign.camel.presign.signing.FixedParts;
import io.github.osspresign.camel.presign.signing.FormLimits;
import io.github.osspresign.camel.presign.signing.LifetimeLimits;
import io.github.osspresign.camel.presign.signing.LinkAddresses;
import io.github.osspresign.camel.presign.signing.LinkScheme;
import io.github.osspresign.camel.presign.signing.LinkSigner;
import io.github.osspresign.camel.presign.signing.OssScheme;
import io.github.osspresign.camel.presign.signing.PresignRequestFactory;
import io.github.osspresign.camel.presign.signing.SigningPolicy;
import io.github.osspresign.link.UploadCallback;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.PostPolicy;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Signer of one endpoint, made of its options as they are when the producer or consumer is created, with their check.
 *
 * @param credentials source of the credentials, for requests to the service too
 */
record ConfiguredSigner(LinkSigner signer, SignerCheck check, CredentialsSource credentials) {

    /**
     * Returns the signer of an endpoint.
     *
     * @param domains domains of buckets, for their links
     * @throws IllegalArgumentException if an option has a wrong value
     */
    static ConfiguredSigner of(
            String bucketName,
            PresignConfiguration options,
            Map<String, ServiceEndpoint> domains,
            SigningPolicy policy,
            CredentialsSource credentials,
            Clock clock) {
        LinkValues values = values(bucketName, options);
        LinkAddresses addresses = new LinkAddresses(ConfiguredEndpoint.of(options), domains, options.getRegion());
        FixedParts fixed = fixedParts(options);
        LifetimeLimits lifetimes = LifetimeLimits.of(options.getMinValidity(), options.getRenewWithin());
        LinkScheme scheme = options.getCdn() == null
                ? new OssScheme(
                        options.getSignatureVersion(), credentials, lifetimes.minValidity(), addresses, bucketName)
                : new CdnScheme(
                        CdnScheme.signer(options.getCdn(), options.getAuthKey(), options.getCdnValidity()),
                        addresses,
                        bucketName);
        PresignRequestFactory requests = new PresignRequestFactory(values, addresses, fixed, formLimits(options));
        LinkSigner signer = new LinkSigner(values, requests, scheme, policy, lifetimes, clock);
        return new ConfiguredSigner(
                signer, new SignerCheck(options, signer, requests, scheme, addresses, fixed), credentials);
    }

    private static LinkValues values(String bucketName, PresignConfiguration options) {
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

    private static FixedParts fixedParts(PresignConfiguration options) {
        return new FixedParts(
                texts("query.", options.getQuery()),
                texts("header.", options.getHeader()),
                CommaList.of("additionalHeaders", options.getAdditionalHeaders()),
                callback(options));
    }

    private static @Nullable UploadCallback callback(PresignConfiguration options) {
        String url = options.getCallbackUrl();
        return url == null
                ? null
                : new UploadCallback(url, options.getCallbackBody(), texts("callbackVar.", options.getCallbackVar()));
    }

    private static Map<String, String> texts(String prefix, Map<String, Object> options) {
        Map<String, String> texts = new LinkedHashMap<>();
        options.forEach((name, value) -> texts.put(name, TextValue.of(prefix + name, value)));
        return texts;
    }

    private static FormLimits formLimits(PresignConfiguration options) {
        return new FormLimits(
                CommaList.of("contentTypes", options.getContentTypes()),
                Objects.requireNonNullElse(SizeText.parseOrNull("minUploadSize", options.getMinUploadSize()), 0L),
                Objects.requireNonNullElse(
                        SizeText.parseOrNull("maxUploadSize", options.getMaxUploadSize()), PostPolicy.MAX_FILE_SIZE),
                CommaList.of("openFields", options.getOpenFields()),
                options.getSuccessStatus(),
                options.getSuccessRedirect());
    }
}
