// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LineReader.Line;
import io.github.osspresign.oss.syntax.UrlParts;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** List of URLs ({@code text/uri-list}, RFC 2483): every line that is neither blank nor a comment is a URL. */
record UriListManifest(LineReader lines) implements ManifestFormat {

    private static final Set<String> SCHEMES = Set.of("https", "http");

    /** Returns the next line that is neither blank nor a comment, {@code null} after the last. */
    static @Nullable Line nextEntry(LineReader lines) throws IOException {
        Line line = lines.nextNonBlank();
        while (line != null && line.text().stripLeading().startsWith("#")) {
            line = lines.nextNonBlank();
        }
        return line;
    }

    static boolean isUrl(String text) {
        UrlParts parts = UrlParts.of(text);
        return parts != null
                && parts.authorityStart() < text.length()
                && SCHEMES.contains(parts.scheme())
                && text.chars().noneMatch(c -> c == ' ' || (c >= '\t' && c <= '\r'));
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        Line line = nextEntry(lines);
        return line == null ? null : entry(line);
    }

    private static LinkEntry entry(Line line) {
        if (line.tooLong()) {
            return ManifestFormat.tooLong(line.number());
        }
        String url = line.text().strip();
        return isUrl(url)
                ? new LinkEntry.Usable(PresignedLink.of(url))
                : ManifestFormat.broken(line.number(), "must be an http or https URL");
    }
}
