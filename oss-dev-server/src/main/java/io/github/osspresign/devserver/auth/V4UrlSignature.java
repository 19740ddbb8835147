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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A V4 signature in the URL, valid from 15 minutes before {@code x-oss-date} until {@code x-oss-expires} after it. */
record V4UrlSignature(
        V4SignatureFields v4, Duration lifetime, @Nullable String securityToken, ServiceRules rules)
        implements V4Signature {

    static final String ALGORITHM = "OSS4-HMAC-SHA256";

    private static final Duration TOLERANCE = Duration.ofMinutes(15);
    private static final long MAX_SECONDS = 604_800;
    private static final long MAX_SECONDS_WITH_TOKEN = 43_200;

    static V4UrlSignature read(OssRequest request, ServiceRules rules) {
        CredentialScope credential = CredentialScope.parse(parameter(request, "x-oss-credential", "", "", rules));
        if (credential == null) {
            throw bad("x-oss-credential", "", rules);
        }
        String date = parameter(request, "x-oss-date", "", "", rules);
        Instant signedAt = V4Date.parse(date);
        if (signedAt == null) {
            throw bad("x-oss-date", "", rules);
        }
        String expires = parameter(request, "x-oss-expires", "0002-00000215", "0002-00000216", rules);
        String signature = parameter(request, "x-oss-signature", "0002-00000219", "0002-00000220", rules);
        String securityToken = request.query().first("x-oss-security-token");
        long longest = securityToken == null ? MAX_SECONDS : MAX_SECONDS_WITH_TOKEN;
        if (!expires.matches("[0-9]{1,9}") || Long.parseLong(expires) < 1 || Long.parseLong(expires) > longest) {
            throw bad("x-oss-expires", "0002-00000232", rules);
        }
        V4SignatureFields v4 = new V4SignatureFields(
                request, credential, date, signedAt, additionalHeaders(request, rules), signature);
        v4.check(rules);
        return new V4UrlSignature(v4, Duration.ofSeconds(Long.parseLong(expires)), securityToken, rules);
    }

    private static List<String> additionalHeaders(OssRequest request, ServiceRules rules) {
        String list = request.query().first("x-oss-additional-headers");
        if (list == null) {
            return List.of();
        }
        List<String> names = V4SignatureFields.namesOf(list);
        if (names.isEmpty()) {
            throw bad("x-oss-additional-headers", "", rules);
        }
        return names;
    }

    private static String parameter(
            OssRequest request, String name, String ecMissing, String ecBlank, ServiceRules rules) {
        String value = request.query().first(name);
        if (value == null || value.isBlank()) {
            throw bad(name, value == null ? ecMissing : ecBlank, rules);
        }
        return value;
    }

    private static OssException bad(String parameter, String ec, ServiceRules rules) {
        OssErrorCode code = rules.holds(Assumption.BAD_V4_URL_PARAMETER_IS_400)
                ? OssErrorCode.INVALID_ARGUMENT
                : OssErrorCode.ACCESS_DENIED;
        return code.error("The parameter " + parameter + " of the signed URL is missing or not valid.")
                .ec(ec)
                .with("ArgumentName", parameter);
    }

    @Override
    public void checkTime(Instant now) {
        Instant end = validUntil();
        if (now.isBefore(v4.signedAt().minus(TOLERANCE))) {
            OssErrorCode code = rules.holds(Assumption.EARLY_V4_URL_IS_403)
                    ? OssErrorCode.ACCESS_DENIED
                    : OssErrorCode.INVALID_ARGUMENT;
            throw code.error("Request is not valid yet.").ec("0002-00000235").with("ServerTime", IsoTime.format(now));
        }
        if (now.isAfter(end)) {
            throw OssErrorCode.ACCESS_DENIED
                    .error("Request has expired.")
                    .ec("0002-00000236")
                    .with("Expires", IsoTime.format(end))
                    .with("ServerTime", IsoTime.format(now));
        }
    }

    @Override
    public Instant validUntil() {
        return v4.signedAt().plus(lifetime);
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "V4UrlSignature[" + accessKeyId() + "]";
    }
}
