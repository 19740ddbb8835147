// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.form;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of a part (RFC 7578 section 4).
 *
 * @param name name of the field
 * @param fileName name of the file at the client, or an empty text
 * @param contentType type of the file, or null
 */
record PartHeader(String name, String fileName, @Nullable String contentType) {

    static final int MAX_NAME_BYTES = 8 * 1024;

    private static final String DISPOSITION = "form-data";

    /** Reads the lines, or returns null if they name no field. */
    static @Nullable PartHeader read(List<String> lines) {
        String disposition = value(lines, "content-disposition");
        if (disposition == null || !disposition.toLowerCase(Locale.ROOT).startsWith(DISPOSITION)) {
            return null;
        }
        String parameters = disposition.substring(DISPOSITION.length());
        String name = parameter(parameters, "name");
        String fileName = parameter(parameters, "filename");
        return name == null
                ? null
                : new PartHeader(name, fileName == null ? "" : fileName, value(lines, "content-type"));
    }

    private static @Nullable String value(List<String> lines, String name) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equalsIgnoreCase(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return null;
    }

    /** Finds a parameter in {@code ; name="a"; filename="b"}. */
    private static @Nullable String parameter(String parameters, String wanted) {
        int at = 0;
        while (at < parameters.length()) {
            int equals = parameters.indexOf('=', at);
            if (equals < 0) {
                return null;
            }
            String name = parameters.substring(at, equals).replaceAll("[;\\s]", "");
            StringBuilder value = new StringBuilder();
            at = readValue(parameters, equals + 1, value);
            if (name.equalsIgnoreCase(wanted)) {
                return value.toString();
            }
        }
        return null;
    }

    /** Browsers escape quotation marks, but not the backslashes of a path that old browsers send. */
    private static int readValue(String parameters, int start, StringBuilder value) {
        boolean quoted = start < parameters.length() && parameters.charAt(start) == '"';
        char end = quoted ? '"' : ';';
        int at = quoted ? start + 1 : start;
        while (at < parameters.length() && parameters.charAt(at) != end) {
            if (quoted && parameters.startsWith("\\\"", at)) {
                at++;
            }
            value.append(parameters.charAt(at));
            at++;
        }
        return at + 1;
    }
}
