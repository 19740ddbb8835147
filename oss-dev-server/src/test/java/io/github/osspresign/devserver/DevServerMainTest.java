package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
                .contains("--port", "--region", "--bucket", "--access-key", "--secret-key", "--root", "--help")
                .doesNotContain("is ready");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--prot 1 | option: expected one of --port, --region, --bucket, --access-key, --secret-key,"
                        + " --root, --help but was --prot",
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

    @Test
    void aTakenPortIsAnErrorOfItsOwn() {
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThat(run("--port", Integer.toString(server.port()))).isEqualTo(1);
            assertThat(err.toString(UTF_8)).startsWith("cannot start on port " + server.port() + ": ");
        }
    }

    @Test
    void readsAllOptions() {
        CommandLine options = CommandLine.parse(
                "--port",
                "9001",
                "--region",
                "cn-beijing",
                "--bucket",
                "one",
                "--bucket",
                "two",
                "--access-key",
                "ak",
                "--secret-key",
                "sk",
                "--root",
                "dir");
        assertThat(options)
                .isEqualTo(
                        new CommandLine(9001, "cn-beijing", List.of("one", "two"), "ak", "sk", Path.of("dir"), false));
        assertThat(CommandLine.parse())
                .isEqualTo(new CommandLine(
                        9000,
                        "cn-hangzhou",
                        List.of("demo"),
                        "dev-access-key-id",
                        "dev-access-key-secret",
                        null,
                        false));
    }

    @Test
    void theBannerHoldsAllThatAFirstRequestNeeds() {
        try (OssDevServer server = OssDevServer.builder()
                .accessKey("ak", "top-secret")
                .bucket("demo")
                .start()) {
            String banner = Banner.of(server, "demo", Instant.now());
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
