package io.github.osspresign.download;

/** The checksum of bytes that pass by and are not kept. */
interface RunningChecksum {

    void update(byte[] bytes, int offset, int count);

    /** The one of all bytes so far, written as the service writes its own. */
    String value();
}
