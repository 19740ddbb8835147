// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.metadata;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.operation.setting.BucketRules;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectInfo;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The ACL of an object, which overrides that of its bucket; {@code default}, or an empty text, means none. */
public final class ObjectAcl {

    public static final String NAME = "x-oss-object-acl";
    public static final String DEFAULT = "default";

    private static final Set<String> VALUES = Set.of(DEFAULT, "private", "public-read", "public-read-write");

    private ObjectAcl() {}

    public static String of(ObjectInfo info) {
        String acl = info.headers().getOrDefault(NAME, DEFAULT);
        return acl.isEmpty() ? DEFAULT : acl;
    }

    /** Throws AccessDenied if the bucket blocks public access and the ACL allows it. */
    public static void refuseBlocked(@Nullable String acl, BucketInfo bucket) {
        if (acl != null && acl.startsWith("public") && BucketRules.blocksPublicAccess(bucket)) {
            throw OssErrorCode.ACCESS_DENIED.error("Put public object acl is not allowed");
        }
    }

    /**
     * Replaces the ACL in the headers of an object by that of the request, if it has one. Throws AccessDenied if the
     * bucket blocks it.
     */
    public static void replaceIn(Map<String, String> stored, Headers request, BucketInfo bucket) {
        String acl = request.first(NAME);
        refuseBlocked(acl, bucket);
        if (acl != null) {
            stored.put(NAME, acl);
        }
    }

    /** Throws InvalidArgument if the ACL does not exist, or if there are several. */
    public static void check(Headers headers) {
        String acl = headers.joined().get(NAME);
        if (acl != null && !acl.isEmpty() && !VALUES.contains(acl)) {
            throw OssErrorCode.INVALID_ARGUMENT.error().argument(NAME, acl);
        }
    }
}
