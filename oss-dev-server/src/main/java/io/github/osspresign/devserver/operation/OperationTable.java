package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.bucket.DeleteBucket;
import io.github.osspresign.devserver.operation.bucket.DeleteBucketCors;
import io.github.osspresign.devserver.operation.bucket.GetBucketAcl;
import io.github.osspresign.devserver.operation.bucket.GetBucketCors;
import io.github.osspresign.devserver.operation.bucket.GetBucketInfo;
import io.github.osspresign.devserver.operation.bucket.GetBucketLocation;
import io.github.osspresign.devserver.operation.bucket.GetBucketVersioning;
import io.github.osspresign.devserver.operation.bucket.PutBucket;
import io.github.osspresign.devserver.operation.bucket.PutBucketAcl;
import io.github.osspresign.devserver.operation.bucket.PutBucketCors;
import io.github.osspresign.devserver.operation.bucket.PutBucketVersioning;
import io.github.osspresign.devserver.operation.listing.ListBuckets;
import io.github.osspresign.devserver.operation.listing.ListObjectVersions;
import io.github.osspresign.devserver.operation.listing.ListObjects;
import io.github.osspresign.devserver.operation.listing.ListObjectsV2;
import io.github.osspresign.devserver.operation.multipart.AbortMultipartUpload;
import io.github.osspresign.devserver.operation.multipart.CompleteMultipartUpload;
import io.github.osspresign.devserver.operation.multipart.InitiateMultipartUpload;
import io.github.osspresign.devserver.operation.multipart.ListMultipartUploads;
import io.github.osspresign.devserver.operation.multipart.ListParts;
import io.github.osspresign.devserver.operation.multipart.MultipartUploads;
import io.github.osspresign.devserver.operation.multipart.UploadPart;
import io.github.osspresign.devserver.operation.multipart.UploadPartCopy;
import io.github.osspresign.devserver.operation.object.AppendObject;
import io.github.osspresign.devserver.operation.object.ChangeObjectTagging;
import io.github.osspresign.devserver.operation.object.CopyObject;
import io.github.osspresign.devserver.operation.object.DeleteMultipleObjects;
import io.github.osspresign.devserver.operation.object.DeleteObject;
import io.github.osspresign.devserver.operation.object.GetObject;
import io.github.osspresign.devserver.operation.object.GetObjectAcl;
import io.github.osspresign.devserver.operation.object.GetObjectMeta;
import io.github.osspresign.devserver.operation.object.GetObjectTagging;
import io.github.osspresign.devserver.operation.object.GetSymlink;
import io.github.osspresign.devserver.operation.object.HeadObject;
import io.github.osspresign.devserver.operation.object.PostObject;
import io.github.osspresign.devserver.operation.object.PutObject;
import io.github.osspresign.devserver.operation.object.PutObjectAcl;
import io.github.osspresign.devserver.operation.object.PutSymlink;
import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.Operation;
import io.github.osspresign.devserver.operation.support.StoredHeaders;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.MissingBucketException;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which operation a call asks for; what is not in the table is NotImplemented, never a success that means nothing. */
public final class OperationTable {

    /** The sub-resources that choose an operation. */
    private static final List<String> SELECTORS = List.of(
            "acl",
            "append",
            "bucketInfo",
            "cors",
            "delete",
            "location",
            "objectMeta",
            "symlink",
            "tagging",
            "uploadId",
            "uploads",
            "versioning",
            "versions");

    private final Map<String, Operation> operations;

