package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Lenient percent-decoding, which keeps malformed encodings as they are. */
final class LooseDecoding {

    private LooseDecoding() {}

    /** Decodes a path, in which a plus sign stands for itself. */
    static String path(String encoded) {
        return new String(bytes(encoded), UTF_8);
    }

    /** Decodes the name or value of a parameter, in which a plus sign stands for a space. */
    static String parameter(String encoded) {
        return path(encoded.replace('+', ' '));
    }

    /** Returns whether every percent sign starts an encoded byte and the bytes are UTF-8. */
    static boolean isClean(String encoded) {
        for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
            if (byteAt(encoded, i) < 0) {
                return false;
            }
        }
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(encoded)));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] bytes(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        int plainStart = 0;
        for (int i = encoded.indexOf('%'); i >= 0; i = encoded.indexOf('%', i + 1)) {
            int value = byteAt(encoded, i);
            if (value >= 0) {
                bytes.writeBytes(encoded.substring(plainStart, i).getBytes(UTF_8));
                bytes.write(value);
                plainStart = i + 3;
            }
        }
        bytes.writeBytes(encoded.substring(plainStart).getBytes(UTF_8));
        return bytes.toByteArray();
    }

    /** Returns the byte that is encoded at the index of a percent sign, negative if the encoding is malformed. */
    private static int byteAt(String encoded, int index) {
        if (index + 2 >= encoded.length()) {
            return -1;
        }
        int high = hexDigit(encoded.charAt(index + 1));
        int low = hexDigit(encoded.charAt(index + 2));
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
