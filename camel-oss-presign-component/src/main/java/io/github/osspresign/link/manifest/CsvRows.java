package io.github.osspresign.link.manifest;

import io.github.osspresign.link.LinkFields;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.manifest.Lines.Line;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** CSV (RFC 4180) whose header names the fields of the JSON form, in any order and any case; others are ignored. */
final class CsvRows implements ManifestForm {

    private static final Map<String, String> FIELDS = fields();
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    private final Lines lines;
    private final char separator;
    /** The field of each column, empty for those that are ignored. */
    private final List<String> columns;

    private int lastReadInVain;

    private CsvRows(Lines lines, char separator, List<String> columns) {
        this.lines = lines;
        this.separator = separator;
        this.columns = columns;
    }

    /** The rows below a header, {@code null} if that is none: a header has a column {@code url}. */
    static @Nullable CsvRows below(Line header, Lines lines) {
        for (char separator : new char[] {'\t', ';', ',', CsvRow.NONE}) {
            List<String> columns = CsvRow.cells(separator, header.text()).stream()
                    .map(name -> FIELDS.getOrDefault(name.strip().toLowerCase(Locale.ROOT), ""))
                    .toList();
            if (columns.contains("url") && (columns.size() > 1 || separator == CsvRow.NONE)) {
                return new CsvRows(lines, separator, columns);
            }
        }
        return null;
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        Line line = lines.nextFilled();
        return line == null ? null : row(line);
    }

    /**
     * A quotation mark that nothing closes spoils its own line, not all that follow: those are read again. A row that
     * begins in one of them has no further lines then, so that no line is read more than twice.
     */
    private LinkEntry row(Line first) throws IOException {
        if (first.tooLong()) {
            return ManifestForm.tooLong(first.number());
        }
        CsvRow row = new CsvRow(separator);
        List<Line> further = new ArrayList<>();
        int length = first.text().length();
        row.add(first.text());
        while (row.isOpen() && first.number() >= lastReadInVain) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            further.add(line);
            length += line.text().length() + 1;
            if (length > LONGEST) {
                break;
            }
            row.add(line.text());
        }
        if (!row.isOpen() && !row.isBroken()) {
            return entry(first.number(), row.cells());
        }
        lines.unread(further);
        lastReadInVain = Math.max(lastReadInVain, first.number() + further.size());
        return ManifestForm.broken(
                first.number(), "expected a quotation mark at the end of the quoted cell but there is none");
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
            PresignedLink link = LinkFields.of(fields).link();
            return UriLines.isUrl(link.url())
                    ? new LinkEntry.Usable(link)
                    : ManifestForm.broken(
                            line, "link field 'url': expected an http or https URL but was something else");
        } catch (IllegalArgumentException e) {
            return ManifestForm.broken(line, String.valueOf(e.getMessage()));
        }
    }

    private static Object value(String field, String text) {
        String value = field.equals("key") ? text : text.strip();
        return field.equals("size") && SIZE.matcher(value).matches() ? Long.valueOf(value) : value;
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new HashMap<>();
        for (String name :
                List.of("url", "method", "expiresAt", "bucket", "key", "versionId", "size", "etag", "crc64", "id")) {
            fields.put(name.toLowerCase(Locale.ROOT), name);
        }
        return Map.copyOf(fields);
    }
}
