package io.github.osspresign.devserver.store;

import java.util.Base64;
import java.util.HexFormat;

/** What is known of some content: its length, its MD5 in the form of Content-MD5 (base64), and its CRC-64. */
public record ContentDigest(long length, String md5, long crc64) {

    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    /** The entity tag of a PutObject: the MD5 in upper-case hex digits, in quotes. */
    public String entityTag() {
        return '"' + UPPER_CASE.formatHex(Base64.getDecoder().decode(md5)) + '"';
    }

    /** The value of x-oss-hash-crc64ecma: an unsigned decimal number. */
    public String crc64Text() {
        return Long.toUnsignedString(crc64);
    }
}
