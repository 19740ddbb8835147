package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.wire.Headers;
import io.github.osspresign.devserver.wire.HttpDate;

/** The response headers that describe an object. */
final class ObjectHeaders {

    static final String CRC64 = "x-oss-hash-crc64ecma";

    private ObjectHeaders() {}

    static Headers of(ObjectInfo info) {
        Headers headers = Headers.of(info.headers())
                .without(ObjectTags.NAME)
                .with("Accept-Ranges", "bytes")
                .with("ETag", info.entityTag())
                .with("Last-Modified", HttpDate.format(info.lastModified()))
                .with(CRC64, info.digest().crc64Text())
                .with("x-oss-object-type", info.type());
        int tags = ObjectTags.of(info).valuesByKey().size();
        return ofType(info, tags == 0 ? headers : headers.with("x-oss-tagging-count", Integer.toString(tags)));
    }

    private static Headers ofType(ObjectInfo info, Headers headers) {
        return switch (info.type()) {
            // Only a PutObject has its MD5 known to the client.
            case "Normal" -> headers.with(ContentMd5.NAME, info.digest().md5());
            case AppendObject.TYPE ->
                headers.with(
                        AppendObject.NEXT_POSITION, Long.toString(info.digest().length()));
            default -> headers;
        };
    }
}
