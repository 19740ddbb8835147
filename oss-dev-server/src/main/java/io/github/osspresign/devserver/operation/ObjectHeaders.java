package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.wire.Headers;
import io.github.osspresign.devserver.wire.HttpDate;

/** The response headers that describe an object. */
final class ObjectHeaders {

    static final String CRC64 = "x-oss-hash-crc64ecma";

    private ObjectHeaders() {}

    static Headers of(ObjectInfo info) {
        Headers headers = Headers.of(info.headers()).without(ObjectAcl.NAME);
        // Only a PutObject has its MD5 known to the client.
        return (info.type().equals("Normal")
                        ? headers.with("Content-MD5", info.digest().md5())
                        : headers)
                .with("Accept-Ranges", "bytes")
                .with("ETag", info.entityTag())
                .with("Last-Modified", HttpDate.format(info.lastModified()))
                .with(CRC64, info.digest().crc64Text())
                .with("x-oss-object-type", info.type());
    }
}
