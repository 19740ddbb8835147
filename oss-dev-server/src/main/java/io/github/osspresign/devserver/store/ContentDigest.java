// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * Length, MD5 (base64, as in Content-MD5) and CRC-64 of content.
 *
 * @param md5 empty if it is not known, because the content was joined without reading it
 */
public record ContentDigest(long length, String md5, long crc64) {

    private static final HexFormat UPPER_CASE = HexFormat.of().withUpperCase();

    /** Returns the digest of contents one after another. Its MD5 is not known. */
    static ContentDigest ofJoined(List<ContentDigest> contents) {
        long length = 0;
        long crc64 = 0;
        for (ContentDigest content : contents) {
            length += content.length();
            crc64 = Crc64.joined(crc64, content.crc64(), content.length());
        }
        return new ContentDigest(length, "", crc64);
    }

    /** Returns the entity tag of a PutObject: the MD5 in upper-case hex digits, in quotes. */
    public String entityTag() {
        return '"' + UPPER_CASE.formatHex(Base64.getDecoder().decode(md5)) + '"';
    }

    /** Returns the value of x-oss-hash-crc64ecma, an unsigned decimal number. */
    public String crc64Text() {
        return Long.toUnsignedString(crc64);
    }
}
