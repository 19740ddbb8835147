// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.manifest.LineReader.Line;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Iterator over the links of a text, which is read as it goes and is never in memory as a whole. The text is either
 * links in their JSON form, as a sequence or an array, or CSV with a header that has a column {@code url}, or a
 * {@code text/uri-list}. Anything that is not a link becomes a broken entry and does not affect the others.
 */
public final class LinkManifest implements LinkEntries {

    private static final int BYTE_ORDER_MARK = '\uFEFF';

    private final LineReader lines;
    private @Nullable ManifestFormat format;
    private @Nullable LinkEntry next;

    /** @param text text that is closed with this iterator */
    public LinkManifest(Reader text) {
        this.lines = new LineReader(text);
    }

    /** @throws UncheckedIOException if the text cannot be read */
    @Override
    public boolean hasNext() {
        try {
            if (format == null) {
                format = detectFormat();
            }
            if (next == null) {
                next = format.next();
            }
            return next != null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public LinkEntry next() {
        LinkEntry entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return entry;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Detects the format by the first line that is neither blank nor a comment. */
    private ManifestFormat detectFormat() throws IOException {
        while (lines.peek() == BYTE_ORDER_MARK || Character.isWhitespace(lines.peek())) {
            lines.read();
        }
        if (lines.peek() == '{' || lines.peek() == '[') {
            return new JsonManifest(lines);
        }

        Line line = UriListManifest.nextEntry(lines);
        if (line != null && !UriListManifest.isUrl(line.text().strip())) {
            CsvManifest rows = CsvManifest.below(line, lines);
            if (rows != null) {
                return rows;
            }
            if (!line.tooLong() && CsvManifest.isHeaderWithoutUrl(line)) {
                next = ManifestFormat.broken(
                        line.number(), "must be an http or https URL, or a header with the column 'url'");
                return new UriListManifest(lines);
            }
        }
        if (line != null) {
            lines.unread(List.of(line));
        }
        return new UriListManifest(lines);
    }
}
