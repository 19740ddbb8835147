package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import java.nio.charset.StandardCharsets;

/**
 * The {@code Content-Disposition} that makes a browser save a download under a given name (RFC 6266): a plain ASCII
 * name that every client reads, and behind it the exact one (RFC 8187) that wins where it is understood.
 */
public final class AttachmentDisposition {

    private static final String UNENCODED =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$&+-.^_`|~";

    private AttachmentDisposition() {}

    /**
     * The header value for a file name. Path separators become {@code _}, because clients would cut the name there, and
     * blanks around it are left out, which some clients would change.
     *
     * @throws IllegalArgumentException if the name is blank, holds control characters or an unpaired surrogate
     */
    public static String of(String fileName) {
        Utf8.length("downloadFileName", fileName);
        if (fileName.isBlank() || fileName.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "downloadFileName: must be a name without control characters, was " + Quoted.of(fileName));
        }
        String name = fileName.strip().replace('/', '_').replace('\\', '_');
        String ascii = ascii(name);
        String plain = "attachment; filename=\"" + ascii + "\"";
        // Some clients decode percent signs in a plain name.
        return ascii.equals(name) && name.indexOf('%') < 0 ? plain : plain + "; filename*=UTF-8''" + extended(name);
    }

    /** Without quotes, which are escaped in one way and read in many; some clients cut the name at them. */
    private static String ascii(String name) {
        StringBuilder ascii = new StringBuilder(name.length());
        name.codePoints().forEach(c -> ascii.append(c < 0x7f && c != '"' ? (char) c : '_'));
        return ascii.toString();
    }

    private static String extended(String name) {
        StringBuilder encoded = new StringBuilder(name.length() * 3);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            if (UNENCODED.indexOf(b) >= 0) {
                encoded.append((char) b);
            } else {
                encoded.append(String.format("%%%02X", b & 0xff));
            }
        }
        return encoded.toString();
    }
}
