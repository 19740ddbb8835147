// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.store.BucketInfo;
import io.github.osspresign.devserver.store.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policy of a bucket, a JSON object. This server reads only whether it allows public access. */
record BucketPolicy(Map<?, ?> members) {

    /** Reads the document of PutBucketPolicy, or throws InvalidPolicyDocument. */
    static BucketPolicy parse(byte[] document) {
        try {
            if (Json.read(new String(document, StandardCharsets.UTF_8)) instanceof Map<?, ?> members) {
                return new BucketPolicy(members);
            }
        } catch (IllegalArgumentException e) {
            throw OssErrorCode.INVALID_POLICY_DOCUMENT.error("Invalid Policy: " + e.getMessage());
        }
        throw OssErrorCode.INVALID_POLICY_DOCUMENT.error();
    }

    /** Returns the document, or throws InvalidPolicyDocument. */
    static byte[] checked(byte[] document, ObjectStore store) {
        parse(document);
        return document;
    }

    /** Returns the response to GetBucketPolicyStatus: whether the policy allows public access. */
    static Response status(BucketInfo bucket) {
        return XmlBody.response("PolicyStatus", xml -> xml.element("IsPublic", Boolean.toString(isPublic(bucket))));
    }

    /** Returns whether the bucket has a policy that allows something to everybody. */
    private static boolean isPublic(BucketInfo bucket) {
        byte[] document = StoredDocument.of(bucket, BucketDocument.POLICY.subResource());
        return document != null
                && parse(document).members().get("Statement") instanceof List<?> statements
                && statements.stream().anyMatch(BucketPolicy::allowsEverybody);
    }

    private static boolean allowsEverybody(Object statement) {
        return statement instanceof Map<?, ?> members
                && "Allow".equals(members.get("Effect"))
                && !members.containsKey("Condition")
                && isEverybody(members.get("Principal"));
    }

    /** A statement without principals applies to everybody. */
    private static boolean isEverybody(@Nullable Object principals) {
        return principals == null
                || principals.equals("*")
                || (principals instanceof List<?> several && several.contains("*"));
    }
}
