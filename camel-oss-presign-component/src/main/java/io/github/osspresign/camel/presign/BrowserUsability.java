package io.github.osspresign.camel.presign;

import io.github.osspresign.oss.AddressStyle;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import java.util.Locale;
import java.util.Map;

/** Whether a plain click on a link works: a browser sends GET and, of the headers one can choose, none but its own host. */
final class BrowserUsability {

    private BrowserUsability() {}

    static boolean works(PresignRequest request, PresignedUrl url) {
        return url.method() == HttpMethod.GET
                && needsNoHeader(request, url.requiredHeaders())
                && !isInternal(request)
                && !isRefusedApp(request);
    }

    private static boolean needsNoHeader(PresignRequest request, Map<String, String> required) {
        return required.isEmpty()
                || required.entrySet().stream()
                        .allMatch(header -> header.getKey().equalsIgnoreCase("host")
                                && header.getValue()
                                        .equalsIgnoreCase(request.endpoint().authority(request.bucket())));
    }

    /** Only machines in the region of the bucket reach its internal endpoint. */
    private static boolean isInternal(PresignRequest request) {
        return request.endpoint().authority().toLowerCase(Locale.ROOT).contains("-internal.aliyuncs.com");
    }

    /** The service's own domains answer 400 ApkDownloadForbidden to presigned URLs of mobile apps. */
    private static boolean isRefusedApp(PresignRequest request) {
        String key = request.key().toLowerCase(Locale.ROOT);
        return (key.endsWith(".apk") || key.endsWith(".ipa"))
                && request.endpoint().style() != AddressStyle.CNAME
                && request.endpoint().authority().toLowerCase(Locale.ROOT).contains(".aliyuncs.com");
    }
}
