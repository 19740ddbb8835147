package io.github.osspresign.devserver.store;

import java.time.Instant;
import java.util.Map;

/** An object without its content: the headers are those stored with it, such as Content-Type and x-oss-meta-*. */
public record ObjectInfo(String key, ContentDigest digest, Instant lastModified, Map<String, String> headers) {

    public ObjectInfo {
        headers = Map.copyOf(headers);
    }
}
