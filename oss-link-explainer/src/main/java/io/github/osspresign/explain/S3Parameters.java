// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.SignatureV4;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of signature versions 2 and 4 of Amazon S3, which all hosts of OSS accept (recorded exchanges
 * filecodebox-137 and help-0002-00000423).
 */
record S3Parameters(LooseQuery query, Instant now, Findings findings) {

    private static final int V2_SIGNATURE_BYTES = 20;
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

    SignatureParameters v2() {
        report("version 2");
        ParameterReader reader = new ParameterReader(query, findings);
        String accessKeyId = reader.require("AWSAccessKeyId");
        Long expires = reader.requireSeconds("Expires");
        return new SignatureParameters(
                SignatureStyle.S3,
                accessKeyId,
                query.get("x-amz-security-token"),
                reader.requireBase64("Signature", V2_SIGNATURE_BYTES),
                null,
                null,
                expires == null ? null : LifetimeCheck.absolute(expires, "Expires", now, findings),
                List.of());
    }

    SignatureParameters v4() {
        report("version 4");
        ParameterReader reader = new ParameterReader(query, findings);
        String credential = reader.require("X-Amz-Credential");
        List<String> scope = credential == null ? List.of() : List.of(credential.split("/", -1));
        String token = query.get("X-Amz-Security-Token");
        String dateTime = reader.require("X-Amz-Date");
        Instant signedAt = dateTime == null ? null : SignatureV4.parseDateTime(dateTime);
        if (dateTime != null && signedAt == null) {
            findings.add(
                    FindingCode.DATE_MALFORMED,
                    "X-Amz-Date must be a time in UTC such as 20261231T235959Z, was '" + Quoted.text(dateTime) + "'.");
        }
        Long seconds = reader.requireSeconds("X-Amz-Expires");
        return new SignatureParameters(
                SignatureStyle.S3,
                scope.isEmpty() ? null : scope.get(0),
                token,
                signature(reader),
                null,
                signedAt,
                seconds == null ? null : LifetimeCheck.relative(signedAt, seconds, token != null, now, findings),
                headers());
    }

    private List<String> headers() {
        String headers = query.get("X-Amz-SignedHeaders");
        return headers == null ? List.of() : List.of(headers.split(";", -1));
    }

    private @Nullable String signature(ParameterReader reader) {
        String signature = reader.require("X-Amz-Signature");
        if (reader.isMasked("X-Amz-Signature", signature)) {
            return null;
        }
        if (signature != null && !SIGNATURE.matcher(signature).matches()) {
            findings.add(
                    FindingCode.SIGNATURE_MALFORMED,
                    "X-Amz-Signature must be 64 lower-case hexadecimal digits, was " + signature.length()
                            + " characters long. It was cut or changed.");
        }
        return signature;
    }

    private void report(String version) {
        findings.add(
                FindingCode.S3_SIGNATURE,
                "The URL has a signature of Amazon S3, " + version
                        + ", which OSS accepts with the bucket in the host.");
    }
}
