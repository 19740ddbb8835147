// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.text;

import io.github.osspresign.link.ParsedPresignedUrl;
import io.github.osspresign.link.PresignedLink;
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

    /** Beginning of a parameter of a signature, possibly encoded, escaped in JSON or rewritten by a mail scanner. */
    private static final Pattern SIGNED = Pattern.compile(
            "(?:[?&;]|(?:[%*-](?:25)*|\\\\u00)(?:3f|26))(?:x-oss-(?:signature|credential)|OSSAccessKeyId)",
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
