// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.github.osspresign.camel.osspresigned.OssPresignedEndpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.URISupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Rules that Camel has for the kamelets of its catalogue, for each of our files. */
@SuppressWarnings("unchecked")
class KameletRulesTest {

    private static final String SUFFIX = ".kamelet.yaml";
    private static final Path FOLDER = Path.of("target/classes/kamelets");

    /** Placeholder of a property, with a question mark if it is optional. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([A-Za-z]+)}}");

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString().replace(SUFFIX, ""))
                    .sorted()
                    .toList();
        }
    }

    private static Map<String, Object> kamelet(String name) throws IOException {
        try (InputStream file = Files.newInputStream(FOLDER.resolve(name + SUFFIX))) {
            return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(file);
        }
    }

    private static Map<String, Object> at(Map<String, Object> map, String... path) {
        Map<String, Object> found = map;
        for (String key : path) {
            found = (Map<String, Object>) found.get(key);
        }
        return found;
    }

    private static Map<String, Map<String, Object>> properties(Map<String, Object> kamelet) {
        return (Map<String, Map<String, Object>>)
                at(kamelet, "spec", "definition").get("properties");
    }

    @ParameterizedTest
    @MethodSource("names")
    void nameIsThatOfTheFileAndEndsWithTheType(String name) throws IOException {
        Map<String, Object> metadata = at(kamelet(name), "metadata");
        assertThat(metadata).containsEntry("name", name);
        String type = (String) at(metadata, "labels").get("camel.apache.org/kamelet.type");
        assertThat(type).isIn("source", "sink", "action");
        assertThat(name).endsWith("-" + type);
    }

    @ParameterizedTest
    @MethodSource("names")
    void annotationsAreComplete(String name) throws IOException {
        Map<String, Object> annotations = at(kamelet(name), "metadata", "annotations");
        assertThat(annotations.get("camel.apache.org/kamelet.support.level")).isIn("Preview", "Stable");
        assertThat((String) annotations.get("camel.apache.org/kamelet.icon")).startsWith("data:image/svg+xml;base64,");
        assertThat(annotations)
                .containsKeys(
                        "camel.apache.org/provider",
                        "camel.apache.org/kamelet.group",
                        "camel.apache.org/kamelet.namespace");
        assertThat((String) annotations.get("camel.apache.org/catalog.version")).matches("\\d+\\.\\d+\\.\\d+.*");
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyPropertyIsDescribed(String name) throws IOException {
        Map<String, Object> definition = at(kamelet(name), "spec", "definition");
        assertThat(definition).containsKeys("title", "description", "type");
        properties(kamelet(name)).forEach((property, description) -> {
            assertThat(property).matches("[a-z][A-Za-z]*");
            assertThat(description).as(property).containsKeys("title", "description", "type");
            assertThat((String) description.get("description")).endsWith(".");
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void secretsAreMarked(String name) throws IOException {
        properties(kamelet(name)).forEach((property, description) -> {
            boolean secret = Set.of("accessKey", "secretKey", "sessionToken").contains(property);
            if (secret) {
                assertThat(description)
                        .as(property)
                        .containsEntry("format", "password")
                        .containsEntry("x-descriptors", List.of("urn:camel:group:credentials"));
            } else {
                assertThat(description).as(property).doesNotContainKey("format");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("names")
    void dependenciesNameTheComponentWithItsVersion(String name) throws IOException {
        assertThat((List<String>) at(kamelet(name), "spec").get("dependencies"))
                .contains("camel:kamelet")
                .anyMatch(dependency -> dependency.matches("mvn:io\\.github\\.osspresign:camel-oss-presign:\\d.*"));
    }

    /** A property without value and without default ends the start of the route, unless its placeholder is optional. */
    @ParameterizedTest
    @MethodSource("names")
    void placeholdersAreOptionalWhereThePropertyIs(String name) throws IOException {
        Map<String, Object> definition = at(kamelet(name), "spec", "definition");
        List<String> required = (List<String>) definition.getOrDefault("required", List.of());
        Matcher placeholder =
                PLACEHOLDER.matcher(at(kamelet(name), "spec", "template").toString());
        Set<String> used = placeholder.results().map(found -> found.group(2)).collect(Collectors.toSet());
        assertThat(used).isEqualTo(properties(kamelet(name)).keySet());

        placeholder.reset();
        while (placeholder.find()) {
            String property = placeholder.group(2);
            boolean hasValue = required.contains(property)
                    || properties(kamelet(name)).get(property).containsKey("default");
            assertThat(placeholder.group(1)).as(property).isEqualTo(hasValue ? "" : "?");
        }
    }

    /** A value reaches its option as written: no character of it is decoded, and none begins another option. */
    @ParameterizedTest
    @MethodSource("names")
    void valuesReachTheirOptionUnchanged(String name) throws Exception {
        for (String value : List.of("a+b.txt", "a&secretKey=x", "a%2e%2Fb", "a=b?c#d e", "(a)", "a))", "文件.txt")) {
            for (Map<String, Object> endpoint : endpoints(at(kamelet(name), "spec", "template"))) {
                Map<String, Object> options = (Map<String, Object>) endpoint.getOrDefault("parameters", Map.of());
                for (Map.Entry<String, Object> option : options.entrySet()) {
                    String written = String.valueOf(option.getValue());
                    if (PLACEHOLDER.matcher(written).find()) {
                        String query = option.getKey() + "="
                                + PLACEHOLDER.matcher(written).replaceAll(Matcher.quoteReplacement(value)) + "&last=1";
                        Map<String, Object> read = URISupport.parseQuery(query);
                        URISupport.resolveRawParameterValues(read);
                        assertThat(read).containsExactly(entry(option.getKey(), value), entry("last", "1"));
                    }
                }
            }
        }
    }

    private static List<Map<String, Object>> endpoints(Object template) {
        if (template instanceof List<?> steps) {
            return steps.stream().flatMap(step -> endpoints(step).stream()).toList();
        }
        if (!(template instanceof Map<?, ?> map)) {
            return List.of();
        }
        List<Map<String, Object>> inner = map.values().stream()
                .flatMap(value -> endpoints(value).stream())
                .toList();
        return map.containsKey("uri")
                ? Stream.concat(Stream.of((Map<String, Object>) map), inner.stream())
                        .toList()
                : inner;
    }

    /** The directory is a part of the path of a URI, where only {@code %} and {@code ?} have a meaning. */
    @ParameterizedTest
    @ValueSource(strings = {"a+b", "a&allowHttp=true", "(a)", "a))", "文件 a", "a=b"})
    void directoryIsUsedAsWritten(String directory) throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.start();
            String uri = "osspresigned:" + directory + "?fileExist=RAW(Fail)";
            assertThat(camel.getEndpoint(uri, OssPresignedEndpoint.class).getDirectory())
                    .isEqualTo(directory);
        }
    }
}
