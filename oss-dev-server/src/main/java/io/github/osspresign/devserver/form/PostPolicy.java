// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.form;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.format.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policy of a form: its expiration, the conditions on its fields, and the allowed size of the file in bytes.
 * Everything that it does not mention is allowed.
 */
public record PostPolicy(Instant expiration, List<PolicyCondition> conditions, long smallest, long largest) {

    private static final Set<String> OF_SIGNATURE =
            Set.of("policy", "ossaccesskeyid", "signature", "x-oss-signature", "x-oss-security-token", "submit");

    private static final int MAX_CHARACTERS = 64 * 1024;

    /** Returns the policy of a form, null if it has none, or throws InvalidPolicyDocument. */
    public static @Nullable PostPolicy of(Form form) {
        String policy = form.field("policy");
        return policy == null ? null : parse(policy);
    }

    /** Reads the policy in base64, or throws InvalidPolicyDocument. */
    public static PostPolicy parse(String base64) {
        if (!(json(base64) instanceof Map<?, ?> policy)) {
            throw invalid("expected an object.");
        }
        if (!policy.containsKey("conditions")) {
            throw invalid("expected conditions.").ec("0006-00000207");
        }
        if (!(policy.get("conditions") instanceof List<?> conditions)) {
            throw invalid("expected a list of conditions.").ec("0006-00000214");
        }
        if (conditions.isEmpty()) {
            throw invalid("expected a list of conditions.");
        }
        List<PolicyCondition> fields = new ArrayList<>();
        long smallest = 0;
        long largest = Long.MAX_VALUE;
        for (Object condition : conditions) {
            if (condition instanceof Map<?, ?> exact) {
                fields.add(PolicyCondition.of(exact));
            } else if (!(condition instanceof List<?> array)) {
                throw invalid("Invalid Condition: expected an object or a list.");
            } else if (isLengthRange(array)) {
                smallest = Math.max(smallest, PolicyCondition.number(array.get(1)));
                largest = Math.min(largest, PolicyCondition.number(array.get(2)));
            } else {
                fields.add(PolicyCondition.of(array));
            }
        }
        return new PostPolicy(expiration(policy), List.copyOf(fields), smallest, largest);
    }

    private static boolean isLengthRange(List<?> condition) {
        return condition.size() == 3 && "content-length-range".equals(condition.get(0));
    }

    private static @Nullable Object json(String base64) {
        if (base64.length() > MAX_CHARACTERS) {
            throw invalid("expected no more than " + MAX_CHARACTERS + " characters.");
        }
        String text;
        try {
            byte[] utf8 = Base64.getDecoder().decode(base64.strip());
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw invalid("expected UTF-8 text in base64.");
        }
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw invalid("Invalid JSON: " + e.getMessage() + ".");
        }
    }

    private static Instant expiration(Map<?, ?> policy) {
        if (policy.get("expiration") instanceof String text) {
            try {
                return DateTimeFormatter.ISO_INSTANT.parse(text, Instant::from);
            } catch (DateTimeParseException e) {
                throw invalid("expected an expiration like 2026-12-01T12:00:00.000Z but was " + text + ".");
            }
        }
        throw invalid("expected an expiration.");
    }

    /** Throws AccessDenied if the policy has expired. */
    public void checkTime(Instant now) {
        if (now.isAfter(expiration)) {
            throw violated("Policy expired.");
        }
    }

    /** Throws AccessDenied if a field is missing, or if a field or the bucket does not meet its condition. */
    public void checkFields(Form form, String bucket) {
        for (PolicyCondition condition : conditions) {
            String value = value(condition.field(), form, bucket);
            if (value == null || !condition.isMetBy(value)) {
                throw violated("Policy Condition failed: " + condition).ec(condition.ecOfFailure());
            }
        }
    }

    /** Returns the fields of the form that no condition names, in alphabetical order, but not those that the policy needs. */
    public List<String> freeFields(Form form) {
        return form.fields().asMap().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !OF_SIGNATURE.contains(name))
                .filter(name -> conditions.stream()
                        .noneMatch(condition -> condition.field().equals(name)))
                .toList();
    }

    private static @Nullable String value(String field, Form form, String bucket) {
        String value = field.equals("bucket") ? bucket : form.field(field);
        return value == null && field.equals("content-type") ? form.fileType() : value;
    }

    /** Throws AccessDenied unless there is a condition for each of these fields. */
    public void requireConditionsFor(List<String> fields) {
        for (String field : fields) {
            if (conditions.stream().noneMatch(condition -> condition.field().equals(field.toLowerCase(Locale.ROOT)))) {
                throw violated("Policy Condition missing: $" + field);
            }
        }
    }

    /** Throws EntityTooLarge if the file, or the part of it that has arrived, is larger than allowed. */
    public void checkLargest(long bytes) {
        if (bytes > largest) {
            throw OssErrorCode.ENTITY_TOO_LARGE
                    .error()
                    .with("MaxSizeAllowed", Long.toString(largest))
                    .with("ProposedSize", Long.toString(bytes));
        }
    }

    /** Throws EntityTooSmall if the whole file is smaller than allowed. */
    public void checkSmallest(long bytes) {
        if (bytes < smallest) {
            throw OssErrorCode.ENTITY_TOO_SMALL
                    .error()
                    .with("MinSizeAllowed", Long.toString(smallest))
                    .with("ProposedSize", Long.toString(bytes));
        }
    }

    static OssException invalid(String reason) {
        return OssErrorCode.INVALID_POLICY_DOCUMENT.error("Invalid Policy: " + reason);
    }

    private static OssException violated(String reason) {
        return OssErrorCode.ACCESS_DENIED.error("Invalid according to Policy: " + reason);
    }
}
