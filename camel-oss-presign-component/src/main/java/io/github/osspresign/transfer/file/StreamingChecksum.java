package io.github.osspresign.transfer.file;

/** The checksum of bytes that pass by and are not kept. */
public interface StreamingChecksum {

    void update(byte[] bytes, int offset, int count);

    /** The one of all bytes so far, written as the service writes its own. */
    String value();
}
