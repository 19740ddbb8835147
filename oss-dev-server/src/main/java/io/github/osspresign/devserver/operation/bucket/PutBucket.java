// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.Operation;
import io.github.osspresign.devserver.operation.metadata.ServerSideEncryption;
import io.github.osspresign.devserver.operation.setting.BucketEncryption;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** PutBucket: creates a bucket with a storage class, a redundancy, an ACL and an encryption. */
record PutBucket(ObjectStore store, ServiceRules rules) implements Operation {

    private static final String HIERARCHICAL_NAMESPACE = "x-oss-hns-status";

    @Override
    public Response handle(OssRequest request, BucketInfo bucket) throws IOException {
        refuseHierarchicalNamespace(request);
        CreateBucketConfiguration configuration = CreateBucketConfiguration.read(request, rules);
        Map<String, String> settings = configuration.settings();
        String resourceGroup = request.header(BucketRules.RESOURCE_GROUP_HEADER);
        if (resourceGroup != null && !resourceGroup.isEmpty()) {
            BucketRules.requireResourceGroup(resourceGroup, rules);
            settings.put(BucketRules.RESOURCE_GROUP, resourceGroup);
        }
        Map<String, String> changeable = changeable(request);
        settings.putAll(changeable);
        Response created = Response.of(200).withHeader("Location", "/" + bucket.name());
        if (!store.hasBucket(bucket.name())) {
            store.putBucket(BucketRules.created(bucket, settings, rules));
            return created;
        }
        configuration.requireSame(bucket);
        if (!rules.holds(Assumption.PUT_OF_OWN_BUCKET_IS_200)) {
            throw OssErrorCode.BUCKET_ALREADY_EXISTS.error().with("BucketName", bucket.name());
        }
        store.changeBucket(bucket.name(), info -> {
            BucketRules.refuseBlocked(changeable.getOrDefault(BucketRules.ACL, ""), info);
            return info.with(changeable);
        });
        return created;
    }

    /** Returns the settings that the request gives to an existing bucket too. */
    private static Map<String, String> changeable(OssRequest request) {
        Map<String, String> changeable = new HashMap<>();
        String acl = request.header("x-oss-acl");
        if (acl != null && !acl.isEmpty()) {
            changeable.put(BucketRules.ACL, BucketRules.requireAcl(acl));
        }
        BucketEncryption encryption = ServerSideEncryption.requested(request.headers());
        if (encryption != null) {
            changeable.put(BucketEncryption.SETTING, StoredDocument.toSetting(encryption.document()));
        }
        return changeable;
    }

    private static void refuseHierarchicalNamespace(OssRequest request) {
        String status = request.header(HIERARCHICAL_NAMESPACE);
        if (status != null && !status.isEmpty() && !status.equalsIgnoreCase("disabled")) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error("This server has no hierarchical namespaces.")
                    .with("Header", HIERARCHICAL_NAMESPACE);
        }
    }
}
