package io.github.osspresign.explain;

import io.github.osspresign.oss.PercentCoding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Parameters of a URL, well-formed or not. If a name occurs twice, the first value counts. */
final class LooseQuery {

    private static final Set<String> SECRET_NAMES = Set.of(
            "security-token",
            "signature",
            "x-amz-security-token",
            "x-amz-signature",
            "x-oss-security-token",
            "x-oss-signature");

    private static final Set<String> PUBLIC_NAMES = Set.of(
            "Expires",
            "OSSAccessKeyId",
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
            "uploads",
            "versionId",
            "x-oss-process",
            "x-oss-request-payer",
            "x-oss-traffic-limit");

    /** A token under a mangled name is long, so shorter values of unknown parameters are shown. */
    private static final int SHORTEST_UNKNOWN_SECRET = 16;

    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> rawValues = new LinkedHashMap<>();
    private final Set<String> repeated = new TreeSet<>();

    LooseQuery(@Nullable String query) {
        if (query == null) {
            return;
        }
        for (String parameter : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String rawValue = equals < 0 ? "" : parameter.substring(equals + 1);
            String name = PercentCoding.decodeParameterLeniently(equals < 0 ? parameter : parameter.substring(0, equals));
            if (parameter.isEmpty()) {
                continue;
            }
            if (values.putIfAbsent(name, PercentCoding.decodeParameterLeniently(rawValue)) != null) {
                repeated.add(name);
            }
            rawValues.putIfAbsent(name, rawValue);
        }
    }

    /** Returns the decoded value, {@code null} if it is missing or empty. */
    @Nullable String get(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** Returns the encoded value, empty if it is missing. */
    String raw(String name) {
        return rawValues.getOrDefault(name, "");
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
        return rawValues;
    }

    Set<String> repeated() {
        return repeated;
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
            if (SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT))
                    || (unknown && value.length() >= SHORTEST_UNKNOWN_SECRET)) {
                secrets.add(value);
                secrets.add(value.replace(' ', '+'));
                secrets.add(raw(name));
            }
        });
        return secrets;
    }

    private static boolean isDescriptive(String name) {
        return name.startsWith("response-") || name.startsWith("x-oss-ac-") || DESCRIPTIVE_NAMES.contains(name);
    }
}
