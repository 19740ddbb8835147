package io.github.osspresign.devserver.operation.bucket;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.XmlElement;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.BucketXml;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.XmlBody;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.Assumption;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** PutBucket: creates a bucket with a storage class and an ACL. */
final class PutBucket implements Operation {

    private static final Set<String> STORAGE_CLASSES = Set.of("Standard", "IA");

    private final ObjectStore store;
    private final ServiceRules rules;

    PutBucket(ObjectStore store, ServiceRules rules) {
        this.store = store;
        this.rules = rules;
    }

    @Override
    public Set<String> knownParameters() {
        return Set.of();
    }

    @Override
    public boolean createsBucket() {
        return true;
    }

    @Override
    public Response handle(OssRequest request) throws IOException {
        String bucket = request.requiredBucket();
        BucketRules.requireValidName(bucket);
        Map<String, String> settings = new HashMap<>();
        settings.put(BucketRules.STORAGE_CLASS, storageClass(request));
        String acl = request.header("x-oss-acl");
        if (acl != null && !acl.isEmpty()) {
            settings.put(BucketRules.ACL, BucketRules.requireAcl(acl));
        }
        BucketInfo old = store.bucket(bucket);
        if (old == null) {
            store.putBucket(new BucketInfo(bucket, request.receivedAt().truncatedTo(ChronoUnit.SECONDS), settings));
        } else if (!rules.holds(Assumption.PUT_OF_OWN_BUCKET_IS_200)) {
            throw OssErrorCode.BUCKET_ALREADY_EXISTS
                    .error()
                    .with("BucketName", bucket)
                    .toException();
        } else if (acl != null && !acl.isEmpty()) {
            store.changeBucket(bucket, info -> info.with(BucketRules.ACL, acl));
        }
        return Response.of(200).withHeader("Location", "/" + bucket);
    }

    private String storageClass(OssRequest request) throws IOException {
        byte[] body = XmlBody.bytes(request);
        if (body.length == 0) {
            return "Standard";
        }
        XmlElement xml = XmlElement.parse(body);
        if (xml == null || !xml.name().equals("CreateBucketConfiguration")) {
            throw XmlBody.malformed();
        }
        String location = xml.text("LocationConstraint");
        if (location != null && !location.isEmpty() && !location.equals(rules.location())) {
            throw OssErrorCode.INVALID_LOCATION_CONSTRAINT
                    .error()
                    .with("LocationConstraint", location)
                    .toException();
        }
        String storageClass = xml.text("StorageClass");
        if (storageClass != null && !STORAGE_CLASSES.contains(storageClass)) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error()
                    .with("StorageClass", storageClass)
                    .toException();
        }
        String redundancy = xml.text("DataRedundancyType");
        if (redundancy != null && !redundancy.equals(BucketXml.REDUNDANCY)) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error()
                    .with("DataRedundancyType", redundancy)
                    .toException();
        }
        return storageClass == null ? "Standard" : storageClass;
    }
}
