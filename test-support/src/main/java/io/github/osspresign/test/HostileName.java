// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code hostile-names.tsv}: what somebody might send so that a file lands where it must not.
 *
 * @param kind of the value: {@code name}, {@code disposition} or {@code path}
 * @param line the value as it stands in the file
 */
public record HostileName(String reason, String kind, String line) {

    private static final Pattern UNIT = Pattern.compile("\\\\u([0-9A-F]{4})");
    private static final Pattern REPEATED = Pattern.compile("\\{([0-9]+)\\*([^}]+)}");

    /** The lines of that kind; all of them where it is empty. */
    public static List<HostileName> all(String kind) throws IOException {
        InputStream stream = Objects.requireNonNull(HostileName.class.getResourceAsStream("/hostile-names.tsv"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(columns -> new HostileName(columns[0], columns[1], columns[2]))
                    .filter(name -> kind.isEmpty() || name.kind().equals(kind))
                    .toList();
        }
    }

    /**
     * The value as it is meant.
     *
     * @param outside the folder that absolute names lead to
     */
    public String value(Path outside) {
        String placed = line.replace("{outside}", outside.toString());
        String units = UNIT.matcher(placed).replaceAll(unit -> literal(unit.group(1)));
        return REPEATED.matcher(units)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(2).repeat(Integer.parseInt(match.group(1)))));
    }

    private static String literal(String hex) {
        return Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex, 16)));
    }

    @Override
    public String toString() {
        return reason;
    }
}
