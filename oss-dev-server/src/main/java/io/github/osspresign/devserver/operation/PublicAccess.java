package io.github.osspresign.devserver.operation;

import io.github.osspresign.devserver.call.OssCall;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.util.Map;
import java.util.Set;

/** What nobody in particular may do: read the objects of a bucket that is public-read, without response overrides. */
public final class PublicAccess {

    /** The readings that are not of the object itself. */
    private static final Set<String> PRIVATE = Set.of("tagging", "uploadId");

    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final ObjectStore store;

    public PublicAccess(ObjectStore store) {
        this.store = store;
    }

    public boolean allows(OssCall call) {
        String name = call.bucket();
        BucketInfo bucket = name == null ? null : store.bucket(name);
        return bucket != null
                && Buckets.acl(bucket).equals("public-read")
                && call.key() != null
                && READING.contains(call.method())
                && call.query().parameters().stream()
                        .map(Map.Entry::getKey)
                        .noneMatch(parameter -> parameter.startsWith("response-") || PRIVATE.contains(parameter));
    }
}
