// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.request.Query;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Refuses signatures that this server cannot verify. The errors name the signature that came and those it accepts. */
final class SignatureSchemes {

    private static final String AWS_V4 = "AWS4-HMAC-SHA256";
    private static final String AWS_V2 = "AWS";

    /** The schemes that OSS accepts, but this server does not. */
    private static final Set<String> NOT_IMPLEMENTED = Set.of("OSS2", AWS_V4, AWS_V2);

    private static final List<String> AWS_V4_PARAMETERS = List.of("X-Amz-Algorithm", "X-Amz-Signature");
    private static final String AWS_V2_PARAMETER = "AWSAccessKeyId";

    /** A scheme in front of its credentials, which must not be repeated in a diagnosis. */
    private static final Pattern AUTHORIZATION = Pattern.compile("([A-Za-z0-9-]{1,32}) .*");

    private static final Pattern PRINTABLE = Pattern.compile("[A-Za-z0-9-]{1,32}");

    private final ServiceRules rules;

    SignatureSchemes(ServiceRules rules) {
        this.rules = rules;
    }

    /** Throws NotImplemented if the URL has a signature of Amazon S3. */
    void refuseForeign(Query query) {
        String scheme = foreign(query);
        if (scheme != null) {
            throw notImplemented(scheme);
        }
    }

    private static @Nullable String foreign(Query query) {
        if (AWS_V4_PARAMETERS.stream().anyMatch(query::contains)) {
            return AWS_V4;
        }
        return query.contains(AWS_V2_PARAMETER) ? AWS_V2 : null;
    }

    /** Returns the error for an Authorization header of a scheme that this server does not accept. */
    OssException refusedHeader(String authorization) {
        Matcher schemed = AUTHORIZATION.matcher(authorization);
        if (!schemed.matches()) {
            return invalidHeader(authorization).withDiagnosis("The Authorization header has no scheme. " + accepted());
        }
        String scheme = schemed.group(1);
        return NOT_IMPLEMENTED.contains(scheme)
                ? notImplemented(scheme)
                : invalidHeader(authorization)
                        .withDiagnosis("The authorization scheme " + scheme + " is unknown. " + accepted());
    }

    /** Returns the error for an Authorization header that OSS cannot read. OSS repeats the header. */
    static OssException invalidHeader(String authorization) {
        return OssErrorCode.INVALID_ARGUMENT
                .error("Authorization header is invalid.")
                .ec("0002-00000063")
                .with("Authorization", authorization);
    }

    /** Returns the error for a signature version of a URL that this server does not accept. */
    OssException refusedVersion(String version) {
        if (NOT_IMPLEMENTED.contains(version)) {
            return notImplemented(version);
        }
        String shown = PRINTABLE.matcher(version).matches() ? " " + version : "";
        return OssErrorCode.INVALID_ARGUMENT
                .error("The signature version" + shown + " is unknown. " + accepted())
                .ec("0002-00000066")
                .with("ArgumentName", "x-oss-signature-version");
    }

    private OssException notImplemented(String scheme) {
        return OssErrorCode.NOT_IMPLEMENTED.error(
                "The request is signed with " + scheme + ", which this server does not implement. " + accepted());
    }

    private String accepted() {
        return "This server accepts " + V4UrlSignature.ALGORITHM + " (version 4)"
                + (rules.holds(Assumption.V1_IS_ACCEPTED) ? " and OSS (version 1)." : ".");
    }
}
