package io.github.osspresign.devserver.operation.support;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.request.OssRequest;
import java.util.Locale;
import java.util.Set;

/**
 * What OSS does not let browsers do on its own domains: show pages and images, and download apps for phones. A domain
 * of the bucket's owner is exempt.
 *
 * @param forceDownload a page or an image is answered as an attachment
 * @param forbidApk an app is refused, unless the call is signed in its header
 */
public record DefaultDomainRules(boolean forceDownload, boolean forbidApk) {

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

    /** Returns the headers of an answer with the object, or ends the call with ApkDownloadForbidden. */
    public Headers apply(OssRequest call, Headers headers) {
        if (call.onCustomDomain()) {
            return headers;
        }
        String key = call.requiredKey().toLowerCase(Locale.ROOT);
        String type = MediaTypes.of(headers);
        if (forbidApk && isApp(key, type) && !call.headers().contains("Authorization")) {
            throw OssErrorCode.APK_DOWNLOAD_FORBIDDEN.error().toException();
        }
        if (forceDownload && (type.equals("text/html") || key.endsWith(".htm") || key.endsWith(".html"))) {
            return asAttachment(headers, "0048-00000001");
        }
        if (forceDownload && IMAGE_TYPES.contains(type)) {
            return asAttachment(headers, "0048-00000100");
        }
        return headers;
    }

    private static boolean isApp(String key, String type) {
        return key.endsWith(".apk") || key.endsWith(".ipa") || APP_TYPES.contains(type);
    }

    /** A disposition that is an attachment already keeps its file name; every other one has no effect. */
    private static Headers asAttachment(Headers headers, String ec) {
        String disposition = headers.first("Content-Disposition");
        boolean isAttachment = disposition != null
                && disposition.strip().toLowerCase(Locale.ROOT).matches("attachment(\\s*;.*)?");
        return (isAttachment ? headers : headers.with("Content-Disposition", "attachment"))
                .with("x-oss-force-download", "true")
                .with("x-oss-ec", ec);
    }
}
