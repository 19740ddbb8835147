// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplainCommandTest {

    private static final Path PAGE = Path.of("..", "docs", "explain-link.md");
    private static final Map<String, String> WITH_SECRET = Map.of("OSS_ACCESS_KEY_SECRET", SampleLink.SECRET);
    private static final Map<String, String> NOTHING_SET = Map.of();

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @Test
    void exitCodeIs0ForAVerifiedLink() {
        assertThat(run(WITH_SECRET, "", SampleLink.url(HttpMethod.GET))).isZero();

        assertThat(printed.toString())
                .containsSubsequence(
                        "signature    V4",
                        "host         examplebucket.oss-cn-hangzhou.aliyuncs.com (public)",
                        "region       cn-hangzhou",
                        "object key   reports/Q1+2 summary.pdf",
                        "expires at   2026-03-01T13:00:00Z",
                        "fingerprint  ",
                        "HINT DEFAULT_DOMAIN_CLOSED",
                        "No error was found.",
                        "The signature matches the secret.");
    }

    @Test
    void exitCodeIs3IfTheSignatureWasNotChecked() {
        String forged = SampleLink.url(HttpMethod.GET).replaceFirst("signature=.{64}", "signature=" + "0".repeat(64));

        assertThat(run(NOTHING_SET, "", forged)).isEqualTo(3);

        assertThat(printed.toString())
                .contains(
                        "WARNING SIGNATURE_NOT_CHECKED",
                        "Provide the secret of the access key",
                        "No error was found, but the signature was not checked.")
                .doesNotContain("No problems");
    }

    @Test
    void exitCodeIs1ForABrokenLinkFromStandardInput() {
        String url = SampleLink.url(HttpMethod.GET).replace("%2B", "+");

        assertThat(run(NOTHING_SET, url + "\n", "-")).isEqualTo(1);
        assertThat(printed.toString())
                .contains("ERROR PLUS_IN_PATH\n  The object key 'reports/Q1+2 summary.pdf' contains an unencoded '+'");
    }

    @Test
    void usesMethodHeadersBucketRegionAndSecretOfTheCommandLine() {
        String url =
                SampleLink.url(HttpMethod.PUT).replace("examplebucket.oss-cn-hangzhou.aliyuncs.com", "img.example.com");

        String options = "--method=put --bucket examplebucket --secret-from-env THEIR_SECRET --header User-Agent=a=b"
                + " --region cn-hangzhou ";
        assertThat(run(Map.of("THEIR_SECRET", SampleLink.SECRET), "", (options + url).split(" ")))
                .isZero();
        assertThat(printed.toString()).contains("The signature matches the secret.");
    }

    @Test
    void usesTheTimeOfTheCommandLineAndTheLastOfRepeatedOptions() {
        String options = "--at 2026-03-02T13:00:00Z --method PUT --method GET ";
        assertThat(run(NOTHING_SET, "", (options + SampleLink.url(HttpMethod.GET)).split(" ")))
                .isEqualTo(1);
        assertThat(printed.toString())
                .contains("GET at 2026-03-02T13:00:00Z", "The link expired at 2026-03-01T13:00:00Z, 1 day ago");
    }

    @Test
    void showsTheExpectedStringToSignIfTheSecretIsWrong() {
        assertThat(run(Map.of("OSS_ACCESS_KEY_SECRET", "another-secret"), "", SampleLink.url(HttpMethod.GET)))
                .isEqualTo(1);
        assertThat(printed.toString())
                .containsSubsequence(
                        "ERROR SIGNATURE_MISMATCH",
                        "Expected canonical request:",
                        "  GET",
                        "  /examplebucket/reports/Q1%2B2%20summary.pdf",
                        "Expected string to sign:",
                        "  OSS4-HMAC-SHA256",
                        "  20260301T120000Z");
    }

    @Test
    void printsNeitherSecretNorSignature() {
        for (HttpMethod method : HttpMethod.values()) {
            String url = SampleLink.url(method);
            run(WITH_SECRET, "", url);

            assertThat(printed.toString())
                    .doesNotContain(SampleLink.SECRET, url.substring(url.indexOf("x-oss-signature=") + 16));
        }
    }

    @Test
    void printsNoControlCharacters() {
        run(NOTHING_SET, "https://h/%1B%5B31mred%0D\u001b[0m?a=\u0007", "-");

        assertThat(printed.toString().replace("\n", "").replace("\r", ""))
                .doesNotContainPattern("\\p{Cc}")
                .contains("\uFFFD[31mred");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--methd=GET https://h/",
                "--method=FETCH https://h/",
                "--at=noon https://h/",
                "--header=x https://h/",
                "--header==x https://h/",
                "--secret-from-env=NOT_SET https://h/",
                "https://h/ --bucket",
                "https://h/ https://h/"
            })
    void exitCodeIs2ForAnInvalidCommandLine(String commandLine) {
        assertThat(run(NOTHING_SET, "", commandLine.isEmpty() ? new String[0] : commandLine.split(" ")))
                .isEqualTo(2);
        assertThat(printed.toString()).isEmpty();
        assertThat(complained.toString()).endsWith("\nTry --help.\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/ URL",
                "--link=URL https://h/",
                "--method=URL https://h/",
                "--at=URL https://h/",
                "--secret-from-env=URL https://h/"
            })
    void errorInTheCommandLineDoesNotShowASignature(String commandLine) {
        String url = SampleLink.url(HttpMethod.GET);

        assertThat(run(NOTHING_SET, "", commandLine.replace("URL", url).split(" ")))
                .isEqualTo(2);
        assertThat(printed.toString() + complained.toString())
                .doesNotContain(url.substring(url.indexOf("x-oss-signature=") + 16));
    }

    @ParameterizedTest
    @CsvSource({
        "--help, 'Usage: oss-link-explainer,--secret-from-env=NAME,Default: GET.,Exit codes:,  3   '",
        "--version, 'oss-link-explainer '",
        "generate-completion, '--secret-from-env'',\"DELETE\",complete -F _complete_oss-link-explainer'"
    })
    void helpVersionAndCompletionArePrinted(String argument, String texts) {
        assertThat(run(NOTHING_SET, "", argument)).isZero();
        assertThat(printed.toString()).contains(texts.split(","));
    }

    /** {@code -Ddocs.update=true} writes the sample instead of comparing it. */
    @Test
    void sampleOnThePageIsTheOutputOfTheCommand() throws IOException {
        String url = SampleLink.url(HttpMethod.PUT).replace("%2B", "+");
        run(WITH_SECRET, url, "--at", "2026-03-01T14:30:00Z", "-");
        String sample = "<!-- begin sample -->\n```text\n" + printed.toString() + "```\n<!-- end sample -->";

        String page = Files.readString(PAGE);
        int begin = page.indexOf("<!-- begin sample -->");
        String end = "<!-- end sample -->";
        String current = page.substring(0, begin) + sample + page.substring(page.indexOf(end) + end.length());
        if (Boolean.getBoolean("docs.update")) {
            Files.writeString(PAGE, current);
        }

        assertThat(Files.readString(PAGE))
                .as("%s; -Ddocs.update=true updates it", PAGE)
                .isEqualTo(current);
    }

    private int run(Map<String, String> environment, String input, String... arguments) {
        return ExplainCommand.run(
                environment,
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintWriter(printed),
                new PrintWriter(complained),
                Instant.parse("2026-03-01T12:30:00Z"),
                arguments);
    }
}
