package io.github.osspresign.error;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the refusals of the service come down to, for whoever has to put it right (OSS API, "Error codes"). */
final class PlainWords {

    private static final Map<String, String> BY_CODE = Map.ofEntries(
            Map.entry("AccessDenied", "the credentials have no right to do this"),
            Map.entry("AccessKeyIdAndSecurityTokenNotMatch", "the security token is not that of the access key id"),
            Map.entry("InvalidAccessKeyId", "the service does not know the access key id, or it is disabled"),
            Map.entry("InvalidSecurityToken", "the security token is not one of the service's"),
            Map.entry("NoSuchBucket", "there is no such bucket"),
            Map.entry(
                    "RequestTimeTooSkewed",
                    "the clock here and the clock of the service differ by more than 15 minutes"),
            Map.entry("SecurityTokenExpired", "the temporary credentials have ended"),
            Map.entry("SignatureDoesNotMatch", "the access key secret is not that of the access key id"),
            Map.entry("UserDisable", "the account is disabled"));

    private static final String WRONG_REGION_IN_SIGNATURE = "0002-00000226";

    private PlainWords() {}

    /** {@code null} where there is nothing plainer than what the service says. */
    static @Nullable String of(OssError error) {
        String message = Objects.requireNonNullElse(error.message(), "");
        if (WRONG_REGION_IN_SIGNATURE.equals(error.ec()) || message.contains("Invalid signing region")) {
            return "the option region is not the region of the bucket";
        }
        if (message.contains("must be addressed using the specified endpoint")) {
            return "the bucket is in another region than the endpoint";
        }
        return error.code() == null ? null : BY_CODE.get(error.code());
    }
}
