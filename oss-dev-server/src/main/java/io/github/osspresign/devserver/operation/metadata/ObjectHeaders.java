// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.HttpDate;
import io.github.osspresign.devserver.operation.ContentMd5;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.time.Instant;

/** The response headers that describe an object. */
public final class ObjectHeaders {

    public static final String CRC64 = "x-oss-hash-crc64ecma";
    public static final String NEXT_APPEND_POSITION = "x-oss-next-append-position";
    /** The {@code x-oss-object-type} of an object that AppendObject created. */
    public static final String APPENDABLE = "Appendable";

    private ObjectHeaders() {}

    /**
     * Returns whether the response has a Content-MD5, which OSS sends only for objects that were uploaded in one piece or
     * in sequential parts.
     */
    static boolean hasContentMd5(ObjectInfo info) {
        return info.type().equals("Normal") || info.headers().containsKey(ContentMd5.NAME);
    }

    public static Headers of(ObjectInfo info, Instant now) {
        Headers headers = Headers.of(info.headers())
                .without(ObjectAcl.NAME)
                .without(ObjectTags.NAME)
                .without(Restoration.NAME)
                .with("Accept-Ranges", "bytes")
                .with("ETag", info.entityTag())
                .with("Last-Modified", HttpDate.format(info.lastModified()))
                .with(CRC64, info.digest().crc64Text())
                .with("x-oss-object-type", info.type());
        if (hasContentMd5(info)) {
            headers = headers.with(ContentMd5.NAME, info.digest().md5());
        }
        if (info.type().equals(APPENDABLE)) {
            headers = headers.with(
                    NEXT_APPEND_POSITION, Long.toString(info.digest().length()));
        }
        Restoration restoration = Restoration.of(info, now);
        if (restoration != null) {
            headers = headers.with(Restoration.NAME, restoration.text(now));
        }
        int tags = ObjectTags.of(info).valuesByKey().size();
        return tags == 0 ? headers : headers.with("x-oss-tagging-count", Integer.toString(tags));
    }
}
