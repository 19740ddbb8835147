package io.github.osspresign.explain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/** Percent-decoding that reads on where a strict one stops. */
final class LooseDecoding {

    private LooseDecoding() {}

    /** A path: a plus sign stands for itself; what is no encoding stays as it is. */
    static String path(String encoded) {
        return new String(bytes(encoded), UTF_8);
    }

    /** The name or value of a parameter: a plus sign is read as a blank. */
    static String parameter(String encoded) {
        return path(encoded.replace('+', ' '));
    }

    /** Whether every percent sign begins an encoded byte and the bytes are UTF-8. */
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

    /** The byte that the percent sign at {@code index} stands for; negative where it stands for none. */
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
