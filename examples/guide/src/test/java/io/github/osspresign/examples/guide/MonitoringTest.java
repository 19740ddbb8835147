// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.Promtool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The properties for Prometheus, the alert rules and the board. */
@Timeout(120)
class MonitoringTest {

    private static final Path DOCS = Path.of(System.getProperty("guide.root"), "docs", "monitoring");
    private static final Path TESTS =
            Path.of(System.getProperty("guide.root"), "examples", "guide", "src", "test", "promql", "rules-test.yaml");

    @AutoClose
    private final DocsServer server = new DocsServer();

    @Test
    void metersOfRulesAndBoardAreThoseThatPrometheusReads() throws Exception {
        int port = FreePort.find();
        Properties properties = new Properties();
        try (InputStream file =
                Objects.requireNonNull(getClass().getResourceAsStream("/guide/prometheus.properties"))) {
            properties.load(file);
        }
        properties.forEach((name, value) -> server.property((String) name, (String) value));
        server.property("camel.management.port", String.valueOf(port))
                .property("camel.component.presign.allowed-key-prefixes", "share/")
                .start(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:share")
                                .to("presign:my-bucket")
                                .to("osspresigned:inbox?maxAttempts=2&backoffInitial=1ms");
                    }
                });
        server.oss.putObject(DocsServer.BUCKET, "share/a.txt", "content".getBytes(UTF_8));

        server.send("direct:share", "", Map.of("CamelPresignObjectKey", "secret.txt"));
        server.oss.inject(new Fault.WrongCrc64());
        server.send("direct:share", "", Map.of("CamelPresignObjectKey", "share/a.txt"));

        Set<String> meters = Http.get("http://127.0.0.1:" + port + "/observe/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
        assertThat(meters).containsAll(queriedMeters());
    }

    /** Returns the meters in the queries of the board and of the rules. */
    private static Set<String> queriedMeters() throws IOException {
        Pattern meter = Pattern.compile("(?:osspresigned|presign)_[a-z_]+");
        Set<String> meters = new HashSet<>();
        Stream.concat(values(board(), "expr").stream(), values(yaml(DOCS.resolve("alerts.yaml")), "expr").stream())
                .forEach(query -> meter.matcher(query).results().forEach(found -> meters.add(found.group())));
        assertThat(meters).hasSizeGreaterThan(10);
        return meters;
    }

    @Test
    void prometheusEvaluatesRulesAndQueriesAsExpected(@TempDir Path folder) throws Exception {
        // A test would have to repeat the texts of annotations.
        String rules = Files.readString(DOCS.resolve("alerts.yaml")).replaceAll("(?m)^ +annotations:\\R.*\\R", "");
        Files.writeString(folder.resolve("alerts.yaml"), rules);
        Path tests = Files.copy(TESTS, folder.resolve("rules-test.yaml"));
        Promtool.test(tests);
    }

    @Test
    void eachQueryOfTheBoardIsEvaluatedAndEachAlertIsSeenToFire() throws IOException {
        Object tests = yaml(TESTS);
        assertThat(values(tests, "expr")).isEqualTo(values(board(), "expr"));

        assertThat(firing(tests)).isEqualTo(values(yaml(DOCS.resolve("alerts.yaml")), "alert"));
    }

    private static Set<String> firing(Object json) {
        Set<String> names = new HashSet<>();
        if (json instanceof Map<?, ?> map) {
            if (map.get("exp_alerts") instanceof List<?> alerts && !alerts.isEmpty()) {
                names.add((String) map.get("alertname"));
            }
            map.values().forEach(child -> names.addAll(firing(child)));
        } else if (json instanceof List<?> list) {
            list.forEach(child -> names.addAll(firing(child)));
        }
        return names;
    }

    private static Object board() throws IOException {
        return Jsoner.deserialize(Files.readString(DOCS.resolve("grafana.json")), new JsonObject());
    }

    private static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }

    /** Returns all texts of this name, at any depth. */
    private static Set<String> values(Object json, String name) {
        Set<String> values = new HashSet<>();
        if (json instanceof Map<?, ?> map) {
            if (map.get(name) instanceof String text) {
                values.add(text);
            }
            map.values().forEach(child -> values.addAll(values(child, name)));
        } else if (json instanceof List<?> list) {
            list.forEach(child -> values.addAll(values(child, name)));
        }
        return values;
    }
}
