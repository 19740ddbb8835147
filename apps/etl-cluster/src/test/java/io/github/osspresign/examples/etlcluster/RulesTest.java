// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.github.osspresign.test.Promtool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the queries of the board, evaluated by Prometheus. ManifestIT compares them with the real meters. */
class RulesTest {

    private static final Path TESTS = Path.of("src", "test", "promql", "rules-test.yaml");
    private static final ObjectMapper MAPPER = new ObjectMapper(new YAMLFactory());

    @TempDir
    private Path folder;

    @Test
    void prometheusEvaluatesRulesAndQueriesAsExpected() throws Exception {
        JsonNode rules = deployed("alerts.yaml");
        // A test would have to repeat their texts.
        rules.findParents("annotations").forEach(rule -> ((ObjectNode) rule).remove("annotations"));
        MAPPER.writeValue(folder.resolve("alerts.yaml").toFile(), rules);
        Path tests = Files.copy(TESTS, folder.resolve(TESTS.getFileName()));
        Promtool.test(tests);
    }

    @Test
    void eachQueryOfTheBoardIsEvaluatedAndEachAlertIsSeenToFire() throws Exception {
        JsonNode tests = MAPPER.readTree(TESTS.toFile());
        assertThat(values(tests, "expr")).isEqualTo(values(deployed("grafana.json"), "expr"));

        Set<String> fired = new HashSet<>();
        for (JsonNode expectation : tests.findValues("alert_rule_test").stream()
                .flatMap(RulesTest::elements)
                .toList()) {
            if (!expectation.path("exp_alerts").isEmpty()) {
                fired.add(expectation.at("/alertname").textValue());
            }
        }
        assertThat(fired).isEqualTo(values(deployed("alerts.yaml"), "alert"));
    }

    private static JsonNode deployed(String name) throws IOException {
        return MAPPER.readTree(Path.of("deploy", name).toFile());
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static Set<String> values(JsonNode document, String field) {
        List<String> values = document.findValuesAsText(field);
        assertThat(values).isNotEmpty();
        return new HashSet<>(values);
    }
}
