// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Causes of error codes of the service, in terms of the options of a route (OSS API, "Error codes"). */
final class ErrorExplanation {

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("AccessKeyIdAndSecurityTokenNotMatch", "the security token does not belong to the access key id"),
            Map.entry("InvalidAccessKeyId", "the access key id does not exist or is disabled"),
            Map.entry("InvalidSecurityToken", "the security token is not valid"),
            Map.entry("NoSuchBucket", "the bucket does not exist"),
            Map.entry(
                    "RequestTimeTooSkewed",
                    "the local clock and the clock of the service differ by more than 15 minutes"),
            Map.entry("SecurityTokenExpired", "the temporary credentials have expired"),
            Map.entry("SignatureDoesNotMatch", "the access key secret does not belong to the access key id"),
            Map.entry("UserDisable", "the account is disabled"));

    /** Causes of errors of a link, which someone else may have signed. */
    private static final Map<String, String> OF_LINK = Map.of(
            "InvalidAccessKeyId", "the access key id in the link does not exist or is disabled",
            "SignatureDoesNotMatch",
                    "the link was changed, is signed for another method or other headers, or with a wrong secret");

    /** A bucket whose owner has closed the default domain, and an account in mainland China that began after 20 March 2025. */
    private static final Set<String> DEFAULT_DOMAIN_FORBIDDEN = Set.of("0003-00001401", "0048-00000401");

    private static final String WRONG_REGION_IN_SIGNATURE = "0002-00000226";

    /** The code AccessDenied has many reasons; only with this EC it is a missing permission. */
    private static final String PERMISSION_MISSING = "0003-00000001";

    private static final String SIGNED_IN_FUTURE = "0002-00000235";

    private static final String DOMAIN_CLOSED =
            "the default domain of the bucket is closed for requests to objects; use a custom domain";

    private static final Pattern SIGNED = Pattern.compile("[?&](?:x-oss-)?signature=", Pattern.CASE_INSENSITIVE);

    private ErrorExplanation() {}

    /** Returns the cause of an error of a link, {@code null} if it is not known. */
    static @Nullable String ofLink(OssError error, String maskedUrl) {
        String place = ofPlace(
                error,
                "the link is signed for another region than that of the bucket",
                "the bucket is in another region than the host of the link");
        if (place != null) {
            return place;
        }
        String code = String.valueOf(error.code());
        if (code.equals("AccessDenied")) {
            return ofDenial(
                    error,
                    SIGNED.matcher(maskedUrl).find()
                            ? "the signer of the link lacks the permission"
                            : "the link has no signature",
                    "the clock of the signer of the link is more than 15 minutes fast");
        }
        return OF_LINK.getOrDefault(code, BY_CODE.get(code));
    }

    /** Returns the cause of an error of a request that the component signed, {@code null} if it is not known. */
    static @Nullable String of(OssError error) {
        String place = ofPlace(
                error,
                "the option region is not the region of the bucket",
                "the bucket is in another region than the endpoint");
        if (place != null) {
            return place;
        }
        String code = String.valueOf(error.code());
        return code.equals("AccessDenied")
                ? ofDenial(error, "the credentials lack the permission", "the local clock is more than 15 minutes fast")
                : BY_CODE.get(code);
    }

    /** Returns the cause of a denied request, {@code null} if only the service's own words say it. */
    private static @Nullable String ofDenial(OssError error, String ofPermission, String ofClock) {
        return switch (String.valueOf(error.ec())) {
            case PERMISSION_MISSING -> ofPermission;
            case SIGNED_IN_FUTURE -> ofClock;
            default -> null;
        };
    }

    /** Returns the cause of an error of a wrong region, domain or endpoint, {@code null} for other errors. */
    private static @Nullable String ofPlace(OssError error, String ofRegion, String ofEndpoint) {
        String ec = String.valueOf(error.ec());
        String message = String.valueOf(error.message());
        if (ec.equals(WRONG_REGION_IN_SIGNATURE) || message.contains("Invalid signing region")) {
            return ofRegion;
        }
        if (DEFAULT_DOMAIN_FORBIDDEN.contains(ec)) {
            return DOMAIN_CLOSED;
        }
        return message.contains("must be addressed using the specified endpoint") ? ofEndpoint : null;
    }
}
