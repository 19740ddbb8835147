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

/** Finds links in text, in time that grows with its length and no faster, whoever wrote it. */
public final class LinkExtractor {

    private LinkExtractor() {}

    /**
     * The OSS presigned URLs in plain text or HTML, such as a mail, each once and in the order of the text. Those that
     * mail software has broken into lines are put together again. Other URLs are left out, and so is what is no more than
     * the beginning of another of the links.
     */
    public static List<PresignedLink> fromText(String text) {
        Map<String, PresignedLink> links = new LinkedHashMap<>();
        UrlScanner urls = new UrlScanner(text);
        for (String url = urls.next(); url != null; url = urls.next()) {
            if (ParsedPresignedUrl.isPresigned(url)) {
                links.computeIfAbsent(url, PresignedLink::of);
            }
        }
        links.keySet().removeAll(beginnings(links.keySet()));
        return List.copyOf(links.values());
    }

    /** What people are shown of a link may be cut off; in their order the rest comes next. */
    private static Set<String> beginnings(Set<String> urls) {
        Set<String> beginnings = new HashSet<>();
        NavigableSet<String> ordered = new TreeSet<>(urls);
        for (String url : urls) {
            String next = ordered.higher(url);
            if (next != null
                    && next.startsWith(url)
                    && SignatureCompleteness.of(url) == SignatureCompleteness.MISSING) {
                beginnings.add(url);
            }
        }
        return beginnings;
    }
}
