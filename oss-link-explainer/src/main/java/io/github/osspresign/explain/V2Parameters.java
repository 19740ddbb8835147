// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import java.time.Instant;
import java.util.List;

/** Reads the parameters of signature version 2, which only old versions of the SDK for Java write. */
final class V2Parameters {

    private static final int SIGNATURE_BYTES = 32;

    private V2Parameters() {}

    static SignatureParameters read(LooseQuery query, Instant now, Findings findings) {
        ParameterReader reader = new ParameterReader(query, findings);
        findings.add(
                FindingCode.V2_LEGACY,
                "The link is signed with version 2 (OSS2), which few clients and servers support. Sign with V4.");
        String accessKeyId = reader.require("x-oss-access-key-id");
        Long expires = reader.requireSeconds("x-oss-expires");
        String additionalHeaders = query.get("x-oss-additional-headers");
        return new SignatureParameters(
                SignatureStyle.V2,
                accessKeyId,
                reader.token("security-token", "x-oss-security-token", accessKeyId),
                reader.requireBase64("x-oss-signature", SIGNATURE_BYTES),
                null,
                null,
                expires == null ? null : LifetimeCheck.absolute(expires, "x-oss-expires", now, findings),
                additionalHeaders == null ? List.of() : List.of(additionalHeaders.split(";")));
    }
}
