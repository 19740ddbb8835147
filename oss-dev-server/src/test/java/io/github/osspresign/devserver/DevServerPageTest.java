// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.dispatch.OperationTable;
import io.github.osspresign.devserver.rules.ServiceRules;
import io.github.osspresign.devserver.store.MemoryObjectStore;
import io.github.osspresign.devserver.store.ObjectStore;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The table of operations is complete, each test that it names exists, and the page about the clients says the same. */
class DevServerPageTest {

    private static final Path PAGE = Path.of("..", "docs", "oss-dev-server.md");
    private static final Path TABLE = Path.of("src", "test", "resources", "operations.txt");
    private static final String PACKAGE = DevServerPageTest.class.getPackageName();
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w+) \\| `(.*)` \\| (.*) \\| (.*) \\| (.*) \\|$");
    private static final Pattern TEST = Pattern.compile("`([\\w.-]+)#(\\w+)`");
    private static final String SHOWN = "(`[\\w.-]+#\\w+`(, `[\\w.-]+#\\w+`)*|not offered by the client)";

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(TABLE)).results().toList();
    }

    /** Returns what a client offers: both, plain, presigned or a dash. */
    private static String offered(String cell) {
        String[] forms = cell.split("<br>", -1);
        boolean isPlain = forms[0].contains("#");
        boolean isPresigned = forms[1].contains("#");
        return isPlain ? isPresigned ? "both" : "plain" : isPresigned ? "presigned" : "–";
    }

    @Test
    void pageListsTheOperationsOfEachClient() throws IOException {
        Map<String, List<String>> operationsByClients = rows().stream()
                .collect(Collectors.groupingBy(
                        row -> offered(row.group(3)) + " | " + offered(row.group(4)) + " | " + offered(row.group(5)),
                        LinkedHashMap::new,
                        Collectors.mapping(row -> row.group(1), Collectors.toList())));

        assertThat(Files.readString(PAGE).lines())
                .containsSubsequence(operationsByClients.entrySet().stream()
                        .map(row -> "| " + String.join(", ", row.getValue()) + " | " + row.getKey() + " |")
                        .toList());
    }

    @Test
    void pageListsVersionAndCallsOfEachClient() throws IOException {
        String pom = Files.readString(Path.of("..", "pom.xml"));
        String node = Files.readString(Path.of("src", "test", "node", "package.json"));
        assertThat(Files.readString(PAGE).lines())
                .anyMatch(startsWith("SDK for Java V2", found(pom, "<oss.sdk.v2.version>(.*)<"), 3))
                .anyMatch(startsWith("SDK for Java V1", found(pom, "<oss.sdk.v1.version>(.*)<"), 4))
                .anyMatch(startsWith("Node", found(node, "\"ali-oss\": \"(.*)\""), 5));
    }

    /** Matches the row of a client with its version and the numbers of calls in a column of the table. */
    private static Predicate<String> startsWith(String client, String version, int column) throws IOException {
        List<String> offered =
                rows().stream().map(row -> offered(row.group(column))).toList();
        long plain = offered.stream().filter(Set.of("both", "plain")::contains).count();
        long presigned =
                offered.stream().filter(Set.of("both", "presigned")::contains).count();
        return line -> line.startsWith("| " + client + ", ")
                && line.contains("` | " + version + " | " + plain + " plain, " + presigned + " presigned | ");
    }

    private static String found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("no version");
    }

    @Test
    void pageNamesNoTests() throws IOException {
        assertThat(Files.readString(PAGE)).doesNotContain("Test", ".java", "operations.txt");
    }

    @Test
    void everyOperationOfTheServerHasARow() throws Exception {
        ObjectStore store = new MemoryObjectStore((bucket, version, now) -> {});
        ServiceRules rules = ServiceRules.defaults("cn-hangzhou");
        Set<String> calls = new OperationTable(store, rules).requests();
        assertThat(calls).isNotEmpty();
        assertThat(rows().stream().map(row -> row.group(2))).containsExactlyInAnyOrderElementsOf(calls);
    }

    @Test
    void everyRowNamesPlainAndPresignedTestsOfEachClient() throws Exception {
        for (MatchResult row : rows()) {
            for (int column = 3; column <= 5; column++) {
                assertThat(row.group(column)).matches("plain " + SHOWN + "<br>presigned " + SHOWN);
            }
        }
    }

    @Test
    void everyNamedTestExists() throws Exception {
        List<String> scripted = NodeProject.operationNames();
        List<MatchResult> named =
                TEST.matcher(Files.readString(TABLE)).results().toList();
        assertThat(named).hasSizeGreaterThan(50);
        for (MatchResult test : named) {
            List<String> existing = test.group(1).equals("ali-oss.js") ? scripted : testsOf(test.group(1));
            assertThat(existing).as(test.group(1)).contains(test.group(2));
        }
    }

    private static List<String> testsOf(String type) throws ClassNotFoundException {
        return Arrays.stream(Class.forName(PACKAGE + "." + type).getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .toList();
    }
}
