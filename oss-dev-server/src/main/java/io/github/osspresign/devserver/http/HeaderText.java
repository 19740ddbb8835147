// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The text of a header value. A value that is not UTF-8, such as one in GBK, keeps its bytes: each byte from 0x80 on becomes
 * a private-use character that stands for it.
 */
public final class HeaderText {

    private static final int BYTE_0 = 0x10F700;
    private static final int FIRST = BYTE_0 + 0x80;
    private static final int LAST = BYTE_0 + 0xFF;
    /** The first half of each of these characters. Most texts have none, and are not looked at one by one. */
    private static final char HIGH_SURROGATE = Character.highSurrogate(FIRST);

    private HeaderText() {}

    /** Returns the text of bytes, which are the characters of ISO 8859-1. */
    static String decode(String bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
            if (text.codePoints().noneMatch(HeaderText::isByte)) {
                return text;
            }
        } catch (CharacterCodingException e) {
            // It is not UTF-8.
        }
        StringBuilder text = new StringBuilder();
        bytes.chars().forEach(b -> text.appendCodePoint(b < 0x80 ? b : BYTE_0 + b));
        return text.toString();
    }

    /** Returns the bytes of a text that may have header values in it. */
    public static byte[] bytes(String text) {
        if (text.indexOf(HIGH_SURROGATE) < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        text.codePoints().forEach(c -> {
            if (isByte(c)) {
                bytes.write(c - BYTE_0);
            } else {
                bytes.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }

    private static boolean isByte(int codePoint) {
        return codePoint >= FIRST && codePoint <= LAST;
    }
}
