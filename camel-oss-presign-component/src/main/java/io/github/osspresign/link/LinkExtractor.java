package io.github.osspresign.link;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds links in text, in time that grows with its length and no faster, whoever wrote it. */
public final class LinkExtractor {

    private LinkExtractor() {}

    /** The links of a {@code text/uri-list} (RFC 2483): every line that is neither blank nor a comment is one. */
    public static List<PresignedLink> fromUriList(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(PresignedLink::of)
                .toList();
    }

    /**
     * The OSS presigned URLs in plain text or HTML, such as a mail, each once and in the order of the text. Other URLs
     * are left out.
     */
    public static List<PresignedLink> fromText(String text) {
        Map<String, PresignedLink> links = new LinkedHashMap<>();
        UrlScanner urls = new UrlScanner(text);
        for (String url = urls.next(); url != null; url = urls.next()) {
            if (ParsedPresignedUrl.isPresigned(url)) {
                links.computeIfAbsent(url, PresignedLink::of);
            }
        }
        return List.copyOf(links.values());
    }
}
