// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.DotSegments;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides whether a link works with a plain click. A browser then sends GET, and no header of the caller's choice. */
public final class BrowserUsability {

    private BrowserUsability() {}

    /** Returns the reason why a link does not work with a click; {@code null} if it works. The URL must be absolute. */
    public static @Nullable String obstacle(PresignedLink link) {
        UrlParts url = Objects.requireNonNull(UrlParts.of(link.url()), "absolute URL");
        OssHost host = OssHost.of(url.host());
        String key = Objects.requireNonNullElse(link.key(), "");
        if (!link.method().equals("GET")) {
            return "its method is " + link.method();
        }
        if (!needsNoHeader(link.requiredHeaders(), url.authority())) {
            return "it requires the headers " + link.requiredHeaders().keySet();
        }
        if (host.kind() == OssHostKind.INTERNAL) {
            return "its host is internal";
        }
        if (DotSegments.areIn(key)) {
            return "its object key has a segment '.' or '..', which browsers remove";
        }
        return host.kind().isOssDomain() && isApp(key) ? "domains of OSS refuse links to an app" : null;
    }

    private static boolean needsNoHeader(Map<String, String> required, String authority) {
        return required.entrySet().stream()
                .allMatch(header -> header.getKey().equalsIgnoreCase("host")
                        && header.getValue().equalsIgnoreCase(authority));
    }

    private static boolean isApp(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.endsWith(".apk") || name.endsWith(".ipa");
    }
}
