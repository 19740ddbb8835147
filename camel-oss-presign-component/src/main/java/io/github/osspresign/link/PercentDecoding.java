package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Strict percent-decoding (RFC 3986): what is no UTF-8 is refused rather than replaced. */
final class PercentDecoding {

    private PercentDecoding() {}

    /** A path, in which a plus sign stands for itself. */
    static String path(String encoded) {
        return decode(encoded);
    }

    /** A parameter's name or value, in which OSS reads a plus sign as a blank. */
    static String parameter(String encoded) {
        return decode(encoded.replace('+', ' '));
    }

    private static String decode(String encoded) {
        if (encoded.indexOf('%') < 0) {
            return encoded;
        }
        ByteBuffer bytes = ByteBuffer.allocate(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
            } else {
                bytes.put((byte) (digit(encoded, i + 1) << 4 | digit(encoded, i + 2)));
                i += 2;
            }
        }
        try {
            return UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("expected percent-encoded UTF-8 but the bytes are none", e);
        }
    }

    private static int digit(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("expected two hexadecimal digits behind a percent sign");
        }
        return digit;
    }
}
