// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.ServiceError;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Causes of errors of the service, in terms of the options of a route. */
final class ErrorExplanation {

    /** Causes of errors of a link, which someone else may have signed. */
    private static final Map<ServiceError, String> OF_LINK = Map.of(
            ServiceError.KEY_UNKNOWN, "the access key id in the link does not exist or is disabled",
            ServiceError.OTHER_ENDPOINT, "the bucket is in another region than the host of the link",
            ServiceError.PRIVATE, "the signer of the link lacks the permission",
            ServiceError.REGION_OF_SIGNATURE, "the link is signed for another region than that of the bucket",
            ServiceError.SIGNATURE_MISMATCH,
                    "the link was changed, is signed for another method or other headers, or with a wrong secret",
            ServiceError.SIGNED_IN_FUTURE, "the clock of the signer of the link is more than 15 minutes fast");

    /** Causes of errors of a request that the component signed. */
    private static final Map<ServiceError, String> OF_CALL = Map.of(
            ServiceError.KEY_UNKNOWN, "the access key id does not exist or is disabled",
            ServiceError.OTHER_ENDPOINT, "the bucket is in another region than the endpoint",
            ServiceError.PRIVATE, "the credentials lack the permission",
            ServiceError.REGION_OF_SIGNATURE, "the option region is not the region of the bucket",
            ServiceError.SIGNATURE_MISMATCH, "the access key secret does not belong to the access key id",
            ServiceError.SIGNED_IN_FUTURE, "the local clock is more than 15 minutes fast");

    private static final String BUCKET_IN_PATH =
            "the bucket must be in the host, was in the path; set addressStyle=virtualHosted";

    private static final Pattern SIGNED = Pattern.compile("[?&](?:x-oss-)?signature=", Pattern.CASE_INSENSITIVE);

    private ErrorExplanation() {}

    /** Returns the cause of an error of a link, {@code null} if it is not known. */
    static @Nullable String ofLink(OssError error, String maskedUrl) {
        ServiceError known = known(error);
        if (known == ServiceError.PRIVATE && !SIGNED.matcher(maskedUrl).find()) {
            return "the link has no signature";
        }
        UrlParts url = UrlParts.of(maskedUrl);
        return cause(known, url == null ? null : url.host(), OF_LINK);
    }

    /** Returns the cause of an error of a request that the component signed, {@code null} if it is not known. */
    static @Nullable String of(OssError error) {
        return cause(known(error), error.hostId(), OF_CALL);
    }

    private static @Nullable ServiceError known(OssError error) {
        return ServiceError.of(error.code(), error.message(), error.ec());
    }

    private static @Nullable String cause(
            @Nullable ServiceError known, @Nullable String host, Map<ServiceError, String> ofRole) {
        if (known == null) {
            return null;
        }
        if (known == ServiceError.PATH_STYLE) {
            return isPathStyle(host) ? BUCKET_IN_PATH : ServiceError.DOMAIN_CLOSED.cause();
        }
        return ofRole.getOrDefault(known, known.cause().replace("`", ""));
    }

    /** The service has one code for path style and for a closed domain (recorded exchange nebula-br-62). */
    private static boolean isPathStyle(@Nullable String host) {
        OssHost parts = OssHost.of(String.valueOf(host));
        return parts.kind().isOssDomain() && parts.bucket() == null;
    }
}
