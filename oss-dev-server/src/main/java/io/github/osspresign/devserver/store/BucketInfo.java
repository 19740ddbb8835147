package io.github.osspresign.devserver.store;

import java.time.Instant;
import java.util.Map;

/** A bucket without its objects: the settings are texts by name, such as the storage class. */
public record BucketInfo(String name, Instant createdAt, Map<String, String> settings) {

    public BucketInfo {
        settings = Map.copyOf(settings);
    }
}
