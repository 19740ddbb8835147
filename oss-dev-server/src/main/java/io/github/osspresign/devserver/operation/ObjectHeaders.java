package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.wire.Headers;
import io.github.osspresign.devserver.wire.HttpDate;

/** The response headers that describe an object. */
final class ObjectHeaders {

    static final String CRC64 = "x-oss-hash-crc64ecma";

    private ObjectHeaders() {}

    static Headers of(ObjectInfo info) {
        return Headers.of(info.headers())
                .with("Accept-Ranges", "bytes")
                .with("Content-MD5", info.digest().md5())
                .with("ETag", info.digest().entityTag())
                .with("Last-Modified", HttpDate.format(info.lastModified()))
                .with(CRC64, info.digest().crc64Text())
                .with("x-oss-object-type", "Normal");
    }
}
