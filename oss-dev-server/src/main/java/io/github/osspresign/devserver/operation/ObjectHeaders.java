package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.wire.Headers;
import io.github.osspresign.devserver.wire.HttpDate;

/** The response headers that describe an object. */
final class ObjectHeaders {

    static final String CRC64 = "x-oss-hash-crc64ecma";

    private ObjectHeaders() {}

    /** Says whether the client knew the MD5 of the whole object, as that of a PutObject does. */
    static boolean tellsMd5(ObjectInfo info) {
        return info.type().equals("Normal");
    }

    static Headers of(ObjectInfo info) {
        Headers headers = Headers.of(info.headers());
        return (tellsMd5(info) ? headers.with("Content-MD5", info.digest().md5()) : headers)
                .with("Accept-Ranges", "bytes")
                .with("ETag", info.entityTag())
                .with("Last-Modified", HttpDate.format(info.lastModified()))
                .with(CRC64, info.digest().crc64Text())
                .with("x-oss-object-type", info.type());
    }
}
