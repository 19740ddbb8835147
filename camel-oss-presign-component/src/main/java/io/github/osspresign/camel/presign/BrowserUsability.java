package io.github.osspresign.camel.presign;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.oss.DotSegments;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.util.Locale;
import java.util.Map;

/** Decides whether a link works with a plain click. A browser then sends GET, and no header of the caller's choice. */
final class BrowserUsability {

    private BrowserUsability() {}

    static boolean works(PresignRequest request, PresignedUrl url) {
        return url.method() == HttpMethod.GET
                && needsNoHeader(request, url.requiredHeaders())
                && !isInternal(request)
                && !DotSegments.areIn(request.key())
                && !isRefusedApp(request);
    }

    private static boolean needsNoHeader(PresignRequest request, Map<String, String> required) {
        return required.isEmpty()
                || required.entrySet().stream()
                        .allMatch(header -> header.getKey().equalsIgnoreCase("host")
                                && header.getValue()
                                        .equalsIgnoreCase(request.endpoint().authority(request.bucket())));
    }

    /** Returns whether the link points to an internal endpoint, which only machines in the region can reach. */
    private static boolean isInternal(PresignRequest request) {
        return request.endpoint().host().kind() == OssHostKind.INTERNAL;
    }

    /** Returns whether the link is for a mobile app on a domain of OSS, which refuses it with 400 ApkDownloadForbidden. */
    private static boolean isRefusedApp(PresignRequest request) {
        String key = request.key().toLowerCase(Locale.ROOT);
        return (key.endsWith(".apk") || key.endsWith(".ipa"))
                && request.endpoint().style() != AddressStyle.CNAME
                && request.endpoint().host().kind().isOssDomain();
    }
}
