// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Extracts links from text, in time that is linear in the length of the text, even for hostile texts. */
public final class LinkExtractor {

    /** Beginning of an encoded character: by URL Defense 2 and 3 with another mark than the percent sign, or in JSON. */
    private static final String ENCODED = "(?:[%*-](?:25|2a|2d)*|\\\\u00|&(?:amp;)*#x0*)";

    private static final String HYPHEN = "(?:-|" + ENCODED + "2d|&(?:amp;)*#0*45;);?";

    /**
     * Parameter name of a signature, or the value of an access key id, possibly encoded or rewritten by a mail scanner. Every
     * signed URL has at least two of them, so that one damaged character does not hide all.
     */
    private static final Pattern SIGNED = Pattern.compile(
            "(?:[?&;]|" + ENCODED + "(?:3f|26))"
                    + "(?:x_oss_(?:signature|credential|date|expires|security_token|additional_headers)|OSSAccessKeyId)"
                            .replace("_", HYPHEN)
                    + "|(?:=|" + ENCODED + "3d|;)(?:LTAI|STS\\.|TMP\\.)[a-z0-9]{8}",
            Pattern.CASE_INSENSITIVE);

    private LinkExtractor() {}

    /**
     * Returns the OSS presigned URLs in plain text or HTML, such as a mail, without duplicates and in the order of the
     * text. URLs that mail software has broken into lines are joined again, and those that a mail scanner has rewritten
     * are restored. Other URLs are ignored, and so are incomplete copies of one of the links.
     */
    public static List<PresignedLink> fromText(String text) {
        Map<String, PresignedLink> links = new LinkedHashMap<>();
        UrlScanner urls = new UrlScanner(text);
        for (String url = urls.next(); url != null; url = urls.next()) {
            if (ParsedPresignedUrl.isPresigned(url)) {
                links.computeIfAbsent(url, PresignedLink::of);
            }
        }
        links.keySet().removeAll(incompleteCopies(links.keySet()));
        return List.copyOf(links.values());
    }

    /** Returns whether a text seems to contain a signed URL, also one that is too damaged to be extracted. */
    public static boolean isSignedUrlIn(String text) {
        return SIGNED.matcher(text).find();
    }

    /**
     * Returns URLs that are the beginning of another URL, such as a shortened link text. In sorted order they are
     * adjacent.
     */
    private static Set<String> incompleteCopies(Set<String> urls) {
        Set<String> incomplete = new HashSet<>();
        NavigableSet<String> sorted = new TreeSet<>(urls);
        for (String url : urls) {
            String next = sorted.higher(url);
            if (next != null
                    && next.startsWith(url)
                    && SignatureCompleteness.of(url) == SignatureCompleteness.MISSING) {
                incomplete.add(url);
            }
        }
        return incomplete;
    }
}
