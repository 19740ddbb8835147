// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.request.OssRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A V1 signature in the Authorization header: {@code OSS <access key id>:<signature>}. */
record V1HeaderSignature(
        String accessKeyId,
        String date,
        Instant signedAt,
        String signature,
        @Nullable String securityToken) implements V1Signature {

    static final String SCHEME = "OSS ";

    static V1HeaderSignature read(OssRequest request, String authorization) {
        String credential = authorization.substring(SCHEME.length()).strip();
        int colon = credential.indexOf(':');
        if (colon < 1 || colon == credential.length() - 1) {
            throw SignatureSchemes.invalidHeader(authorization);
        }
        String accessKeyId = credential.substring(0, colon);
        if (!V1UrlSignature.isAccessKeyId(accessKeyId)) {
            throw SignatureSchemes.invalidHeader(authorization).ec("0002-00000064");
        }
        String ossDate = request.header("x-oss-date");
        String date = ossDate == null ? request.header("Date") : ossDate;
        Instant signedAt = HttpDate.parse(date);
        if (date == null || signedAt == null) {
            throw RequestTimeSkew.missing();
        }
        // SDK V2 sends the token in a header without the prefix when it signs with V1.
        String token = request.header("x-oss-security-token");
        return new V1HeaderSignature(
                accessKeyId,
                date.strip(),
                signedAt,
                credential.substring(colon + 1),
                token == null ? request.header("security-token") : token);
    }

    @Override
    public void checkTime(Instant now) {
        RequestTimeSkew.check(signedAt, now);
    }

    @Override
    public Instant validUntil() {
        return RequestTimeSkew.end(signedAt);
    }

    /** Leaves out everything that is secret. */
    @Override
    public String toString() {
        return "V1HeaderSignature[" + accessKeyId + "]";
    }
}
