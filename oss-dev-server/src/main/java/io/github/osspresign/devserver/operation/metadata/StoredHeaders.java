// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.operation.tag.ObjectTags;
import io.github.osspresign.devserver.store.BucketInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request headers that are stored with an object, and those that this server does not support. */
public final class StoredHeaders {

    private static final List<String> STANDARD = List.of(
            "Cache-Control", "Content-Disposition", "Content-Encoding", "Content-Language", "Content-Type", "Expires");

    public static final String STORAGE_CLASS = "x-oss-storage-class";

    /** The storage classes of buckets and objects. */
    public static final Set<String> STORAGE_CLASSES =
            Set.of(BucketRules.STANDARD, "IA", "Archive", "ColdArchive", "DeepColdArchive");

    private static final Set<String> NOT_IMPLEMENTED = Set.of("x-oss-callback", "x-oss-callback-var");

    private StoredHeaders() {}

    /**
     * Returns the stored headers of an object. Its storage class is that of the bucket unless a header names one.
     *
     * @param defaultType Content-Type of the object if the request has none
     */
    public static Map<String, String> of(Headers request, BucketInfo bucket, String defaultType) {
        Map<String, String> stored = new LinkedHashMap<>();
        stored.put("Content-Type", defaultType);
        stored.put(STORAGE_CLASS, BucketRules.storageClass(bucket));
        request.forEach((name, value) -> {
            if (isStored(name)) {
                stored.put(canonicalName(name), value);
            }
        });
        ServerSideEncryption.replaceIn(stored, request, bucket);
        ObjectAcl.refuseBlocked(stored.get(ObjectAcl.NAME), bucket);
        return ObjectTags.parse(request.first(ObjectTags.NAME)).storedIn(stored);
    }

    /** Returns the storage class of an object with these stored headers. */
    public static String storageClass(Map<String, String> headers) {
        return headers.getOrDefault(STORAGE_CLASS, BucketRules.STANDARD);
    }

    /**
     * Throws NotImplemented if a header asks for something that this server would leave out, or the error of OSS for
     * invalid metadata, ACL, encryption, storage class or tags.
     */
    public static void refuseUnimplemented(Headers request) {
        UserMetadata.check(request);
        ObjectAcl.check(request);
        ServerSideEncryption.check(request);
        checkStorageClass(request.joined().get(STORAGE_CLASS));
        ObjectTags.parse(request.first(ObjectTags.NAME));
        request.forEach((name, value) -> {
            if (NOT_IMPLEMENTED.contains(name.toLowerCase(Locale.ROOT))) {
                throw OssErrorCode.NOT_IMPLEMENTED.error().with("Header", name);
            }
        });
    }

    private static void checkStorageClass(@Nullable String storageClass) {
        if (storageClass != null && !STORAGE_CLASSES.contains(storageClass)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(STORAGE_CLASS, storageClass);
        }
    }

    private static boolean isStored(String name) {
        return name.equalsIgnoreCase(STORAGE_CLASS)
                || name.equalsIgnoreCase(ObjectAcl.NAME)
                || UserMetadata.isName(name)
                || STANDARD.stream().anyMatch(name::equalsIgnoreCase);
    }

    private static String canonicalName(String name) {
        return STANDARD.stream().filter(name::equalsIgnoreCase).findFirst().orElse(name.toLowerCase(Locale.ROOT));
    }
}
