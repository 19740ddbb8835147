// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.LineReader.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180) with the fields of the JSON form as columns, in any order and case. Other columns are ignored. */
final class CsvManifest implements ManifestFormat {

    private static final Map<String, String> FIELDS = Stream.of(
                    "url", "method", "expiresAt", "bucket", "key", "versionId", "size", "etag", "crc64", "id")
            .collect(Collectors.toMap(name -> name.toLowerCase(Locale.ROOT), Function.identity()));
    private static final char[] SEPARATORS = {'\t', ';', ',', CsvRow.NONE};
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private final LineReader lines;
    private final char separator;
    /** Field of each column, empty for columns that are ignored. */
    private final List<String> columns;

    /** Number of the last line that was read as part of an unclosed row. */
    private int lastReread;

    private CsvManifest(LineReader lines, char separator, List<String> columns) {
        this.lines = lines;
        this.separator = separator;
        this.columns = columns;
    }

    /** Returns the rows below a header, {@code null} if the line is not a header with a column {@code url}. */
    static @Nullable CsvManifest below(Line header, LineReader lines) {
        for (char separator : SEPARATORS) {
            List<String> columns = columns(header, separator);
            if (columns.contains("url") && (columns.size() > 1 || separator == CsvRow.NONE)) {
                return new CsvManifest(lines, separator, columns);
            }
        }
        return null;
    }

    /** Returns whether a line can be a header that lacks the column {@code url}: it names a field or has several cells. */
    static boolean isHeaderWithoutUrl(Line line) {
        for (char separator : SEPARATORS) {
            List<String> columns = columns(line, separator);
            if (columns.size() > 1 || columns.stream().anyMatch(FIELDS::containsValue)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> columns(Line header, char separator) {
        return CsvRow.cells(separator, header.text()).stream()
                .map(name -> FIELDS.getOrDefault(name.strip().toLowerCase(Locale.ROOT), ""))
                .toList();
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        Line line = lines.nextNonBlank();
        return line == null ? null : row(line);
    }

    /**
     * Reads one row. If a quotation mark is never closed, only its own line is invalid, and the lines after it are read
     * again. A row that begins in one of these lines is limited to one line, so that no line is read more than twice.
     */
    private LinkEntry row(Line first) throws IOException {
        if (first.tooLong()) {
            return ManifestFormat.tooLong(first.number());
        }

        CsvRow row = new CsvRow(separator);
        List<Line> further = new ArrayList<>();
        int length = first.text().length();
        row.add(first.text());
        while (row.isOpen() && first.number() >= lastReread) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            further.add(line);
            length += line.text().length() + 1;
            if (length > MAX_LENGTH) {
                break;
            }
            row.add(line.text());
        }
        if (!row.isOpen() && !row.isInvalid()) {
            return entry(first.number(), row.cells());
        }
        lines.unread(further);
        lastReread = Math.max(lastReread, first.number() + further.size());
        return ManifestFormat.broken(first.number(), "quoted cell must end with a quotation mark");
    }

    private LinkEntry entry(int line, List<String> cells) {
        Map<String, Object> fields = new HashMap<>();
        for (int i = 0; i < Math.min(columns.size(), cells.size()); i++) {
            String text = cells.get(i);
            if (!text.isBlank() && !columns.get(i).isEmpty()) {
                fields.putIfAbsent(columns.get(i), value(columns.get(i), text));
            }
        }
        try {
            PresignedLink link = LinkJson.read(fields);
            return UriListManifest.isUrl(link.url())
                    ? new LinkEntry.Usable(link)
                    : ManifestFormat.broken(line, "link field 'url': must be an http or https URL");
        } catch (IllegalArgumentException e) {
            return ManifestFormat.broken(line, String.valueOf(e.getMessage()));
        }
    }

    private static Object value(String field, String text) {
        String value = field.equals("key") ? text : text.strip();
        return field.equals("size") && SIZE.matcher(value).matches() ? Long.valueOf(value) : value;
    }
}
