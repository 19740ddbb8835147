// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

/** Range of bytes of an object, both ends inclusive (RFC 9110, 14.1.2). */
public record ByteRange(long first, long last) {

    /** Range of all bytes of an object of unknown length. The offset after it and its length, each plus one, are no overflow. */
    public static final ByteRange ENDLESS = new ByteRange(0, Long.MAX_VALUE - 2);

    /** Returns the number of bytes. */
    public long length() {
        return last - first + 1;
    }

    /** Returns the value of a {@code Range} header. */
    public String header() {
        return "bytes=" + first + "-" + last;
    }
}
