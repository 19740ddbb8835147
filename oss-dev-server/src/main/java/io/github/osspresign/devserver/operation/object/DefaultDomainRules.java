// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.operation.metadata.MediaTypes;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import java.util.Locale;
import java.util.Set;

/**
 * Restrictions of OSS on its default domains: browsers must save pages and images, and cannot download mobile apps.
 * Custom domains are exempt.
 */
final class DefaultDomainRules {

    private static final Set<String> IMAGE_TYPES = Set.of(
            "image/bmp",
            "image/exr",
            "image/gif",
            "image/heic",
            "image/jpeg",
            "image/png",
            "image/svg+xml",
            "image/tiff",
            "image/webp",
            "image/x-cmu-raster",
            "image/x-icon",
            "image/x-ms-bmp");

    private static final Set<String> APP_TYPES =
            Set.of("application/iphone", "application/vnd.android.package-archive");

    private DefaultDomainRules() {}

    /** Returns the response headers of the object, or throws ApkDownloadForbidden. */
    static Headers apply(ServiceRules rules, OssRequest request, Headers headers) {
        if (request.onCustomDomain()) {
            return headers;
        }
        String key = request.requiredKey().toLowerCase(Locale.ROOT);
        String type = MediaTypes.of(headers);
        if (rules.forbidApk() && isApp(key, type) && !request.headers().contains("Authorization")) {
            throw OssErrorCode.APK_DOWNLOAD_FORBIDDEN.error();
        }
        if (rules.forceDownload() && (type.equals("text/html") || key.endsWith(".htm") || key.endsWith(".html"))) {
            return asAttachment(headers, "0048-00000001");
        }
        if (rules.forceDownload() && IMAGE_TYPES.contains(type)) {
            return asAttachment(headers, "0048-00000100");
        }
        return headers;
    }

    private static boolean isApp(String key, String type) {
        return key.endsWith(".apk") || key.endsWith(".ipa") || APP_TYPES.contains(type);
    }

    /** Keeps the file name of a disposition that already is an attachment, and replaces any other disposition. */
    private static Headers asAttachment(Headers headers, String ec) {
        String disposition = headers.first("Content-Disposition");
        boolean isAttachment = disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).matches("attachment(\\s*;.*)?");
        return (isAttachment ? headers : headers.with("Content-Disposition", "attachment"))
                .with("x-oss-force-download", "true")
                .with("x-oss-ec", ec);
    }
}
