// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;

/**
 * Reads the parameters of signature versions 1 (OSS API, "Include a V1 signature in a URL") and 2, which only old versions of
 * the SDK for Java write. Both sign an absolute expiration.
 */
record V1AndV2Parameters(LooseQuery query, Instant now, Findings findings) {

    private static final int V1_SIGNATURE_BYTES = 20;
    private static final int V2_SIGNATURE_BYTES = 32;

    SignatureParameters v1() {
        findings.add(
                FindingCode.V1_RETIRING,
                "The link is signed with version 1, which does not work for accounts opened since March 2025 and"
                        + " buckets created since September 2025. Sign with V4.");
        return read(SignatureStyle.V1, "OSSAccessKeyId", "Expires", "Signature", V1_SIGNATURE_BYTES, List.of());
    }

    SignatureParameters v2() {
        findings.add(
                FindingCode.V2_LEGACY,
                "The link is signed with version 2 (OSS2), which few clients and servers support. Sign with V4.");
        new ParameterReader(query, findings).require("x-oss-signature-version");
        String headers = query.get("x-oss-additional-headers");
        return read(
                SignatureStyle.V2,
                "x-oss-access-key-id",
                "x-oss-expires",
                "x-oss-signature",
                V2_SIGNATURE_BYTES,
                headers == null ? List.of() : List.of(headers.split(";")));
    }

    private SignatureParameters read(
            SignatureStyle style,
            String keyName,
            String expiresName,
            String signatureName,
            int signatureBytes,
            List<String> additionalHeaders) {
        ParameterReader reader = new ParameterReader(query, findings);
        String accessKeyId = reader.require(keyName);
        Long expires = reader.requireSeconds(expiresName);
        return new SignatureParameters(
                style,
                accessKeyId,
                reader.token("security-token", "x-oss-security-token", accessKeyId),
                reader.requireBase64(signatureName, signatureBytes),
                null,
                null,
                expires == null ? null : LifetimeCheck.absolute(expires, expiresName, now, findings),
                additionalHeaders);
    }
}
