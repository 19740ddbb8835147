// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.ChildProcess;
import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.SignedUrl;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Effects of each option, on the command line and in an option file. */
class ServerCommandTest {

    @TempDir
    private Path directory;

    private static OssDevServer start(String... arguments) {
        return parse(arguments).toBuilder().start();
    }

    private static ServerCommand parse(String... arguments) {
        CommandLine command = DevServerMain.commandLine(System.out, System.err);
        command.parseArgs(OptionFile.expand(command, arguments));
        return command.getCommand();
    }

    private String config(String... lines) throws Exception {
        return Files.write(directory.resolve("server.properties"), List.of(lines))
                .toString();
    }

    private static int get(SignedUrl url) {
        return Http.get(url.v4()).status();
    }

    private static boolean hasBucket(OssDevServer server, String bucket) {
        return get(SignedUrl.of(server, "GET", bucket, "k")) == 404
                && !SignedUrl.of(server, "GET", bucket, "k")
                        .send()
                        .element("Code")
                        .equals("NoSuchBucket");
    }

    @Test
    void defaultsAreDemoBucketAndDefaultKey() {
        try (OssDevServer server = start("--port", "0")) {
            assertThat(server.endpoint()).hasToString("http://127.0.0.1:" + server.port());
            assertThat(server.region()).isEqualTo("cn-hangzhou");
            assertThat(hasBucket(server, "demo")).isTrue();
            assertThatThrownBy(server::adminEndpoint).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void optionsConfigureServer() {
        try (OssDevServer server = start(
                "--port",
                "0",
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
                directory.toString(),
                "--tls",
                "--admin-port",
                "0",
                "--custom-domain",
                "img.example.com=one",
                "--base-host",
                "oss.localhost")) {
            assertThat(server.endpoint().getScheme()).isEqualTo("https");
            assertThat(server.region()).isEqualTo("cn-beijing");
            assertThat(server.accessKeyId()).isEqualTo("ak");
            assertThat(server.accessKeySecret()).isEqualTo("sk");
            assertThat(directory.resolve("one")).isDirectory();
            assertThat(directory.resolve("two")).isDirectory();
            assertThat(directory.resolve("demo")).doesNotExist();
            assertThat(server.certificate().toString()).contains("img.example.com", "one.oss.localhost");
            Http.get(URI.create(server.adminEndpoint() + "/faults")).assertStatus(200);
        }
    }

    @Test
    void startupMessageSaysWhereObjectsAre() {
        assertThat(parse().objects()).isEqualTo("in memory (--root DIRECTORY keeps them)");
        assertThat(parse("--root", "objects").objects()).isEqualTo("in the directory objects");
        assertThat(parse("--discard-content").objects()).isEqualTo("sizes and checksums in memory, without content");
    }

    @Test
    void everyAccessKeyNeedsSecret() {
        try (OssDevServer server = start(
                "--port",
                "0",
                "--access-key",
                "one",
                "--secret-key",
                "s1",
                "--access-key",
                "two",
                "--secret-key",
                "s2")) {
            assertThat(server.accessKeyId()).isEqualTo("one");
            SignedUrl.of(server, "GET", "demo", "")
                    .accessKey("two", "s2")
                    .send()
                    .assertStatus(200);
        }
        assertThatThrownBy(() -> start("--access-key", "one", "--access-key", "two", "--secret-key", "s1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--secret-key: must be given once for each of 2 access keys, was given 1 times");
    }

    @Test
    void commandLineOverridesOptionFile() throws Exception {
        String file = config(
                "# a comment",
                "port = 1",
                "region=cn-beijing",
                "bucket=one, two",
                "access-key=ak",
                "secret-key=ключ",
                "tls=true",
                "access-log=false",
                "sts-token.2=STS.b:secret-b:token-b",
                "sts-token.10=STS.c:secret-c:token-c",
                "sts-token.1=STS.a:secret-a:token-a",
                "assume.1=PUT_OF_OWN_BUCKET_IS_200=false");
        try (OssDevServer server = start("--port", "0", "--config", file, "--region", "cn-shanghai")) {
            assertThat(server.endpoint().getScheme()).isEqualTo("https");
            assertThat(server.region()).isEqualTo("cn-shanghai");
            assertThat(server.accessKeySecret()).isEqualTo("ключ");
        }
        assertThat(OptionFile.expand(DevServerMain.commandLine(System.out, System.err), "--config", file))
                .doesNotContain("--port=0")
                .containsSubsequence("--bucket=one", "--bucket=two")
                .containsSubsequence(
                        "--sts-token=STS.a:secret-a:token-a",
                        "--sts-token=STS.b:secret-b:token-b",
                        "--sts-token=STS.c:secret-c:token-c")
                .contains("--tls", "--access-log=false");
        try (OssDevServer server = start("--port", "0", "--config", config("bucket=one"), "--bucket", "two")) {
            assertThat(hasBucket(server, "one")).isFalse();
            assertThat(hasBucket(server, "two")).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prot=1 | but neither config nor help, was prot",
                "--port=1 | but neither config nor help, was --port",
                "config=x | but neither config nor help, was config",
                "port.1=1 | must be port without a number, was port.1",
                "port=many | Invalid value for option '--port': 'many' is not an int",
                "tls=yes | --tls must be true or false, was yes",
                "bucket=a,B | bucket: must be 3 to 63 lower-case letters",
            })
    void namesWrongLineOfOptionFile(String line, String message) throws Exception {
        String file = config(line);
        assertThatThrownBy(() -> start("--config", file)).hasMessageContaining(message);
    }

    @Test
    void unreadableOptionFileIsReported() {
        assertThatThrownBy(() -> parse("--config", directory.resolve("none").toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageStartingWith("cannot read ");
    }

    @Test
    void stsTokenIsValidForItsLifetime() {
        try (OssDevServer server = start(
                "--port", "0", "--sts-token", "STS.a:secret-a:to+k/en==", "--sts-token", "STS.b:secret-b:b:-PT1S")) {
            SignedUrl one = SignedUrl.of(server, "GET", "demo", "k").accessKey("STS.a", "secret-a");
            assertThat(get(one.token("to+k/en=="))).isEqualTo(404);
            assertThat(SignedUrl.of(server, "GET", "demo", "k")
                            .accessKey("STS.b", "secret-b")
                            .token("b")
                            .send()
                            .element("Code"))
                    .isEqualTo("SecurityTokenExpired");
        }
    }

    @Test
    void clockOffsetMovesOrStopsClock() {
        try (OssDevServer server = start("--port", "0", "--clock-offset", "-PT2H")) {
            SignedUrl url = SignedUrl.of(server, "GET", "demo", "k");
            assertThat(get(url)).isEqualTo(403);
            assertThat(get(url.signedAt(Instant.now().minus(Duration.ofHours(2)))))
                    .isEqualTo(404);
        }
        try (OssDevServer server = start("--port", "0", "--clock-offset", "2026-03-10T12:00:00Z")) {
            assertThat(get(SignedUrl.of(server, "GET", "demo", "k").signedAt(Instant.parse("2026-03-10T11:55:00Z"))))
                    .isEqualTo(404);
            assertThat(Http.get(server.endpoint()).header("Date")).isEqualTo("Tue, 10 Mar 2026 12:00:00 GMT");
        }
    }

    @Test
    void assumeSetsAssumption() {
        for (String holds : new String[] {"true", "false"}) {
            try (OssDevServer server = start("--port", "0", "--assume", "PUT_OF_OWN_BUCKET_IS_200=" + holds)) {
                SignedUrl.of(server, "PUT", "demo", "").send().assertStatus(holds.equals("true") ? 200 : 409);
            }
        }
        for (String wrong : new String[] {"PUT_OF_OWN_BUCKET_IS_200", "PUT_OF_OWN_BUCKET_IS_200=yes", "OTHER=true"}) {
            assertThatThrownBy(() -> start("--assume", wrong))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContainingAll("--assume", wrong.replaceFirst("[A-Z].*=|=true", ""));
        }
    }

    @Test
    void endpointNamesBindAddress() throws Exception {
        try (OssDevServer server = start("--port", "0", "--bind", "0.0.0.0")) {
            assertThat(server.endpoint()).hasToString("http://127.0.0.1:" + server.port());
            assertThat(hasBucket(server, "demo")).isTrue();
        }
        try (OssDevServer server = start("--port", "0", "--bind", "127.0.0.1", "--tls")) {
            assertThat(server.endpoint()).hasToString("https://127.0.0.1:" + server.port());
        }
    }

    @Test
    void writesCertificateToFile() throws Exception {
        Path file = directory.resolve("certificate.pem");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        // The path is a directory, so the server starts and must be stopped again.
        int status = DevServerMain.run(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                "--port",
                "0",
                "--tls",
                "--certificate-out",
                directory.toString());
        assertThat(status).isEqualTo(1);
        assertThat(err.toString(UTF_8)).startsWith("cannot write " + directory);
        try (ChildProcess server = ChildProcess.server(64, "--tls", "--certificate-out", file.toString())) {
            assertThat(server.banner()).contains("curl --cacert '" + file + "' -T FILE 'https://127.0.0.1:");
            assertThat(CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file))))
                    .isNotNull();
            assertThat(Files.readString(file)).doesNotContain("PRIVATE");
        }
    }
}
