package io.github.osspresign.sign;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.oss.Region;
import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a browser form may upload (OSS API, "PostObject").
 *
 * @param endpoint the address of the service
 * @param region the bucket's region id; V4 needs it
 * @param bucket the bucket
 * @param key the object key; one that ends with {@code /} or <code>${filename}</code> allows every key that starts so,
 *     and the form puts the name of the chosen file behind it
 * @param contentTypes the content types that the object may get: none for any, one or more exact ones, or one such as
 *     {@code image/*}
 * @param minContentLength bytes that the file must have at least
 * @param maxContentLength bytes that the file may have at most, up to {@link #LARGEST_FILE}
 * @param fields further fields of the form, each bound to its value
 * @param lifetime whole seconds, at least one
 */
public record PostPolicy(
        ServiceEndpoint endpoint,
        @Nullable String region,
        String bucket,
        String key,
        List<String> contentTypes,
        long minContentLength,
        long maxContentLength,
        Map<String, String> fields,
        Duration lifetime) {

    /** The most bytes that the service takes by a form: 5 GiB. */
    public static final long LARGEST_FILE = 5L << 30;

    static final String FILE_NAME = "${filename}";

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

    /** @throws IllegalArgumentException if a value is not one of those allowed; the message names value and limit */
    public PostPolicy {
        if (region != null) {
            Region.require(region);
        }
        PresignRequest.requireBucket(bucket);
        PresignRequest.requireKey(key);
        requireKeyForForms(key);
        PresignRequest.requireLifetime(lifetime);
        requireLengths(minContentLength, maxContentLength);
        contentTypes = List.copyOf(contentTypes);
        requireContentTypes(contentTypes);
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        fields.forEach(PostPolicy::requireField);
    }

    /** What every key that may be uploaded starts with; the key itself where it is the only one. */
    public String keyStart() {
        return key.endsWith(FILE_NAME) ? key.substring(0, key.length() - FILE_NAME.length()) : key;
    }

    boolean allowsOneKey() {
        return !key.endsWith("/") && !key.endsWith(FILE_NAME);
    }

    private static void requireKeyForForms(String key) {
        int fileName = key.indexOf(FILE_NAME);
        if (fileName == 0 || (fileName > 0 && fileName != key.length() - FILE_NAME.length())) {
            throw new IllegalArgumentException("object key: expected " + FILE_NAME
                    + " at its end and something in front of it, which is all that a policy can bind, but was "
                    + Quoted.of(key));
        }
        if (key.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "object key: must be text without control characters, which forms change, was " + Quoted.of(key));
        }
    }

    private static void requireLengths(long min, long max) {
        if (min < 0 || max > LARGEST_FILE || min > max) {
            throw new IllegalArgumentException("minContentLength and maxContentLength: expected 0 to " + LARGEST_FILE
                    + " bytes, the smaller one first, but was " + min + " and " + max);
        }
    }

    private static void requireContentTypes(List<String> types) {
        for (String type : types) {
            boolean range = type.endsWith("/*") && types.size() == 1;
            if (!type.matches("[A-Za-z0-9!#$&^_.+-]+/(?:[A-Za-z0-9!#$&^_.+-]+(?:; ?[\\w-]+=[\\w.-]+)*|\\*)")
                    || (type.endsWith("*") && !range)) {
                throw new IllegalArgumentException("contentTypes: expected types such as image/png, or one range such"
                        + " as image/*, but was " + Quoted.text(types.toString()));
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
            throw new IllegalArgumentException("form field: expected one of Cache-Control, Content-Disposition,"
                    + " Content-Encoding, Expires, callback, x:NAME or x-oss-NAME that the form does not write itself"
                    + " but was " + Quoted.of(name));
        }
        FieldValue.require("form field name", name, name);
        FieldValue.require("form field", name, value);
        if (field.equals("success_action_status") && !STATUSES.contains(value)) {
            throw new IllegalArgumentException("successStatus: expected 200, 201 or 204 but was " + Quoted.of(value));
        }
        if (field.equals("success_action_redirect") && !value.matches("(?i)https?://.+")) {
            throw new IllegalArgumentException(
                    "successRedirect: expected an http or https URL but was " + Quoted.of(value));
        }
    }

    /** Without the values of further fields, which may be secrets. */
    @Override
    public String toString() {
        return "PostPolicy[" + bucket + "/" + key + " at " + endpoint.authority() + ", fields " + fields.keySet()
                + ", for " + lifetime + "]";
    }
}
