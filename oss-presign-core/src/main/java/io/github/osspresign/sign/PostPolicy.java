// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.BucketName;
import io.github.osspresign.oss.syntax.ObjectKey;
import io.github.osspresign.oss.syntax.Region;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Upload that a browser form allows (OSS API, "PostObject").
 *
 * @param endpoint address of the service
 * @param region region id of the bucket; required by signature version V4
 * @param bucket 3 to 63 lower-case letters, digits, hyphens or underscores
 * @param key object key; a key that ends with {@code /} or <code>${filename}</code> allows every key with that prefix,
 *     and the form appends the name of the chosen file to the prefix
 * @param contentTypes content types that the object may have: empty for any, one or more exact types, or a single range
 *     such as {@code image/*}
 * @param minUploadSize minimum size of the file, in bytes
 * @param maxUploadSize maximum size of the file, in bytes, up to {@link #MAX_FILE_SIZE}
 * @param fields further fields of the form; the policy binds each to its value
 * @param lifetime whole seconds, at least one
 */
public record PostPolicy(
        ServiceEndpoint endpoint,
        @Nullable String region,
        String bucket,
        String key,
        List<String> contentTypes,
        long minUploadSize,
        long maxUploadSize,
        Map<String, String> fields,
        Duration lifetime) {

    /** Largest file that the service accepts in a form: 5 GiB, in bytes. */
    public static final long MAX_FILE_SIZE = 5L << 30;

    /**
     * Harmless values of the fields with which the sender of a form could publish the object, store it in an expensive
     * class, or have a small body expanded by those who open it. The service accepts every field that a policy does not name. The absence of a field cannot be bound, because
     * a condition requires its field.
     */
    public static final Map<String, String> HARMLESS_FIELDS =
            Map.of("x-oss-object-acl", "default", "x-oss-storage-class", "Standard", "Content-Encoding", "identity");

    /** Variable at the end of a key, which the service replaces by the name of the uploaded file. */
    public static final String FILE_NAME = "${filename}";

    private static final Set<String> STORED_HEADERS =
            Set.of("cache-control", "content-disposition", "content-encoding", "expires");
    private static final Set<String> OWN_FIELDS = Set.of(
            "x-oss-content-type",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-security-token",
            "x-oss-signature",
            "x-oss-signature-version",
            "x-oss-tagging");
    private static final Set<String> STATUSES = Set.of("200", "201", "204");

    /** @throws IllegalArgumentException if a value is not allowed; the message names the value and the limit */
    public PostPolicy {
        if (region != null) {
            Region.require(region);
        }
        BucketName.require(bucket);
        ObjectKey.require(key);
        requireKeyForForms(key);
        PresignRequest.requireLifetime(lifetime);
        requireLengths(minUploadSize, maxUploadSize);
        contentTypes = List.copyOf(contentTypes);
        requireContentTypes(contentTypes);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        fields.forEach(PostPolicy::requireField);
    }

    /** Returns the prefix of all keys that the form may upload; the whole key if the form allows only one. */
    public String keyPrefix() {
        return key.endsWith(FILE_NAME) ? key.substring(0, key.length() - FILE_NAME.length()) : key;
    }

    boolean allowsOneKey() {
        return !key.endsWith("/") && !key.endsWith(FILE_NAME);
    }

    private static void requireKeyForForms(String key) {
        int fileName = key.indexOf(FILE_NAME);
        if (fileName == 0 || (fileName > 0 && fileName != key.length() - FILE_NAME.length())) {
            throw new IllegalArgumentException("object key: must have a prefix before " + FILE_NAME
                    + " and nothing after it, because a policy binds only the prefix, was " + Quoted.of(key));
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "object key: must be text without control characters, which forms change, was " + Quoted.of(key));
        }
    }

    private static void requireLengths(long min, long max) {
        if (min < 0 || max > MAX_FILE_SIZE || min > max) {
            throw new IllegalArgumentException("minUploadSize and maxUploadSize: must be 0 to " + MAX_FILE_SIZE
                    + " bytes, the smaller one first, was " + min + " and " + max);
        }
    }

    private static void requireContentTypes(List<String> types) {
        for (String type : types) {
            boolean range = type.endsWith("/*") && types.size() == 1;
            if (!type.matches("[A-Za-z0-9!#$&^_.+-]+/(?:[A-Za-z0-9!#$&^_.+-]+(?:; ?[\\w-]+=[\\w.-]+)*|\\*)")
                    || (type.endsWith("*") && !range)) {
                throw new IllegalArgumentException("contentTypes: must be types such as image/png, or one range such"
                        + " as image/*, was " + Quoted.text(types.toString()));
            }
        }
    }

    private static void requireField(String name, String value) {
        String field = name.toLowerCase(Locale.ROOT);
        boolean known = STORED_HEADERS.contains(field)
                || field.startsWith("x-oss-")
                || field.startsWith("x:")
                || field.equals("callback")
                || field.startsWith("success_action_");
        if (!known || OWN_FIELDS.contains(field)) {
            throw new IllegalArgumentException("form field: must be Cache-Control, Content-Disposition,"
                    + " Content-Encoding, Expires, callback, x:NAME or an x-oss-NAME that the signer does not write,"
                    + " was " + Quoted.of(name));
        }
        FieldValue.require("form field name", name, name);
        FieldValue.require("form field", name, value);
        if (field.equals("success_action_status") && !STATUSES.contains(value)) {
            throw new IllegalArgumentException("successStatus: must be 200, 201 or 204, was " + Quoted.of(value));
        }
        if (field.equals("success_action_redirect") && !value.matches("(?i)https?://.+")) {
            throw new IllegalArgumentException(
                    "successRedirect: must be an http or https URL, was " + Quoted.of(value));
        }
    }

    /** Returns a text without the values of further fields, which may be secret. */
    @Override
    public String toString() {
        return "PostPolicy[" + bucket + "/" + key + " at " + endpoint.authority() + ", fields " + fields.keySet()
                + ", for " + lifetime + "]";
    }
}
