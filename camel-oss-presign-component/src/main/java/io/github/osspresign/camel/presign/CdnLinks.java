// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import io.github.osspresign.camel.presign.message.LinkField;
import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.CdnKind;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.sign.CdnSigner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Links of a CDN: what they can carry, and which expired ones are ours.
 *
 * @param signer signer for the domain of the CDN
 */
record CdnLinks(CdnSigner signer) {

    private static final String NOT_CARRIED = ": must not be set with cdn, which does not carry it";

    /** What a message can set that would be a parameter. CDN drops parameters, or does not sign them. */
    private static final Set<LinkField> PARAMETERS =
            EnumSet.range(LinkField.VERSION_ID, LinkField.RESPONSE_CONTENT_DISPOSITION);

    /** Returns the links of an endpoint with these options, {@code null} if it signs for OSS. */
    static @Nullable CdnLinks of(PresignConfiguration options) {
        String cdn = options.getCdn();
        if (cdn == null) {
            return null;
        }
        int colon = cdn.indexOf(':');
        CdnKind kind = kind(colon < 0 ? cdn : cdn.substring(0, colon));
        List<String> parameters = colon < 0 ? List.of() : entries(cdn.substring(colon + 1));
        String authKey = options.getAuthKey();
        // Blank keys are kept. The signer refuses them, with a message that does not show the others.
        List<String> keys = authKey == null ? List.of() : entries(authKey);
        return new CdnLinks(new CdnSigner(kind, keys, options.getCdnValidity(), parameters));
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

    /** Refuses options that a CDN does not carry. */
    static void checkOptions(PresignConfiguration options) {
        List<String> refused = new ArrayList<>(List.of("query", "header", "additionalHeaders"));
        PARAMETERS.forEach(field -> refused.add(field.option()));
        PresignUse.OPTIONS.requireUnset(options, refused, NOT_CARRIED);
    }

    /** Refuses what a message sets and a CDN does not carry. */
    static void check(LinkValues values) {
        for (LinkField field : PARAMETERS) {
            if (values.value(field) != null) {
                throw new IllegalArgumentException(values.name(field) + NOT_CARRIED);
            }
        }
        if (!values.query().isEmpty() || !values.headers().isEmpty()) {
            throw new IllegalArgumentException("query.NAME, header.NAME" + NOT_CARRIED);
        }
    }

    /** Verifies the signature of a link; returns {@code null} if no key of this endpoint has signed its URL. */
    @Nullable Verified verify(PresignedLink link) {
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

    /**
     * Link with a correct signature.
     *
     * @param authority host and port, which are not signed
     * @param key signed object key
     * @param expiresAt end of the link
     */
    record Verified(String authority, String key, Instant expiresAt) {}
}
