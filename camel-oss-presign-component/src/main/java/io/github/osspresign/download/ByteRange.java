package io.github.osspresign.download;

/** Bytes of an object from the first to the last, both included (RFC 9110, 14.1.2). */
record ByteRange(long first, long last) {

    long length() {
        return last - first + 1;
    }

    /** The value of a {@code Range} header. */
    String header() {
        return "bytes=" + first + "-" + last;
    }
}
