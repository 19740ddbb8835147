// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/Advisories.java} finds the libraries that a listed advisory affects, and pages name such a library with its advisory. */
class AdvisoriesTest {

    private static final Repository REPOSITORY = Repository.here();
    private static final String LIST = ".ci/advisories";
    private static final Pattern POM = Pattern.compile("(?s)```xml\n(.*?)```");
    private static final Pattern CAMEL =
            Pattern.compile("(?s)<artifactId>camel-(?:spring-boot-)?bom</artifactId>.*?<version>([^<]+)<");

    private static final Pattern AFFECTED = Pattern.compile("com\\.example:parser:(\\S+) is affected by CVE-2026-1: ");

    @TempDir
    private static Path classes;

    @TempDir
    private Path folder;

    private record Result(int status, String output) {}

    /** Once for all tests: as a single source file, java compiles it at each start. */
    @BeforeAll
    static void compile() {
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-d",
                                classes.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                REPOSITORY.file(".ci/Advisories.java").toString()))
                .isZero();
    }

    private static Result check(Path list, String... libraries) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classes + File.pathSeparator + System.getProperty("java.class.path"),
                "Advisories",
                list.toString()));
        command.addAll(List.of(libraries));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Result(process.exitValue(), output);
    }

    private Path list(String... ranges) throws IOException {
        StringBuilder list = new StringBuilder("# a comment\n\n");
        for (String range : ranges) {
            list.append("com.example:parser | ")
                    .append(range)
                    .append(" | CVE-2026-1 | https://example.com/1 | 2026-11-29\n");
        }
        return Files.writeString(folder.resolve("advisories"), list);
    }

    @Test
    void comparesVersionsOfArgumentsAndBillsOfMaterialsAsMavenDoes() throws Exception {
        Path bill = Files.writeString(folder.resolve("bill-cyclonedx.xml"), """
            <bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components>
              <component type="library"><group>com.example</group><name>parser</name><version>1.3</version></component>
              <component type="library"><group>com.example</group><name>printer</name><version>1.1</version></component>
            </components></bom>
            """);
        Path list = list("(,2.18.9),[2.19.0,2.21.5)", "[5.5-alpha1,5.5-beta1]");
        List<String> affected =
                List.of("1.3", "1", "2.9.0", "2.18.8", "2.19.0", "2.21.4", "2.21.5-rc1", "5.5-alpha2", "5.5-beta1");
        List<String> safe = List.of("2.18.9", "2.18.10", "2.21.5", "2.21.10", "5.4", "5.5-beta2", "5.5");

        Result result = check(
                list,
                Stream.concat(
                                Stream.of(bill.toString()),
                                // The first one is in the bill.
                                Stream.concat(affected.stream().skip(1), safe.stream())
                                        .map("com.example:parser:"::concat))
                        .toArray(String[]::new));

        assertThat(AFFECTED.matcher(result.output()).results().map(match -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(affected);
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void refusesVersionWithoutBrackets() throws Exception {
        Result result = check(list("1.2"), "com.example:parser:1.2");

        assertThat(result.output()).contains("A range has brackets: com.example:parser | 1.2 |");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void acceptedAdvisoryOfThatVersionDoesNotFail() throws Exception {
        String accepted = accepted("com.example:parser:1.3 | CVE-2026-1 | it parses our own files");

        assertThat(check(list("[1.0,1.9)"), accepted, "com.example:parser:1.3").status())
                .isZero();
        Result other = check(list("[1.0,1.9)"), accepted, "com.example:parser:1.3", "com.example:parser:1.4");
        assertThat(other.output()).contains("com.example:parser:1.4 is affected by CVE-2026-1: ", " 1 affected");
        assertThat(other.status()).isEqualTo(1);
    }

    @Test
    void acceptanceWithoutItsLibraryFails() throws Exception {
        String accepted = accepted("com.example:parser:1.3 | CVE-2026-1 | it parses our own files");

        Result result = check(list("[1.0,1.9)"), accepted, "com.example:parser:1.9");

        assertThat(result.output()).contains("com.example:parser:1.3: no library of that version is affected");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void acceptanceWithoutReasonFails() throws Exception {
        Result result = check(list("[1.0,1.9)"), accepted("com.example:parser:1.3 | CVE-2026-1 |"));

        assertThat(result.output()).contains("Library with version, advisory and reason are needed");
        assertThat(result.status()).isEqualTo(1);
    }

    private String accepted(String line) throws IOException {
        return "--accepted=" + Files.writeString(folder.resolve("accepted"), "# a comment\n" + line + "\n");
    }

    @Test
    void pomOnPageWithAffectedCamelNamesTheAdvisory() throws Exception {
        Map<String, List<String>> silent = new TreeMap<>();
        for (Path page : REPOSITORY.pages()) {
            for (MatchResult block :
                    POM.matcher(Files.readString(page)).results().toList()) {
                if (!block.group(1).contains("CVE-")) {
                    CAMEL.matcher(block.group(1))
                            .results()
                            .forEach(camel -> silent.computeIfAbsent(
                                            "org.apache.camel:camel-mail:" + camel.group(1),
                                            version -> new ArrayList<>())
                                    .add(page.toString()));
                }
            }
        }

        Result result = check(REPOSITORY.file(LIST), silent.keySet().toArray(String[]::new));

        assertThat(result.output()).as("%s", silent).endsWith(" 0 affected\n");
        assertThat(result.status()).isZero();
    }
}
