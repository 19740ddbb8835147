// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.signing;

import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.camel.options.HttpMethodText;
import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.CdnSigner;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.Lifetime;
import io.github.osspresign.sign.LifetimeLimit;
import io.github.osspresign.sign.PostForm;
import io.github.osspresign.sign.PostPolicy;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links through a domain of a CDN, which a key of that domain signs: GET and HEAD of an object, without parameters and headers. */
public final class CdnScheme implements LinkScheme {

    private static final String NOT_CARRIED = ": must not be set with cdn, which does not carry it";

    /** What a message can set that would be a parameter. CDN drops parameters, or does not sign them. */
    private static final Set<LinkField> PARAMETERS =
            EnumSet.range(LinkField.VERSION_ID, LinkField.RESPONSE_CONTENT_DISPOSITION);

    private final CdnSigner signer;
    private final LinkAddresses addresses;
    private final String bucketName;

    /** @param bucketName bucket to assume for an expired link that names none */
    public CdnScheme(CdnSigner signer, LinkAddresses addresses, String bucketName) {
        this.signer = signer;
        this.addresses = addresses;
        this.bucketName = bucketName;
    }

    /** Returns the signer of the options {@code cdn}, {@code authKey} and {@code cdnValidity}. */
    public static CdnSigner signer(String cdn, @Nullable String authKey, Duration validity) {
        int colon = cdn.indexOf(':');
        CdnKind kind = kind(colon < 0 ? cdn : cdn.substring(0, colon));
        List<String> parameters = colon < 0 ? List.of() : entries(cdn.substring(colon + 1));
        // Blank keys are kept. The signer refuses them, with a message that does not show the others.
        List<String> keys = authKey == null ? List.of() : entries(authKey);
        return new CdnSigner(kind, keys, validity, parameters);
    }

    private static CdnKind kind(String text) {
        for (CdnKind kind : CdnKind.values()) {
            if (kind.name().equalsIgnoreCase(text.strip())) {
                return kind;
            }
        }
        throw new IllegalArgumentException("cdn: must be A, B, C or F, with names of parameters after C or F such as"
                + " F:sign,time, was " + Quoted.of(text));
    }

    private static List<String> entries(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public void checkOptions(LinkValues values, FixedParts fixed) {
        requireNone("query", fixed.query().isEmpty());
        requireNone("header", fixed.headers().isEmpty());
        requireNone("additionalHeaders", fixed.additionalHeaders().isEmpty());
        check(values);
    }

    private static void requireNone(String name, boolean none) {
        if (!none) {
            throw new IllegalArgumentException(name + NOT_CARRIED);
        }
    }

    @Override
    public void checkSample(PresignRequest sample, boolean withBucket) {
        // The bucket of a message can have a domain of the CDN although the sample has none.
        if (withBucket) {
            signer.requireCarried(sample);
        }
    }

    @Override
    public void checkSample(PostPolicy sample) {
        throw noForms();
    }

    @Override
    public void check(LinkValues values) {
        for (LinkField field : PARAMETERS) {
            requireNone(values.name(field), values.value(field) == null);
        }
        requireNone(
                "query.NAME, header.NAME",
                values.query().isEmpty() && values.headers().isEmpty());
    }

    @Override
    public void requireUnambiguous(String key, Map<String, String> parameters) {
        // CDN hashes the encoded path, and carries no parameters.
    }

    @Override
    public void requireLifetime(RequestedLifetime requested) {
        // The end is limited, not the lifetime: the signer checks the time stamp.
    }

    @Override
    public Terms terms(Duration requested, Instant now) {
        return new KeyTerms(signer.lifetime(requested, now), signer, now);
    }

    @Override
    public String reason(LifetimeLimit limit) {
        return "the time stamp of cdn=B is a whole minute, which leaves ";
    }

    @Override
    public boolean canVerify(PresignedLink expired, Instant now) {
        return find(expired) != null;
    }

    /** Host and method of the link of a CDN are not signed, so both must be those of a link that this endpoint signs. */
    @Override
    public Renewal verify(PresignedLink expired, Instant now) throws RenewalRefusedException {
        RenewalRequest.requireConsistent(expired);
        try {
            Verified verified = find(expired);
            String bucket = Objects.requireNonNullElse(expired.bucket(), bucketName);
            ServiceEndpoint endpoint = addresses.of(bucket);
            if (verified == null || !verified.authority().equalsIgnoreCase(endpoint.authority(bucket))) {
                throw RenewalRequest.refused(
                        expired,
                        "it is not a link of the CDN domain of its bucket that a key of this endpoint has signed");
            }
            HttpMethod method = HttpMethodText.parse("method", expired.method());
            PresignRequest.Builder request = PresignRequest.builder(method, endpoint, bucket, verified.key());
            // A sample, because a method or bucket that is not signed may be one that no link can have.
            signer.requireCarried(request.build());
            return new Renewal(
                    verified.expiresAt(),
                    method,
                    bucket,
                    verified.key(),
                    Map.of(),
                    lifetime -> request.lifetime(lifetime).build());
        } catch (IllegalArgumentException e) {
            throw RenewalRequest.refused(expired, String.valueOf(e.getMessage()));
        }
    }

    /** Returns what is signed in a link; {@code null} if no key of this endpoint has signed its URL. */
    private @Nullable Verified find(PresignedLink link) {
        try {
            LinkAddress address = LinkAddress.parse(link.url());
            CdnUrl url = address.cdn();
            Instant expiresAt = url == null ? null : signer.verify(url, address.requestTarget());
            return url == null || expiresAt == null
                    ? null
                    : new Verified(
                            address.authority(), PercentCoding.decode(url.uri().substring(1)), expiresAt);
        } catch (HostNotAllowedException | IllegalArgumentException e) {
            return null;
        }
    }

    private static UnsupportedOperationException noForms() {
        return new UnsupportedOperationException("operation: only OSS has forms, and PresignUse refuses them with cdn");
    }

    /**
     * Link with a correct signature.
     *
     * @param authority host and port, which are not signed
     * @param key signed object key
     * @param expiresAt end of the link
     */
    private record Verified(String authority, String key, Instant expiresAt) {}

    /** Terms with the key of the domain, which needs no credentials. */
    private record KeyTerms(Lifetime lifetime, CdnSigner signer, Instant now) implements Terms {

        @Override
        public PresignedUrl presign(PresignRequest request) {
            return signer.presign(request, now);
        }

        @Override
        public PostForm sign(PostPolicy form) {
            throw noForms();
        }
    }
}
