// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses the file name in a {@code Content-Disposition} (RFC 6266, RFC 8187). Accepts the broken forms that servers
 * send: unquoted spaces, unclosed quotes, raw UTF-8 or GBK, percent-encoding in the plain form, encoded words of mail
 * (RFC 2047), an invalid extended form.
 */
public final class ContentDisposition {

    private static final Pattern EXTENDED = Pattern.compile("([^']*)'[^']*'(.*)", Pattern.DOTALL);

    /** Charset prefix of an invalid extended form. */
    private static final Pattern CHARSET = Pattern.compile("^(?:[A-Za-z0-9_-]*'[A-Za-z-]*'|(?i:utf-8)')");

    private static final Pattern ENCODED_WORD = Pattern.compile("=\\?([^?]+)\\?([BbQq])\\?([^?]*)\\?=\\s*");

    private ContentDisposition() {}

    /** Returns the name that the server means, not yet valid for a file system; {@code null} if there is none. */
    public static @Nullable String fileName(String value) {
        Map<String, String> parameters = parameters(value);
        String extended = parameters.get("filename*");
        String decoded = extended == null ? null : decodeExtended(extended);
        if (decoded != null && !decoded.isBlank()) {
            return decoded;
        }
        String plain = parameters.get("filename");
        if (plain == null && extended != null) {
            plain = CHARSET.matcher(extended).replaceFirst("");
        }
        return plain == null || plain.isBlank() ? null : decodePlain(plain);
    }

    /** Returns the parameters; the first of several with the same name counts. */
    private static Map<String, String> parameters(String value) {
        Map<String, String> parameters = new HashMap<>();
        int position = 0;
        while (position < value.length()) {
            int end = endOfParameter(value, position);
            String parameter = value.substring(position, end);
            int equals = parameter.indexOf('=');
            if (equals > 0) {
                String name = parameter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
                parameters.putIfAbsent(
                        name, unquote(parameter.substring(equals + 1).strip()));
            }
            position = end + 1;
        }
        return parameters;
    }

    /** Returns the offset of the next semicolon outside quotes; quotes count only at the beginning of a value. */
    private static int endOfParameter(String value, int start) {
        boolean valueBegins = false;
        boolean quoted = false;
        for (int i = start; i < value.length(); i++) {
            char c = value.charAt(i);
            if (quoted) {
                if (isEscape(value, i)) {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
            } else if (c == ';') {
                return i;
            } else if (c == '"' && valueBegins) {
                quoted = true;
                valueBegins = false;
            } else if (c == '=') {
                valueBegins = true;
            } else if (c != ' ' && c != '\t') {
                valueBegins = false;
            }
        }
        return value.length();
    }

    private static String unquote(String value) {
        if (!value.startsWith("\"")) {
            return value;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 1; i < value.length() && value.charAt(i) != '"'; i++) {
            if (isEscape(value, i)) {
                i++;
            }
            text.append(value.charAt(i));
        }
        return text.toString();
    }

    /**
     * Returns whether a backslash at the offset escapes the next character. Others are literal, since servers that send
     * whole Windows paths do not double them.
     */
    private static boolean isEscape(String value, int i) {
        return value.charAt(i) == '\\'
                && i + 1 < value.length()
                && (value.charAt(i + 1) == '"' || value.charAt(i + 1) == '\\');
    }

    private static @Nullable String decodeExtended(String value) {
        Matcher extended = EXTENDED.matcher(value);
        if (!extended.matches()) {
            return null;
        }
        Charset charset = HeaderText.charset(extended.group(1));
        return charset == null ? null : HeaderText.percentDecode(extended.group(2), charset);
    }

    private static String decodePlain(String value) {
        String words = decodeWords(value);
        if (words != null) {
            return words;
        }
        String decoded = value.indexOf('%') < 0 ? null : HeaderText.percentDecode(value, StandardCharsets.UTF_8);
        return decoded == null ? HeaderText.fromWire(value) : decoded;
    }

    /** Decodes a value that consists of encoded words only, otherwise returns {@code null}. */
    private static @Nullable String decodeWords(String value) {
        StringBuilder text = new StringBuilder();
        Matcher word = ENCODED_WORD.matcher(value);
        int position = 0;
        while (position < value.length()) {
            String decoded = word.find(position) && word.start() == position ? decodeWord(word) : null;
            if (decoded == null) {
                return null;
            }
            text.append(decoded);
            position = word.end();
        }
        return text.toString();
    }

    private static @Nullable String decodeWord(Matcher word) {
        Charset charset = HeaderText.charset(word.group(1));
        if (charset == null) {
            return null;
        }
        String content = word.group(3);
        if (word.group(2).equalsIgnoreCase("Q")) {
            return HeaderText.percentDecode(
                    content.replace("%", "=25").replace('_', ' ').replace('=', '%'), charset);
        }
        try {
            return HeaderText.decode(Base64.getDecoder().decode(content), charset);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
