// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A V4 signature in the Authorization header. */
record V4HeaderSignature(V4SignatureFields v4, @Nullable String securityToken) implements V4Signature {

    static V4HeaderSignature read(OssRequest request, String authorization, ServiceRules rules) {
        Map<String, String> fields = fields(authorization);
        CredentialScope credential = CredentialScope.parse(credential(authorization));
        String signature = fields.getOrDefault("Signature", "");
        if (credential == null || signature.isEmpty()) {
            throw malformed("0002-00000213");
        }
        if (!V1UrlSignature.isAccessKeyId(credential.accessKeyId())) {
            throw malformed("0002-00000206");
        }
        String list = fields.get("AdditionalHeaders");
        List<String> additionalHeaders = list == null ? List.of() : V4SignatureFields.namesOf(list);
        if (list != null && additionalHeaders.isEmpty()) {
            throw malformed("0002-00000209");
        }
        if (request.header("x-oss-content-sha256") == null) {
            throw OssErrorCode.INVALID_ARGUMENT
                    .error("The header x-oss-content-sha256 is missing.")
                    .with("ArgumentName", "x-oss-content-sha256");
        }
        String ossDate = request.header("x-oss-date");
        String date = ossDate == null ? request.header("Date") : ossDate;
        Instant signedAt = ossDate == null ? HttpDate.parse(date) : V4Date.parse(ossDate.strip());
        if (date == null || signedAt == null) {
            throw RequestTimeSkew.missing();
        }
        V4SignatureFields v4 =
                new V4SignatureFields(request, credential, date.strip(), signedAt, additionalHeaders, signature);
        v4.check(rules);
        return new V4HeaderSignature(v4, request.header("x-oss-security-token"));
    }

    /** Returns the credential in an Authorization header of V4, or an empty text. */
    static String credential(String authorization) {
        return fields(authorization).getOrDefault("Credential", "");
    }

    private static Map<String, String> fields(String authorization) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (String field :
                authorization.substring(V4UrlSignature.ALGORITHM.length()).split(",", -1)) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.put(
                        field.substring(0, equals).strip(),
                        field.substring(equals + 1).strip());
            }
        }
        return fields;
    }

    private static OssException malformed(String ec) {
        return OssErrorCode.INVALID_ARGUMENT
                .error("The Authorization header is malformed.")
                .ec(ec);
    }

    @Override
    public void checkTime(Instant now) {
        RequestTimeSkew.check(v4.signedAt(), now);
    }

    @Override
    public Instant validUntil() {
        return RequestTimeSkew.end(v4.signedAt());
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "V4HeaderSignature[" + accessKeyId() + "]";
    }
}
