package io.github.osspresign.devserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.rules.Assumption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line: its options, and what it says when one is wrong. */
class DevServerMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return DevServerMain.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }

    @Test
    void helpNamesEveryOptionAndStartsNothing() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8))
                .contains(Arrays.stream(Option.values()).map(Option::toString).toArray(String[]::new))
                .contains(
                        Arrays.stream(Assumption.values()).map(Assumption::name).toArray(String[]::new))
                .contains("(default 9000)", "(default 127.0.0.1)", "IF_RANGE_IS_HONOURED=false")
                .doesNotContain("is ready");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--bind example.com | --bind: expected an IP address but was example.com",
                "--bind 999.1 | --bind: expected an IP address but was 999.1",
                "--admin-port x | --admin-port: expected a number but was x",
                "--admin-port 70000 | adminPort: expected 0 to 65535 but was 70000",
                "--access-log yes | --access-log: expected true or false but was yes",
                "--clock-offset 10m | --clock-offset: expected a duration like -PT10M"
                        + " or an instant like 2026-03-10T12:00:00Z but was 10m",
                "--custom-domain a.example.com | --custom-domain: expected HOST=BUCKET but was a.example.com",
                "--certificate-out f.pem | --certificate-out: expected nothing without --tls but was f.pem",
                "--sts-token CONFIDENTIAL:x | --sts-token: expected ID:SECRET:TOKEN or ID:SECRET:TOKEN:LIFETIME"
                        + " but was a text with 1 colons",
                "--sts-token a:b:c:CONFIDENTIAL | --sts-token: expected a LIFETIME like PT1H but was another text",
                "--port | --port: expected a value but there is none",
                "--port many | --port: expected a number but was many",
                "--port 70000 | port: expected 0 to 65535 but was 70000",
                "--region oss-cn-beijing | region: expected a region id without the prefix oss-, like cn-hangzhou"
                        + " but was oss-cn-beijing",
                "--bucket X | bucket: expected 3 to 63 lower-case letters, digits and hyphens,"
                        + " with a letter or digit at both ends but was X",
            })
    void aWrongOptionIsNamedWithItsValueAndWhatIsAllowed(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .isEqualTo(message + System.lineSeparator() + "Try --help." + System.lineSeparator());
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "port"})
    void anUnknownOptionIsAnsweredWithAllThatThereAre(String unknown) {
        assertThat(run(unknown, "1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains("--port, --bind, --region", ", --help but was " + unknown);
    }

    @Test
    void aTakenPortIsAnErrorOfItsOwn() {
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThat(run("--port", Integer.toString(server.port()))).isEqualTo(1);
            assertThat(err.toString(UTF_8)).startsWith("cannot start on port " + server.port() + ": ");
        }
    }

    @Test
    void theBannerHoldsAllThatAFirstRequestNeeds() {
        try (OssDevServer server = OssDevServer.builder()
                .accessKey("ak", "top-secret")
                .bucket("demo")
                .start()) {
            String banner = StartupMessage.of(server, "demo", null, Instant.now());
            assertThat(banner)
                    .contains(server.endpoint().toString(), "cn-hangzhou", "demo", "ak")
                    .doesNotContain("top-secret");
            String url = banner.replaceFirst("(?s).*'(http[^']*)'.*", "$1");
            assertThat(Http.put(URI.create(url), "hello".getBytes(UTF_8)).status())
                    .isEqualTo(200);
            assertThat(server.objectBytes("demo", "hello.txt")).isEqualTo("hello".getBytes(UTF_8));
        }
    }
}
