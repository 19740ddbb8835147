// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Causes of error codes of the service, in terms of the options of a route (OSS API, "Error codes"). */
final class ErrorExplanation {

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("AccessDenied", "the credentials lack the permission"),
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
            "AccessDenied", "the signer of the link lacks the permission",
            "InvalidAccessKeyId", "the access key id in the link does not exist or is disabled",
            "SignatureDoesNotMatch",
                    "the link was changed, is signed for another method or other headers, or with a wrong secret");

    /** A bucket whose owner has closed the default domain, and an account in mainland China that began after 20 March 2025. */
    private static final Set<String> DEFAULT_DOMAIN_FORBIDDEN = Set.of("0003-00001401", "0048-00000401");

    private static final String WRONG_REGION_IN_SIGNATURE = "0002-00000226";

    private static final String DOMAIN_CLOSED =
            "the default domain of the bucket is closed for requests to objects; use a custom domain";

    private static final Pattern SIGNED = Pattern.compile("[?&](?:x-oss-)?signature=", Pattern.CASE_INSENSITIVE);

    private ErrorExplanation() {}

    /** Returns the cause of an error of a link, {@code null} if it is not known. */
    static @Nullable String ofLink(OssError error, String maskedUrl) {
        if (isOfRegion(error)) {
            return "the link is signed for another region than that of the bucket";
        }
        if (isOfDefaultDomain(error)) {
            return DOMAIN_CLOSED;
        }
        if (isOfEndpoint(error)) {
            return "the bucket is in another region than the host of the link";
        }
        String code = String.valueOf(error.code());
        if (code.equals("AccessDenied") && !SIGNED.matcher(maskedUrl).find()) {
            return "the link has no signature";
        }
        return OF_LINK.getOrDefault(code, BY_CODE.get(code));
    }

    private static boolean isOfRegion(OssError error) {
        return WRONG_REGION_IN_SIGNATURE.equals(error.ec()) || message(error).contains("Invalid signing region");
    }

    private static boolean isOfDefaultDomain(OssError error) {
        return error.ec() != null && DEFAULT_DOMAIN_FORBIDDEN.contains(error.ec());
    }

    private static boolean isOfEndpoint(OssError error) {
        return message(error).contains("must be addressed using the specified endpoint");
    }

    private static String message(OssError error) {
        return Objects.requireNonNullElse(error.message(), "");
    }

    /** Returns the cause of an error of a request that the component signed, {@code null} if it is not known. */
    static @Nullable String of(OssError error) {
        if (isOfRegion(error)) {
            return "the option region is not the region of the bucket";
        }
        if (isOfDefaultDomain(error)) {
            return DOMAIN_CLOSED;
        }
        if (isOfEndpoint(error)) {
            return "the bucket is in another region than the endpoint";
        }
        return error.code() == null ? null : BY_CODE.get(error.code());
    }
}
