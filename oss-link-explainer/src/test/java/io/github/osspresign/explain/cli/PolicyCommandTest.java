// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The command {@code policy} prints policies in the syntax of RAM. */
class PolicyCommandTest {

    private static final Path PAGE = Path.of("..", "docs", "permissions.md");

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    private int run(String... arguments) {
        return ExplainCommand.run(
                Map.of(),
                InputStream.nullInputStream(),
                new PrintWriter(printed),
                new PrintWriter(complained),
                Instant.EPOCH,
                arguments);
    }

    @ParameterizedTest
    @EnumSource
    void policyOfATaskHasItsActionsOnly(LinkTask task) throws Exception {
        assertThat(run("policy", "--bucket", "my-bucket", "--prefix", "share/", task.toString()))
                .as("%s", complained)
                .isZero();

        JsonNode policy = new ObjectMapper().readTree(printed.toString());
        assertThat(policy.get("Version").asText()).isEqualTo("1");
        assertThat(policy.get("Statement")).hasSize(1);
        JsonNode statement = policy.get("Statement").get(0);
        assertThat(statement.get("Effect").asText()).isEqualTo("Allow");
        assertThat(statement.get("Action"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(task.actions())
                .allMatch(action -> action.matches("oss:[A-Z][A-Za-z]+"));
        assertThat(statement.get("Resource"))
                .extracting(JsonNode::asText)
                .containsExactly("acs:oss:*:*:my-bucket" + (task.isOfBucket() ? "" : "/share/*"));
        assertThat(statement.at("/Condition/StringLike/oss:Prefix/0").asText())
                .isEqualTo(task.isOfBucket() ? "share/*" : "");
    }

    @Test
    void allTasksMakeOneStatementForObjectsAndOneForTheBucket() throws Exception {
        run("policy", "--bucket", "my-bucket", "download", "UPLOAD", "delete", "list", "upload");

        JsonNode policy = new ObjectMapper().readTree(printed.toString());
        assertThat(policy.get("Statement")).hasSize(2);
        assertThat(policy.at("/Statement/0/Action"))
                .extracting(JsonNode::asText)
                .containsExactly("oss:DeleteObject", "oss:GetObject", "oss:PutObject");
        assertThat(policy.at("/Statement/0/Resource/0").asText()).isEqualTo("acs:oss:*:*:my-bucket/*");
        assertThat(policy.at("/Statement/1").has("Condition")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "policy --bucket my-bucket | TASK: must be one or several of download,",
                "policy download | --bucket: must be the name of a bucket, was ''",
                "policy --bucket My_Bucket download | --bucket: must be the name of a bucket",
                "policy --bucket my-bucket --prefix a* download | --prefix: must not contain *",
                "policy --bucket my-bucket read | must be one of download, download-version, upload, multipart, form,"
                        + " delete, list, was read"
            })
    void wrongArgumentsAreRefused(String arguments, String message) {
        assertThat(run(arguments.split(" "))).isEqualTo(2);
        assertThat(complained.toString()).contains(message);
    }

    @Test
    void helpAndCompletionNameEachTask() {
        assertThat(run("policy", "--help")).isZero();
        run("generate-completion");
        assertThat(printed.toString().replaceAll("\\s+", " "))
                .contains("download, download-version, upload, multipart, form, delete, list.")
                .contains("(\"download\" \"download-version\" \"upload\" \"multipart\" \"form\" \"delete\" \"list\")");
    }

    /** {@code -Ddocs.update=true} writes the sample instead of comparing it. */
    @Test
    void pageHasTheActionsOfEachTaskAndAPrintedPolicy() throws Exception {
        run("policy", "--bucket", "my-bucket", "--prefix", "share/", "download", "list");
        String page = Files.readString(PAGE, UTF_8);
        String begin = "```json\n";
        String end = "```\n<!-- end sample -->";
        String current = page.substring(0, page.indexOf(begin) + begin.length())
                + printed.toString().replace(System.lineSeparator(), "\n")
                + page.substring(page.indexOf(end));
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE)).as("-Ddocs.update=true updates it").isEqualTo(current);
        assertThat(Arrays.stream(LinkTask.values())
                        .map(task -> "| `" + task.toString() + "` | `" + String.join("`, `", task.actions()) + "` | "
                                + (task.isOfBucket() ? "bucket" : "objects") + " |\n")
                        .collect(Collectors.toList()))
                .allSatisfy(row -> assertThat(page).contains(row));
    }
}
