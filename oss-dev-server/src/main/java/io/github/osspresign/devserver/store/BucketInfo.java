// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The description of a bucket. The settings are texts by name, such as the storage class. */
public record BucketInfo(String name, Instant createdAt, Map<String, String> settings) {

    private static final String VERSIONING = "versioning";

    /** The description of a service without settings. */
    static final BucketInfo NEW_SERVICE = new BucketInfo(".service", Instant.EPOCH, Map.of());

    public BucketInfo {
        settings = Map.copyOf(settings);
    }

    public Versioning versioning() {
        return Versioning.valueOf(settings.getOrDefault(VERSIONING, Versioning.OFF.name()));
    }

    public BucketInfo withVersioning(Versioning versioning) {
        return with(VERSIONING, versioning.name());
    }

    /** Returns the bucket with this setting changed. */
    public BucketInfo with(String setting, String value) {
        return with(Map.of(setting, value));
    }

    /** Returns the bucket with these settings changed. */
    public BucketInfo with(Map<String, String> changes) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.putAll(changes);
        return new BucketInfo(name, createdAt, changed);
    }

    /** Returns the bucket without this setting. */
    public BucketInfo without(String setting) {
        Map<String, String> changed = new HashMap<>(settings);
        changed.remove(setting);
        return new BucketInfo(name, createdAt, changed);
    }
}
