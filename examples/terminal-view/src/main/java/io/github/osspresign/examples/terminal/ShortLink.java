// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.terminal;

import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.UrlParts;
import java.util.regex.Pattern;

/** Masked URLs for people, such as {@code https://bucket…/name.pdf?…}. */
final class ShortLink {

    private static final int MAX_NAME_COLUMNS = 60;

    /** A host whose first label is a bucket, which an IP address has not. */
    private static final Pattern NAMED_HOST = Pattern.compile("([A-Za-z0-9-]*[A-Za-z-][A-Za-z0-9-]*)\\..*");

    private ShortLink() {}

    static String of(String maskedUrl) {
        UrlParts parts = UrlParts.of(maskedUrl);
        if (parts == null) {
            return DisplayText.harmless(maskedUrl);
        }
        String path = parts.path();
        boolean deep = path.lastIndexOf('/') > 0;
        String folder = NAMED_HOST.matcher(parts.authority()).replaceFirst("$1…");
        return DisplayText.harmless(parts.scheme() + "://" + folder + (deep && !folder.endsWith("…") ? "/…" : ""))
                + "/"
                + DisplayText.cutMiddle(name(maskedUrl), MAX_NAME_COLUMNS)
                + (parts.query() == null ? "" : "?…");
    }

    /** Returns the decoded last segment of the path. */
    static String name(String maskedUrl) {
        UrlParts parts = UrlParts.of(maskedUrl);
        String path = parts == null ? maskedUrl : parts.path();
        String segment = path.substring(path.lastIndexOf('/') + 1);
        return DisplayText.harmless(PercentCoding.decodeLeniently(segment));
    }
}
