// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import io.github.osspresign.error.text.Quoted;

/**
 * Builds the {@code Content-Disposition} value that makes a browser save a download under a given file name (RFC 6266).
 * The value starts with an ASCII name that every client reads. If that differs from the file name, the exact name
 * follows in the form of RFC 8187, which clients prefer if they understand it.
 */
public final class AttachmentDisposition {

    private static final PercentCoding EXTENDED_VALUE = new PercentCoding("!#$&+-.^_`|~");

    private AttachmentDisposition() {}

    /**
     * Returns the header value for a file name. Path separators become {@code _}, because clients cut the name there.
     * Leading and trailing whitespace is removed, because clients treat it differently.
     *
     * @throws IllegalArgumentException if the name is blank or has control characters or an unpaired surrogate
     */
    public static String of(String fileName) {
        Utf8.encodedLength("downloadFileName", fileName);
        if (fileName.isBlank() || fileName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "downloadFileName: must be a name without control characters, was " + Quoted.of(fileName));
        }
        String name = fileName.strip().replace('/', '_').replace('\\', '_');
        String ascii = ascii(name);
        String plain = "attachment; filename=\"" + ascii + "\"";
        // Some clients decode percent signs in the ASCII name.
        return ascii.equals(name) && name.indexOf('%') < 0
                ? plain
                : plain + "; filename*=UTF-8''" + EXTENDED_VALUE.encode(name);
    }

    /** Returns the name in ASCII. Quotes are replaced too, because clients disagree on how to unescape them. */
    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder(name.length());
        name.codePoints().forEach(c -> ascii.append(c < 0x7f && c != '"' ? (char) c : '_'));
        return ascii.toString();
    }
}
