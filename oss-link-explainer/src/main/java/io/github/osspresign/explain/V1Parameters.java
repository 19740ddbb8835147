// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;

/** Reads the parameters of signature version 1 (OSS API, "Include a V1 signature in a URL"). */
final class V1Parameters {

    private static final int SIGNATURE_BYTES = 20;

    private V1Parameters() {}

    static SignatureParameters read(LooseQuery query, Instant now, Findings findings) {
        ParameterReader reader = new ParameterReader(query, findings);
        findings.add(
                FindingCode.V1_RETIRING,
                "The link is signed with version 1, which does not work for accounts opened since March 2025 and"
                        + " buckets created since September 2025. Sign with V4.");
        String accessKeyId = reader.require("OSSAccessKeyId");
        Long expires = reader.requireSeconds("Expires");
        return new SignatureParameters(
                SignatureStyle.V1,
                accessKeyId,
                reader.token("security-token", "x-oss-security-token", accessKeyId),
                reader.requireBase64("Signature", SIGNATURE_BYTES),
                null,
                null,
                expires == null ? null : LifetimeCheck.absolute(expires, "Expires", now, findings),
                List.of());
    }
}
