// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.metadata.StoredHeaders;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a PutBucket request. A value that it does not name is null; a new bucket then has the default. */
record CreateBucketConfiguration(
        @Nullable String storageClass, @Nullable String redundancy) {

    private static final Set<String> REDUNDANCIES = Set.of(BucketRules.LRS, "ZRS");

    /** Reads the body, or throws the error of OSS. */
    static CreateBucketConfiguration read(OssRequest request, ServiceRules rules) throws IOException {
        byte[] body = XmlBody.bytes(request);
        if (body.length == 0) {
            return new CreateBucketConfiguration(null, null);
        }
        XmlElement xml = XmlBody.parse(body, "CreateBucketConfiguration");
        String location = xml.text("LocationConstraint");
        if (location != null && !location.isEmpty() && !location.equals(rules.location())) {
            throw OssErrorCode.INVALID_LOCATION_CONSTRAINT.error().with("LocationConstraint", location);
        }
        return new CreateBucketConfiguration(
                oneOf(StoredHeaders.STORAGE_CLASSES, xml, "StorageClass"),
                oneOf(REDUNDANCIES, xml, "DataRedundancyType"));
    }

    private static @Nullable String oneOf(Set<String> allowed, XmlElement xml, String name) {
        String value = xml.text(name);
        if (value != null && value.isEmpty()) {
            throw XmlBody.malformed();
        }
        if (value != null && !allowed.contains(value)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(name, value);
        }
        return value;
    }

    /** Throws BucketAlreadyExists if the bucket has another storage class or redundancy: they never change. */
    void requireSame(BucketInfo bucket) {
        requireSame(bucket, storageClass, BucketRules.storageClass(bucket), "storage class");
        requireSame(bucket, redundancy, BucketRules.redundancy(bucket), "data redundancy type");
    }

    private static void requireSame(BucketInfo bucket, @Nullable String asked, String existing, String what) {
        if (asked != null && !asked.equals(existing)) {
            throw OssErrorCode.BUCKET_ALREADY_EXISTS
                    .error("Cannot modify existing bucket's " + what + ".")
                    .with("BucketName", bucket.name());
        }
    }

    /** Returns the settings of a new bucket. */
    Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        if (storageClass != null) {
            settings.put(BucketRules.STORAGE_CLASS, storageClass);
        }
        if (redundancy != null) {
            settings.put(BucketRules.REDUNDANCY, redundancy);
        }
        return settings;
    }
}
