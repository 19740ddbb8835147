// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import io.github.osspresign.devserver.error.OssErrorCode;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding of UTF-8 text (RFC 3986 section 2.1). */
public final class PercentEncoding {

    private PercentEncoding() {}

    /** Encodes everything except unreserved characters. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Decodes strictly: throws InvalidArgument for an invalid escape or invalid UTF-8. */
    public static String decode(String text, boolean plusIsBlank) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(encoded.length);
        int at = 0;
        while (at < encoded.length) {
            if (encoded[at] == '%') {
                decoded.write(octet(encoded, at));
                at += 3;
            } else {
                decoded.write(encoded[at] == '+' && plusIsBlank ? ' ' : encoded[at]);
                at++;
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(decoded.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw OssErrorCode.INVALID_ARGUMENT.error("The characters encoding must be utf-8.");
        }
    }

    private static int octet(byte[] encoded, int at) {
        int high = at + 2 < encoded.length ? Character.digit(encoded[at + 1], 16) : -1;
        int low = at + 2 < encoded.length ? Character.digit(encoded[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw OssErrorCode.INVALID_ARGUMENT.error(
                    "The request target contains a percent sign without two hexadecimal digits.");
        }
        return high * 16 + low;
    }
}
