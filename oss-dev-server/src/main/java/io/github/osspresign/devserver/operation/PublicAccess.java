package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.CopySource;
import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import io.github.osspresign.devserver.store.ObjectStore;
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

    public boolean allows(OssCall call) {
        String bucket = call.bucket();
        if (bucket == null || OWNERS_SUB_RESOURCES.stream().anyMatch(call.query()::contains)) {
            return false;
        }
        if (READING.contains(call.method())) {
            return call.key() != null && isReadable(bucket, call.key()) && isPlainReading(call);
        }
        return WRITING.contains(call.method())
                && (call.key() != null || call.method().equals("POST"))
                && acl(bucket, call.key()).equals("public-read-write")
                && isCopySourceReadable(call);
    }

    /** Overrides of the answer and the state of an upload are for those who sign. */
    private static boolean isPlainReading(OssCall call) {
        return call.query().parameters().stream()
                .map(Map.Entry::getKey)
                .noneMatch(name -> name.startsWith("response-") || name.equals("uploadId"));
    }

    private boolean isCopySourceReadable(OssCall call) {
        String header = call.header(StoredHeaders.COPY_SOURCE);
        if (header == null) {
            return true;
        }
        CopySource source = CopySource.parse(header);
        return isReadable(source.bucket(), source.key());
    }

    private boolean isReadable(String bucket, String key) {
        return acl(bucket, key).startsWith("public-read");
    }

    private String acl(String name, @Nullable String key) {
        BucketInfo bucket = store.bucket(name);
        if (bucket == null) {
            return "private";
        }
        ObjectInfo object = key == null ? null : store.find(name, key);
        String acl = object == null ? ObjectAcl.DEFAULT : ObjectAcl.of(object);
        return acl.equals(ObjectAcl.DEFAULT) ? Buckets.acl(bucket) : acl;
    }
}
