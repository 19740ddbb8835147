package io.github.osspresign.transfer.http;

/** Bytes of an object from the first to the last, both included (RFC 9110, 14.1.2). */
public record ByteRange(long first, long last) {

    public long length() {
        return last - first + 1;
    }

    /** The value of a {@code Range} header. */
    public String header() {
        return "bytes=" + first + "-" + last;
    }
}
