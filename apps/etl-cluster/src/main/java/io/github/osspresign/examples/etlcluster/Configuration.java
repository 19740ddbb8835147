// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;
import org.jspecify.annotations.Nullable;

/** Configuration of the application. The resource {@code etl-cluster.properties} documents the properties. */
final class Configuration {

    private static final String DEFAULTS = "/etl-cluster.properties";
    private static final String KAFKA = "kafka.";
    private static final String CAMEL = "camel.";
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|directory|file):[^}]*}");

    private final Map<String, String> values;

    private Configuration(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a configuration.
     *
     * @param file file that replaces defaults, {@code null} for none
     * @throws IllegalArgumentException if a property is unknown, or a secret is missing
     */
    static Configuration read(@Nullable Path file) throws IOException {
        Properties properties = new Properties();
        if (file != null) {
            if (!Files.isReadable(file)) {
                throw new IllegalArgumentException(file + ": cannot be read");
            }
            try (Reader reader = Files.newBufferedReader(file, UTF_8)) {
                properties.load(reader);
            }
        }
        return of(properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty)));
    }

    /** Returns the configuration with some values in place of their defaults. */
    static Configuration of(Map<String, String> replaced) throws IOException {
        Properties defaults = new Properties();
        try (InputStream in = Objects.requireNonNull(Configuration.class.getResourceAsStream(DEFAULTS))) {
            defaults.load(new InputStreamReader(in, UTF_8));
        }
        Set<String> known = defaults.stringPropertyNames();
        Map<String, String> values = new HashMap<>();
        known.forEach(name -> values.put(name, defaults.getProperty(name)));
        replaced.forEach((name, value) -> {
            if (!known.contains(name) && !name.startsWith(KAFKA) && !name.startsWith(CAMEL)) {
                throw new IllegalArgumentException(name + ": is no property of etl-cluster");
            }
            values.put(name, value);
        });
        return new Configuration(resolve(values));
    }

    private static Map<String, String> resolve(Map<String, String> values) {
        Map<String, ConfigProvider> providers = Map.of(
                "env", new EnvVarConfigProvider(),
                "directory", new DirectoryConfigProvider(),
                "file", new FileConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
        Map<String, String> resolved =
                new ConfigTransformer(providers).transform(values).data();
        values.forEach((name, value) -> {
            Matcher missing = REFERENCE.matcher(resolved.getOrDefault(name, value));
            if (missing.find()) {
                throw new IllegalArgumentException(name + ": " + missing.group() + " does not exist");
            }
        });
        return resolved;
    }

    /** Returns the value of a property, {@code null} if it is empty. */
    @Nullable String find(String name) {
        String value = values.getOrDefault(name, "");
        return value.isEmpty() ? null : value;
    }

    /** @throws IllegalArgumentException if the property is empty */
    String get(String name) {
        String value = find(name);
        if (value == null) {
            throw new IllegalArgumentException(name + ": is missing");
        }
        return value;
    }

    /** @throws IllegalArgumentException if the property is no positive number */
    int number(String name) {
        String value = get(name);
        if (!value.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(name + ": must be 1 to 999999999, was " + value);
        }
        return Integer.parseInt(value);
    }

    /** @throws IllegalArgumentException if the property is no duration with a unit */
    Duration duration(String name) {
        String value = get(name);
        try {
            return Duration.parse("PT" + value);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(name + ": must be a number with the unit s, m or h, was " + value, e);
        }
    }

    /**
     * Returns the properties of a client of Kafka.
     *
     * @param fixed properties that this client needs
     */
    Map<String, Object> kafka(Map<String, Object> fixed) {
        get("kafka.bootstrap.servers");
        Map<String, Object> kafka = new HashMap<>();
        kafka.put("client.id", "worker-" + ProcessHandle.current().pid());
        withPrefix(KAFKA).forEach((name, value) -> kafka.put(name.substring(KAFKA.length()), value));
        kafka.putAll(fixed);
        return kafka;
    }

    /** Returns the properties of Camel. */
    Map<String, String> camel() {
        return withPrefix(CAMEL);
    }

    /** Returns the properties that are not empty. */
    private Map<String, String> withPrefix(String prefix) {
        return values.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith(prefix) && !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
