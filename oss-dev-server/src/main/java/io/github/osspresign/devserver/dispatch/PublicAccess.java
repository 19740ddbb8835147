// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.dispatch;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.operation.metadata.ObjectAcl;
import io.github.osspresign.devserver.operation.metadata.Symlink;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.transfer.RequestedVersion;
import io.github.osspresign.devserver.request.CopySource;
import io.github.osspresign.devserver.request.OssRequest;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import io.github.osspresign.devserver.store.ObjectVersion;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what anonymous callers may do. They may read or write an object if its ACL, or the ACL of its bucket, allows
 * it. They may upload forms to a public-read-write bucket and delete lists of objects in it.
 */
public final class PublicAccess {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> WRITING = Set.of("PUT", "POST", "DELETE");

    /** Sub-resources of an object that only the owner may use, whatever the ACL. */
    private static final Set<String> OWNERS_SUB_RESOURCES = Set.of("acl", "restore", "tagging");

    private final ObjectStore store;

    public PublicAccess(ObjectStore store) {
        this.store = store;
    }

    public boolean allows(OssRequest request) {
        String bucket = request.bucket();
        BucketInfo info = bucket == null ? null : store.bucket(bucket);
        if (bucket == null
                || BucketRules.blocksPublicAccess(store.service())
                || (info != null && BucketRules.blocksPublicAccess(info))) {
            return false;
        }
        if (OWNERS_SUB_RESOURCES.stream().anyMatch(request.query()::contains)) {
            return false;
        }
        if (READING.contains(request.method())) {
            return request.key() != null
                    && isReadable(bucket, request.key(), request.query().first(RequestedVersion.PARAMETER))
                    && isPlainReading(request);
        }
        return WRITING.contains(request.method())
                && (request.key() != null || request.method().equals("POST"))
                && acl(bucket, object(bucket, request.key(), request.query().first(RequestedVersion.PARAMETER)))
                        .equals("public-read-write")
                && isCopySourceReadable(request);
    }

    /** Returns whether the request has no override of response headers and no upload ID, which need a signature. */
    private static boolean isPlainReading(OssRequest request) {
        return !hasOverride(request) && !request.query().contains("uploadId");
    }

    private static boolean hasOverride(OssRequest request) {
        return request.query().parameters().stream()
                .map(Map.Entry::getKey)
                .anyMatch(name -> name.startsWith("response-"));
    }

    /** Returns the error of OSS for an anonymous request that is not allowed. */
    public OssException refusal(OssRequest request) {
        if (request.bucket() == null) {
            return OssErrorCode.ACCESS_DENIED
                    .error("Anonymous access is forbidden for this operation.")
                    .ec("0003-00001201");
        }
        if (READING.contains(request.method()) && hasOverride(request)) {
            return OssErrorCode.INVALID_REQUEST.error("Can not override response header for an anonymous user");
        }
        return OssErrorCode.ACCESS_DENIED.error().ec("0003-00000001");
    }

    private boolean isCopySourceReadable(OssRequest request) {
        String header = request.header(CopySource.HEADER);
        if (header == null) {
            return true;
        }
        CopySource source = CopySource.parse(header);
        return isReadable(source.bucket(), source.key(), source.versionId());
    }

    /** Returns whether anonymous callers may read the object. A symbolic link also needs a readable target. */
    private boolean isReadable(String bucket, String key, @Nullable String versionId) {
        ObjectInfo object = object(bucket, key, versionId);
        boolean readable = acl(bucket, object).startsWith("public-read");
        if (object == null || !object.type().equals(Symlink.TYPE)) {
            return readable;
        }
        ObjectInfo target = object(bucket, Symlink.targetKey(object), null);
        return readable && acl(bucket, target).startsWith("public-read");
    }

    private @Nullable ObjectInfo object(String bucket, @Nullable String key, @Nullable String versionId) {
        if (key == null || !store.hasBucket(bucket)) {
            return null;
        }
        ObjectVersion version = versionId == null ? store.newest(bucket, key) : store.version(bucket, key, versionId);
        return version instanceof ObjectInfo object ? object : null;
    }

    private String acl(String bucket, @Nullable ObjectInfo object) {
        String own = object == null ? ObjectAcl.DEFAULT : ObjectAcl.of(object);
        if (!own.equals(ObjectAcl.DEFAULT)) {
            return own;
        }
        BucketInfo info = store.bucket(bucket);
        return info == null ? "private" : BucketRules.acl(info);
    }
}
