package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.operation.support.BucketRules;
import io.github.osspresign.devserver.operation.support.ObjectAcl;
import io.github.osspresign.devserver.operation.support.RequestedVersion;
import io.github.osspresign.devserver.operation.support.StoredHeaders;
import io.github.osspresign.devserver.operation.support.Symlink;
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
 * What nobody in particular may do: read or write an object if its ACL, or for want of one that of its bucket, says so,
 * and send a form or a list of objects to delete to a bucket that is public-read-write.
 */
public final class PublicAccess {

    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final Set<String> WRITING = Set.of("PUT", "POST", "DELETE");

    /** What only the owner may ask of an object, whatever its ACL. */
    private static final Set<String> OWNERS_SUB_RESOURCES = Set.of("acl", "tagging");

    private final ObjectStore store;

    public PublicAccess(ObjectStore store) {
        this.store = store;
    }

    public boolean allows(OssRequest request) {
        String bucket = request.bucket();
        if (bucket == null || OWNERS_SUB_RESOURCES.stream().anyMatch(request.query()::contains)) {
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

    /** Overrides of the answer and the state of an upload are for those who sign. */
    private static boolean isPlainReading(OssRequest request) {
        return request.query().parameters().stream()
                .map(Map.Entry::getKey)
                .noneMatch(name -> name.startsWith("response-") || name.equals("uploadId"));
    }

    private boolean isCopySourceReadable(OssRequest request) {
        String header = request.header(StoredHeaders.COPY_SOURCE);
        if (header == null) {
            return true;
        }
        CopySource source = CopySource.parse(header);
        return isReadable(source.bucket(), source.key(), source.versionId());
    }

    /** A symlink shows its target to nobody who could not read that directly. */
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
