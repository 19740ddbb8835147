// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Percent-encoding of text in UTF-8 (RFC 3986, 2.1), with upper-case digits. An instance encodes all characters except
 * ASCII letters, digits and the marks that it keeps. Decoding is the same for all instances, so it is static.
 */
public final class PercentCoding {

    /** Coding of the names and values of parameters. */
    public static final PercentCoding PARAMETER = new PercentCoding("-._~");

    /** Coding of a path, which keeps slashes. */
    public static final PercentCoding PATH = new PercentCoding("-._~/");

    private static final byte[] DIGITS = "0123456789ABCDEF".getBytes(ISO_8859_1);

    /** Longest encoding of a {@code char}: three bytes of UTF-8. A character of four bytes has two of them. */
    private static final int MAX_ENCODED_LENGTH = 9;

    private final boolean[] kept = new boolean[128];

    /** @param marks ASCII characters to keep */
    public PercentCoding(String marks) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        (letters + "0123456789" + marks).chars().forEach(c -> kept[c] = true);
    }

    /** Returns the text, encoded. */
    public String encode(String text) {
        int start = endOfKept(text);
        if (start == text.length()) {
            return text;
        }
        byte[] encoded = new byte[maxLength(text, 0)];
        return new String(encoded, 0, encode(text, 0, encoded, 0), ISO_8859_1);
    }

    /** Returns the text, encoded whether its characters were encoded before or not. */
    public String encodeAgain(String text) {
        return encode(decodeBytes(text));
    }

    /** Returns bytes, encoded as if they were the UTF-8 of a text. */
    public String encode(byte[] bytes) {
        byte[] encoded = new byte[3 * bytes.length];
        int end = 0;
        for (byte b : bytes) {
            end = isKept(b) ? put(b, encoded, end) : putEncoded(b, encoded, end);
        }
        return new String(encoded, 0, end, ISO_8859_1);
    }

    /** Returns the end of the characters at the beginning of a text that stay as they are. */
    public int endOfKept(String text) {
        int end = 0;
        while (end < text.length() && isKept(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** Returns a length that is sufficient for the encoding of a text from {@code start} on. */
    public int maxLength(String text, int start) {
        int length = 0;
        for (int i = start; i < text.length(); i++) {
            length += isKept(text.charAt(i)) ? 1 : MAX_ENCODED_LENGTH;
        }
        return length;
    }

    /**
     * Writes the encoding of a text from {@code start} on to {@code position} of an array, and returns the position
     * after it.
     */
    public int encode(String text, int start, byte[] target, int position) {
        int end = position;
        for (int i = start; i < text.length(); i++) {
            int c = text.charAt(i);
            if (isKept(c)) {
                end = put(c, target, end);
                continue;
            }
            if (Character.isHighSurrogate((char) c)) {
                c = text.codePointAt(i);
                i += Character.charCount(c) - 1;
            }
            end = putUtf8(c, target, end);
        }
        return end;
    }

    private boolean isKept(int c) {
        return c >= 0 && c < kept.length && kept[c];
    }

    private static int putUtf8(int c, byte[] target, int position) {
        if (c < 0x80) {
            return putEncoded(c, target, position);
        }
        int end = position;
        if (c < 0x800) {
            end = putEncoded(0xc0 | (c >> 6), target, end);
        } else if (c < 0x10000) {
            end = putEncoded(0xe0 | (c >> 12), target, end);
            end = putEncoded(continuation(c >> 6), target, end);
        } else {
            end = putEncoded(0xf0 | (c >> 18), target, end);
            end = putEncoded(continuation(c >> 12), target, end);
            end = putEncoded(continuation(c >> 6), target, end);
        }
        return putEncoded(continuation(c), target, end);
    }

    private static int continuation(int bits) {
        return 0x80 | (bits & 0x3f);
    }

    private static int put(int value, byte[] target, int position) {
        target[position] = (byte) value;
        return position + 1;
    }

    private static int putEncoded(int value, byte[] target, int position) {
        target[position] = '%';
        target[position + 1] = DIGITS[(value >> 4) & 0xf];
        target[position + 2] = DIGITS[value & 0xf];
        return position + 3;
    }

    /**
     * Decodes a text, in which a plus sign stands for itself.
     *
     * @throws IllegalArgumentException if it is not percent-encoded UTF-8
     */
    public static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(decodeBytes(encoded, true)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("must be percent-encoded UTF-8", e);
        }
    }

    /**
     * Decodes the name or value of a parameter, in which OSS reads a plus sign as a space.
     *
     * @throws IllegalArgumentException if it is not percent-encoded UTF-8
     */
    public static String decodeParameter(String encoded) {
        return decode(encoded.replace('+', ' '));
    }

    /** Decodes a text, in which a plus sign stands for itself. Keeps malformed encodings as they are. */
    public static String decodeLeniently(String encoded) {
        return encoded.indexOf('%') < 0 ? encoded : new String(decodeBytes(encoded), UTF_8);
    }

    /** Decodes the name or value of a parameter like {@link #decodeLeniently}, with plus signs as spaces. */
    public static String decodeParameterLeniently(String encoded) {
        return decodeLeniently(encoded.replace('+', ' '));
    }

    /** Returns the bytes of a text in UTF-8, with encoded bytes decoded and malformed encodings as they are. */
    public static byte[] decodeBytes(String encoded) {
        return decodeBytes(encoded, false);
    }

    private static byte[] decodeBytes(String encoded, boolean strict) {
        byte[] bytes = encoded.getBytes(UTF_8);
        int end = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (isEncodedByte(bytes, i)) {
                b = (byte) (HexFormat.fromHexDigit(bytes[i + 1]) << 4 | HexFormat.fromHexDigit(bytes[i + 2]));
                i += 2;
            } else if (strict && b == '%') {
                throw new IllegalArgumentException("must have two hexadecimal digits after each percent sign");
            }
            bytes[end++] = b;
        }
        return Arrays.copyOf(bytes, end);
    }

    /** Returns whether a text is percent-encoded UTF-8, which {@link #decode} accepts. */
    public static boolean isWellFormed(String encoded) {
        try {
            decode(encoded);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isEncodedByte(byte[] bytes, int position) {
        return bytes[position] == '%'
                && position + 2 < bytes.length
                && HexFormat.isHexDigit(bytes[position + 1])
                && HexFormat.isHexDigit(bytes[position + 2]);
    }
}