    public OperationTable(ObjectStore store, ServiceRules rules) {
        MultipartUploads uploads = new MultipartUploads(store);
        operations = Map.ofEntries(
                Map.entry("GET service", new ListBuckets(store, rules)),
                Map.entry("PUT bucket", new PutBucket(store, rules)),
                Map.entry("DELETE bucket", new DeleteBucket(store, uploads)),
                Map.entry("GET bucket", new ListObjects(store)),
                Map.entry("GET bucket?list-type=2", new ListObjectsV2(store)),
                Map.entry("GET bucket?acl", new GetBucketAcl(store)),
                Map.entry("PUT bucket?acl", new PutBucketAcl(store)),
                Map.entry("GET bucket?cors", new GetBucketCors(store)),
                Map.entry("PUT bucket?cors", new PutBucketCors(store)),
                Map.entry("DELETE bucket?cors", new DeleteBucketCors(store)),
                Map.entry("GET bucket?bucketInfo", new GetBucketInfo(store, rules)),
                Map.entry("GET bucket?location", new GetBucketLocation(store, rules)),
                Map.entry("POST bucket", new PostObject(store)),
                Map.entry("GET bucket?versioning", new GetBucketVersioning(store)),
                Map.entry("PUT bucket?versioning", new PutBucketVersioning(store)),
                Map.entry("GET bucket?versions", new ListObjectVersions(store)),
                Map.entry("POST bucket?delete", new DeleteMultipleObjects(store)),
                Map.entry("GET bucket?uploads", new ListMultipartUploads(store, uploads)),
                Map.entry("POST object?uploads", new InitiateMultipartUpload(store, uploads)),
                Map.entry("PUT object?uploadId", new UploadPart(store, uploads)),
                Map.entry("PUT object?uploadId from copy source", new UploadPartCopy(store, uploads, rules)),
                Map.entry("GET object?uploadId", new ListParts(uploads)),
                Map.entry("POST object?uploadId", new CompleteMultipartUpload(store, uploads)),
                Map.entry("DELETE object?uploadId", new AbortMultipartUpload(uploads)),
                Map.entry("POST object?append", new AppendObject(store)),
                Map.entry("PUT object?tagging", new ChangeObjectTagging(store)),
                Map.entry("GET object?tagging", new GetObjectTagging(store)),
                Map.entry("DELETE object?tagging", new ChangeObjectTagging(store)),
                Map.entry("PUT object", new PutObject(store)),
                Map.entry("PUT object from copy source", new CopyObject(store)),
                Map.entry("GET object", new GetObject(store, rules)),
                Map.entry("HEAD object", new HeadObject(store)),
                Map.entry("GET object?acl", new GetObjectAcl(store)),
                Map.entry("PUT object?acl", new PutObjectAcl(store)),
                Map.entry("GET object?objectMeta", new GetObjectMeta(store)),
                Map.entry("HEAD object?objectMeta", new GetObjectMeta(store)),
                Map.entry("PUT object?symlink", new PutSymlink(store)),
                Map.entry("GET object?symlink", new GetSymlink(store)),
                Map.entry("DELETE object", new DeleteObject(store)));
    }

    /** Answers the call by its operation. */
    public Response handle(OssRequest request) throws IOException {
        try {
            return find(request).handle(request);
        } catch (MissingBucketException e) {
            // It was there when the operation began.
            throw BucketRules.noSuchBucket(e.bucket());
        }
    }

    /** Returns the operation, or ends the call with NotImplemented. */
    private Operation find(OssRequest request) {
        Operation operation = candidate(request);
        if (operation == null) {
            throw OssErrorCode.NOT_IMPLEMENTED
                    .error()
                    .with("Method", request.method())
                    .toException();
        }
        SubResources.refuseUnknown(request.query(), operation.knownParameters());
        return operation;
    }

    /** Says whether a call is made by a form, which then brings its signature and its key. */
    public boolean takesForm(OssRequest request) {
        return candidate(request) instanceof PostObject && find(request) instanceof PostObject;
    }

    /** A sub-resource without an operation of its own leads to the plain one, which refuses to ignore it. */
    private @Nullable Operation candidate(OssRequest request) {
        String plain = request.method() + " " + target(request);
        String copy = request.headers().contains(StoredHeaders.COPY_SOURCE) ? " from copy source" : "";
        for (String selector : SELECTORS) {
            if (request.query().contains(selector) && operations.containsKey(plain + "?" + selector + copy)) {
                return operations.get(plain + "?" + selector + copy);
            }
        }
        String listType = request.query().first("list-type");
        return operations.get(plain + (listType == null || request.key() != null ? copy : "?list-type=" + listType));
    }

    private static String target(OssRequest request) {
        if (request.bucket() == null) {
            return "service";
        }
        return request.key() == null || request.form() != null ? "bucket" : "object";
    }
}
