package io.github.osspresign.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The parameters of a URL, well written or not; of a name given twice the first value counts. */
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

    /** What the link does; shown to its user. */
    private static final Set<String> TELLING_NAMES = Set.of(
            "partNumber",
            "symlink",
            "uploads",
            "versionId",
            "x-oss-process",
            "x-oss-request-payer",
            "x-oss-traffic-limit");

    /** A token under a mangled name is long; shorter values of unknown parameters are left readable. */
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
            String name = LooseDecoding.parameter(equals < 0 ? parameter : parameter.substring(0, equals));
            if (parameter.isEmpty()) {
                continue;
            }
            if (values.putIfAbsent(name, LooseDecoding.parameter(rawValue)) != null) {
                repeated.add(name);
            }
            rawValues.putIfAbsent(name, rawValue);
        }
    }

    /** The decoded value, {@code null} where there is none or it is empty. */
    @Nullable String get(String name) {
        String value = values.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The value as it stands in the URL, empty where there is none. */
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

    /** A parameter of that name in another case, which the service does not read. */
    Optional<String> otherSpelling(String name) {
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

    /** The parameters that say what the link does, with their decoded values. */
    Map<String, String> telling() {
        Map<String, String> telling = new LinkedHashMap<>(values);
        telling.keySet().removeIf(name -> !isTelling(name));
        return telling;
    }

    /** Signatures, tokens and what may be one under a mangled name, as they stand in the URL and decoded. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>();
        values.forEach((name, value) -> {
            boolean unknown = !PUBLIC_NAMES.contains(name) && !isTelling(name);
            if (SECRET_NAMES.contains(name.toLowerCase(Locale.ROOT))
                    || (unknown && value.length() >= SHORTEST_UNKNOWN_SECRET)) {
                secrets.add(value);
                secrets.add(value.replace(' ', '+'));
                secrets.add(raw(name));
            }
        });
        return secrets;
    }

    private static boolean isTelling(String name) {
        return name.startsWith("response-") || name.startsWith("x-oss-ac-") || TELLING_NAMES.contains(name);
    }
}
