// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.configuration;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.format.Json;
import io.github.osspresign.devserver.http.Response;
import io.github.osspresign.devserver.operation.XmlBody;
import io.github.osspresign.devserver.operation.setting.StoredDocument;
import io.github.osspresign.devserver.store.BucketInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The policy of a bucket, a JSON object. This server checks its elements, and reads whether it allows public access. */
record BucketPolicy(Map<?, ?> members) {

    private static final Set<String> ELEMENTS = Set.of("Version", "Statement");
    private static final Set<String> ELEMENTS_OF_STATEMENT = Set.of(
            "Sid",
            "Effect",
            "Action",
            "NotAction",
            "Principal",
            "NotPrincipal",
            "Resource",
            "NotResource",
            "Condition");
    private static final Set<Object> EFFECTS = Set.of("Allow", "Deny");

    /** Reads the document of PutBucketPolicy, or throws InvalidPolicyDocument. */
    static BucketPolicy parse(byte[] document) {
        String text = new String(document, StandardCharsets.UTF_8).strip();
        if (!text.startsWith("{")) {
            throw OssErrorCode.INVALID_POLICY_DOCUMENT.error("unknown char "
                    + text.codePoints()
                            .limit(1)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append));
        }
        try {
            return new BucketPolicy((Map<?, ?>) Objects.requireNonNull(Json.read(text)));
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()));
        }
    }

    /** Returns the document, or throws InvalidPolicyDocument. */
    static byte[] checked(byte[] document) {
        Map<?, ?> members = parse(document).members();
        requireKnown(members, ELEMENTS);
        if (!"1".equals(members.containsKey("Version") ? members.get("Version") : "1")) {
            throw invalid("Version must be 1.");
        }
        if (!(members.get("Statement") instanceof List<?> statements) || statements.isEmpty()) {
            throw invalid("Statement must be a list.");
        }
        for (Object statement : statements) {
            if (!(statement instanceof Map<?, ?> elements)) {
                throw invalid("A statement must be an object.");
            }
            requireKnown(elements, ELEMENTS_OF_STATEMENT);
            if (elements.containsKey("Effect") && !EFFECTS.contains(elements.get("Effect"))) {
                throw invalid("Effect must be Allow or Deny.");
            }
        }
        return document;
    }

    private static void requireKnown(Map<?, ?> members, Set<String> names) {
        members.keySet().stream()
                .filter(name -> !names.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw invalid("The element " + name + " is unknown.");
                });
    }

    private static RuntimeException invalid(String reason) {
        return OssErrorCode.INVALID_POLICY_DOCUMENT.error("Invalid Policy: " + reason);
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
