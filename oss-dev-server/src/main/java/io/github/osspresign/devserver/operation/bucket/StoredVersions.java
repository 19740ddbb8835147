// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.format.XmlDocument;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectVersion;
import java.time.Instant;
import java.util.HashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;

/** Counts the versions of objects in a bucket, previous versions among them, and adds up their sizes by storage class. */
final class StoredVersions {

    /** OSS bills an object of any other class than Standard as if it had at least this size. */
    private static final long SMALLEST_BILLED_SIZE = 64 * 1024;

    private static final LongSummaryStatistics NONE = new LongSummaryStatistics();

    private final LongSummaryStatistics all = new LongSummaryStatistics();
    private final Map<String, LongSummaryStatistics> sizes = new HashMap<>();
    private final Map<String, LongSummaryStatistics> billedSizes = new HashMap<>();
    private long deleteMarkers;
    private Instant lastModified = Instant.EPOCH;

    void add(ObjectVersion version) {
        if (version.lastModified().isAfter(lastModified)) {
            lastModified = version.lastModified();
        }
        if (!(version instanceof ObjectInfo object)) {
            deleteMarkers++;
            return;
        }
        long size = object.digest().length();
        String storageClass = StoredHeaders.storageClass(object.headers());
        all.accept(size);
        of(sizes, storageClass).accept(size);
        of(billedSizes, storageClass).accept(Math.max(size, SMALLEST_BILLED_SIZE));
    }

    private static LongSummaryStatistics of(Map<String, LongSummaryStatistics> byClass, String storageClass) {
        return byClass.computeIfAbsent(storageClass, name -> new LongSummaryStatistics());
    }

    long storage() {
        return all.getSum();
    }

    long objects() {
        return all.getCount();
    }

    long deleteMarkers() {
        return deleteMarkers;
    }

    /** Returns the time of the newest version, or the epoch for an empty bucket. */
    Instant lastModified() {
        return lastModified;
    }

    void writeStorageClasses(XmlDocument xml) {
        LongSummaryStatistics standard = sizes.getOrDefault(BucketRules.STANDARD, NONE);
        xml.element("StandardStorage", Long.toString(standard.getSum()));
        xml.element("StandardObjectCount", Long.toString(standard.getCount()));
        writeStorageClass(xml, "IA", "InfrequentAccess");
        writeStorageClass(xml, "Archive", "Archive");
        writeStorageClass(xml, "ColdArchive", "ColdArchive");
        writeStorageClass(xml, "DeepColdArchive", "DeepColdArchive");
    }

    private void writeStorageClass(XmlDocument xml, String storageClass, String name) {
        LongSummaryStatistics real = sizes.getOrDefault(storageClass, NONE);
        xml.element(
                name + "Storage",
                Long.toString(billedSizes.getOrDefault(storageClass, NONE).getSum()));
        xml.element(name + "RealStorage", Long.toString(real.getSum()));
        xml.element(name + "ObjectCount", Long.toString(real.getCount()));
    }
}
