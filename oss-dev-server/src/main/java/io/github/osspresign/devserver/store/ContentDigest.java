package io.github.osspresign.devserver.store;

import java.util.Base64;
import java.util.HexFormat;

/** Length, MD5 (base64, as in Content-MD5) and CRC-64 of content. */
public record ContentDigest(long length, String md5, long crc64) {

    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    /** Returns the entity tag of a PutObject: the MD5 in upper-case hex digits, in quotes. */
    public String entityTag() {
        return '"' + UPPER_CASE.formatHex(Base64.getDecoder().decode(md5)) + '"';
    }

    /** Returns the value of x-oss-hash-crc64ecma, an unsigned decimal number. */
    public String crc64Text() {
        return Long.toUnsignedString(crc64);
    }
}
