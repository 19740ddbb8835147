// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.IsoTime;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A V1 signature in the URL, valid until {@code Expires}, an absolute time. */
record V1UrlSignature(
        String accessKeyId,
        String expires,
        String signature,
        @Nullable String securityToken,
        ServiceRules rules) implements V1Signature {

    private static final Duration SEVEN_DAYS = Duration.ofDays(7);

    static V1UrlSignature read(OssRequest request, ServiceRules rules) {
        String expires = parameter(request, "Expires", "0002-00000067", "0002-00000068");
        // Expires in milliseconds is a valid date, far in the future.
        if (!expires.matches("[0-9]{1,13}")) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("Invalid date (should be seconds since epoch).")
                    .ec("0002-00000070");
        }
        String accessKeyId = parameter(request, "OSSAccessKeyId", "0002-00000071", "0002-00000072");
        if (!isAccessKeyId(accessKeyId)) {
            throw incomplete("0002-00000073");
        }
        String signature = parameter(request, "Signature", "0002-00000074", "0002-00000075");
        String securityToken = request.query().first("security-token");
        if (securityToken == null && request.headers().contains("x-oss-security-token")) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("The security token of a signed URL must be the parameter security-token.")
                    .ec("0002-00000005");
        }
        return new V1UrlSignature(accessKeyId, expires, signature, securityToken, rules);
    }

    static boolean isAccessKeyId(String text) {
        return text.matches("[A-Za-z0-9._-]+");
    }

    private static String parameter(OssRequest request, String name, String ecMissing, String ecBlank) {
        String value = request.query().first(name);
        if (value == null || value.isBlank()) {
            throw incomplete(value == null ? ecMissing : ecBlank);
        }
        return value;
    }

    private static OssException incomplete(String ec) {
        return OssErrorCode.ACCESS_DENIED
                .error("Query-string authentication requires the Signature, Expires and OSSAccessKeyId parameters")
                .ec(ec);
    }

    @Override
    public void checkTime(Instant now) {
        Instant end = validUntil();
        if (now.isAfter(end)) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("Request has expired.")
                    .ec("0002-00000069")
                    .with("Expires", IsoTime.format(end))
                    .with("ServerTime", IsoTime.format(now));
        }
        if (!rules.holds(Assumption.V1_URL_MAY_END_AFTER_7_DAYS) && end.isAfter(now.plus(SEVEN_DAYS))) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("The signed URL ends later than in 7 days.")
                    .with("Expires", IsoTime.format(end))
                    .with("ServerTime", IsoTime.format(now));
        }
    }

    @Override
    public Instant validUntil() {
        return Instant.ofEpochSecond(Long.parseLong(expires));
    }

    @Override
    public String date() {
        return expires;
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "V1UrlSignature[" + accessKeyId + "]";
    }
}
