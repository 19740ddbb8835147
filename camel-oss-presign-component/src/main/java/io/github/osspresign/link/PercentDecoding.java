package io.github.osspresign.link;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Strict percent-decoding (RFC 3986), which rejects invalid UTF-8 instead of replacing it. */
final class PercentDecoding {

    private PercentDecoding() {}

    /** Decodes a path. A plus sign stays a plus sign. */
    static String path(String encoded) {
        return decode(encoded);
    }

    /** Decodes the name or value of a parameter. A plus sign becomes a space, as in OSS. */
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
            throw new IllegalArgumentException("must be percent-encoded UTF-8", e);
        }
    }

    private static int digit(String encoded, int index) {
        int digit = index < encoded.length() ? Character.digit(encoded.charAt(index), 16) : -1;
        if (digit < 0) {
            throw new IllegalArgumentException("must have two hexadecimal digits after each percent sign");
        }
        return digit;
    }
}
