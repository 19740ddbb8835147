package io.github.osspresign.error;

import java.util.Map;
import java.util.Objects;
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

    private static final String DEFAULT_DOMAIN_FORBIDDEN = "0003-00001401";
    private static final String WRONG_REGION_IN_SIGNATURE = "0002-00000226";

    private ErrorExplanation() {}

    /** Returns the cause of an error that does not depend on who signed the request, {@code null} if it is not known. */
    static @Nullable String ofDomain(OssError error) {
        return DEFAULT_DOMAIN_FORBIDDEN.equals(error.ec())
                ? "the default domain of the bucket is closed for requests to objects; use a custom domain"
                : null;
    }

    /** Returns the cause of an error, {@code null} if it is not known. */
    static @Nullable String of(OssError error) {
        String message = Objects.requireNonNullElse(error.message(), "");
        if (WRONG_REGION_IN_SIGNATURE.equals(error.ec()) || message.contains("Invalid signing region")) {
            return "the option region is not the region of the bucket";
        }
        String domain = ofDomain(error);
        if (domain != null) {
            return domain;
        }
        if (message.contains("must be addressed using the specified endpoint")) {
            return "the bucket is in another region than the endpoint";
        }
        return error.code() == null ? null : BY_CODE.get(error.code());
    }
}
