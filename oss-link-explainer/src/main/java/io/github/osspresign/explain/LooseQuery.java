// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.syntax.QueryParameters;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Parameters of a URL, well-formed or not. If a name occurs twice, the first value counts. */
final class LooseQuery {

    /** Ends of the names of secrets, in all schemes and behind a mangled beginning. */
    private static final List<String> SECRET_NAMES = List.of("signature", "security-token");

    private static final Set<String> PUBLIC_NAMES = Set.of(
            "AWSAccessKeyId",
            "Expires",
            "OSSAccessKeyId",
            "X-Amz-Algorithm",
            "X-Amz-Credential",
            "X-Amz-Date",
            "X-Amz-Expires",
            "X-Amz-SignedHeaders",
            "x-oss-access-key-id",
            "x-oss-additional-headers",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-expires",
            "x-oss-signature-version");

    /** Parameters that describe what the link does. */
    private static final Set<String> DESCRIPTIVE_NAMES = Set.of(
            "partNumber",
            "symlink",
            "uploadId",
            "uploads",
            "versionId",
            "x-oss-process",
            "x-oss-request-payer",
            "x-oss-traffic-limit");

    /** A token under a mangled name is long, so shorter values of unknown parameters are shown. */
    private static final int SHORTEST_UNKNOWN_SECRET = 16;

    private final QueryParameters parameters;
    private final Map<String, String> values;

    LooseQuery(@Nullable String query) {
        this.parameters = QueryParameters.parseLeniently(query);
        this.values = parameters.decoded();
    }

    /** Returns the decoded value, {@code null} if it is missing or empty. */
    @Nullable String get(String name) {
        return parameters.get(name);
    }

    /** Returns the encoded value, empty if it is missing. */
    String raw(String name) {
        return parameters.encoded().getOrDefault(name, "");
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    boolean hasNameStartingWith(String lowerCaseStart) {
        return values.keySet().stream()
                .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith(lowerCaseStart));
    }

    /** Returns the name in another case, which OSS does not read. */
    Optional<String> inOtherCase(String name) {
        return values.keySet().stream()
                .filter(other -> !other.equals(name) && other.equalsIgnoreCase(name))
                .findFirst();
    }

    Map<String, String> values() {
        return values;
    }

    Map<String, String> rawValues() {
        return parameters.encoded();
    }

    Set<String> repeated() {
        return parameters.repeatedNames();
    }

    /** Returns the parameters that describe what the link does, with their decoded values. */
    Map<String, String> descriptive() {
        Map<String, String> descriptive = new LinkedHashMap<>(values);
        descriptive.keySet().removeIf(name -> !isDescriptive(name));
        return descriptive;
    }

    /** Returns signatures, tokens and values that can be one under a mangled name, encoded and decoded. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        values.forEach((name, value) -> {
            boolean unknown = !PUBLIC_NAMES.contains(name) && !isDescriptive(name);
            if (isSecret(name) || (unknown && value.length() >= SHORTEST_UNKNOWN_SECRET)) {
                secrets.add(value);
                secrets.add(value.replace(' ', '+'));
                secrets.add(raw(name));
            }
        });
        return secrets;
    }

    private static boolean isSecret(String name) {
        return SECRET_NAMES.stream().anyMatch(name.toLowerCase(Locale.ROOT)::endsWith);
    }

    private static boolean isDescriptive(String name) {
        return !isSecret(name)
                && (name.startsWith("response-") || name.startsWith("x-oss-ac-") || DESCRIPTIVE_NAMES.contains(name));
    }
}
