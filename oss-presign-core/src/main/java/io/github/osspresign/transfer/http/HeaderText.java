// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import io.github.osspresign.oss.syntax.PercentCoding;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decodes text outside ASCII in headers and URLs. */
public final class HeaderText {

    /** Control characters and those that change the direction of text: "exe.txt" could be shown for "txt.exe". */
    public static final Pattern INVISIBLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]");

    private static final Pattern NOT_PERCENT_ENCODED = Pattern.compile("[^ -~]|%(?![0-9A-Fa-f]{2})");

    /**
     * Two Chinese characters in GBK. In ISO 8859-1 these are four accented letters, which no language has in sequence.
     */
    private static final Pattern CHINESE = Pattern.compile("[\\xA1-\\xFE]{4}");

    private HeaderText() {}

    /**
     * Decodes a header value, whose bytes HttpCore returns as ISO 8859-1: as UTF-8 if valid, otherwise as GBK if it
     * looks Chinese.
     */
    static String fromWire(String value) {
        if (value.chars().anyMatch(c -> c > 0xFF)) {
            return value;
        }
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        String text = decode(bytes, StandardCharsets.UTF_8);
        Charset gbk = text == null && CHINESE.matcher(value).find() ? charset("GBK") : null;
        if (gbk != null) {
            text = decode(bytes, gbk);
        }
        return text == null ? value : text;
    }

    /** Decodes percent-encoding once; returns {@code null} if the text is not valid. */
    public static @Nullable String percentDecode(String text, Charset charset) {
        if (NOT_PERCENT_ENCODED.matcher(text).find()) {
            return null;
        }
        return decode(PercentCoding.decodeBytes(text), charset);
    }

    /** Decodes bytes; returns {@code null} if they are not valid in the charset. */
    static @Nullable String decode(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** Returns the charset, {@code null} if it is not available. */
    static @Nullable Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
