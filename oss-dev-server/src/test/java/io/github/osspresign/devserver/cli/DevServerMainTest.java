// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.devserver.rules.Assumption;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Exit codes and messages of the command line. */
class DevServerMainTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return DevServerMain.run(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), arguments);
    }

    @Test
    void helpNamesEveryOptionAndStartsNoServer() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString(UTF_8))
                .contains("""
                        --port --bind --region --bucket --access-key --secret-key --sts-token --root --base-host
                        --custom-domain --tls --force-download --forbid-apk --closed-default-domain
                        --restore-time --certificate-out --admin-port --access-log --clock-offset --assume
                        --config --help
                        """.split("\\s+"))
                .contains(
                        Arrays.stream(Assumption.values()).map(Assumption::name).toArray(String[]::new))
                .contains("Default: 9000", "Default: 127.0.0.1", "Default: demo", "IF_RANGE_IS_HONOURED=false")
                .doesNotContain("is ready");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            quoteCharacter = '`',
            value = {
                "--bind example.com | --bind': must be an IP address, was example.com",
                "--bind 999.1 | --bind': must be an IP address, was 999.1",
                "--admin-port x | --admin-port': 'x' is not an int",
                "--admin-port 70000 | adminPort: must be 0 to 65535, was 70000",
                "--access-log yes | --access-log': 'yes' is not a boolean",
                "--clock-offset 10m | must be a duration like -PT10M or an instant like 2026-03-10T12:00:00Z, was 10m",
                "--restore-time -PT1S | restoreTime: must be a duration of zero or more, was PT-1S",
                "--custom-domain a.example.com | should be in KEY=VALUE format but was a.example.com",
                "--closed-default-domain | --closed-default-domain: needs --custom-domain HOST=BUCKET",
                "--closed-default-domain true | --closed-default-domain: needs --custom-domain HOST=BUCKET",
                "--certificate-out f.pem | --certificate-out: needs --tls",
                "--sts-token CONFIDENTIAL:x | must be ID:SECRET:TOKEN or ID:SECRET:TOKEN:LIFETIME, had 1 colons",
                "--sts-token a:b:c:CONFIDENTIAL | LIFETIME must be a duration like PT1H",
                "--port | Missing required parameter for option '--port' (PORT)",
                "--port many | 'many' is not an int",
                "--port 70000 | port: must be 0 to 65535, was 70000",
                "--region oss-cn-beijing | region: must be a region id without the prefix oss-, like cn-hangzhou,"
                        + " was oss-cn-beijing",
                "--bucket X | bucket: must be 3 to 63 lower-case letters, digits and hyphens,"
                        + " with a letter or digit at both ends, was X",
            })
    void namesWrongOptionAndAllowedValues(String arguments, String message) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString(UTF_8))
                .contains(message)
                .endsWith("Try --help." + System.lineSeparator())
                .doesNotContain("CONFIDENTIAL");
        assertThat(out.toString(UTF_8)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot", "port"})
    void rejectsAnUnknownOption(String unknown) {
        assertThat(run(unknown, "1")).isEqualTo(2);
        assertThat(err.toString(UTF_8)).contains(unknown).endsWith("Try --help." + System.lineSeparator());
    }

    @Test
    void printsACompletionScript() {
        assertThat(run("generate-completion")).isZero();
        assertThat(out.toString(UTF_8)).contains("--clock-offset", "complete -F", "oss-dev-server");
    }

    @Test
    void takenPortExitsWith1() {
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThat(run("--port", Integer.toString(server.port()))).isEqualTo(1);
            assertThat(err.toString(UTF_8)).startsWith("cannot start on port " + server.port() + ": ");
        }
    }

    private static OssDevServerBuilder server() {
        return OssDevServer.builder().bucket("demo");
    }

    private static String message(OssDevServer server) {
        return new StartupMessage(server, List.of("demo"), null, "in memory", null, null).text(Instant.now());
    }

    @Test
    void startupMessageHoldsWorkingLink() {
        try (OssDevServer server = server().accessKey("ak", "top-secret").start()) {
            String banner = message(server);
            assertThat(banner)
                    .contains(server.endpoint().toString(), "cn-hangzhou", "demo", "ak")
                    .doesNotContain("top-secret");
            String url = banner.replaceFirst("(?s).*'(http[^']*)'.*", "$1");
            Http.put(URI.create(url), "hello".getBytes(UTF_8)).assertStatus(200);
            assertThat(server.objectBytes("demo", "hello.txt")).isEqualTo("hello".getBytes(UTF_8));
        }
    }

    @Test
    void startupMessageWithCustomDomainWorksWhereDefaultDomainIsClosed() {
        try (OssDevServer server = server().customDomain("img.example.com", "demo")
                .closedDefaultDomain(true)
                .start()) {
            String banner = new StartupMessage(server, List.of("demo"), "img.example.com", "in memory", null, null)
                    .text(Instant.now());
            String host = "img.example.com:" + server.port();
            assertThat(banner)
                    .contains("custom domain  http://" + host + "/KEY", "127.0.0.1 demo.localhost img.example.com")
                    .contains("  curl --resolve " + host + ":127.0.0.1 -T FILE 'http://" + host + "/hello.txt?");
            String url = banner.replaceFirst("(?s).*'(http[^']*)'.*", "$1");
            Http.put(URI.create(url), "hello".getBytes(UTF_8)).assertStatus(200);
            assertThat(server.camelProperties())
                    .containsEntry("camel.component.presign.domains", "demo=http://" + host)
                    .containsEntry(
                            "camel.component.osspresigned.allowed-hosts", "127.0.0.1:" + server.port() + "," + host)
                    .containsEntry("camel.component.osspresigned.allow-private-addresses", "true")
                    .containsEntry("camel.component.osspresigned.allow-http", "true")
                    .doesNotContainKeys(
                            "camel.component.presign.endpoint",
                            "camel.component.presign.local-development",
                            "camel.component.osspresigned.local-development");
        }
    }

    @Test
    void startupMessageFitsTerminalAndEndsWithLink() {
        try (OssDevServer server = server().start()) {
            List<String> lines = message(server)
                    .replace(":" + server.port(), ":9000")
                    .lines()
                    .toList();
            assertThat(lines).hasSizeLessThanOrEqualTo(37);
            assertThat(lines.subList(0, lines.size() - 1)).allMatch(line -> line.length() <= 100);
            assertThat(lines.get(lines.size() - 1)).startsWith("  curl -T FILE 'http");
        }
    }

    @Test
    void startupMessageShowsOnlySecretThatIsPublic() {
        try (OssDevServer server = server().start()) {
            assertThat(message(server)).contains("secret         " + OssDevServerBuilder.DEFAULT_ACCESS_KEY_SECRET);
        }
        try (OssDevServer server = server().accessKey("ak", "top-secret").start()) {
            assertThat(message(server)).contains("secret         the value of --secret-key");
        }
    }

    @Test
    void startupMessageHasPropertiesOfCamel() {
        try (OssDevServer server = server().accessKey("ak", "top-secret").start()) {
            assertThat(message(server).lines().filter(line -> line.contains("camel.component")))
                    .containsExactly(
                            "  camel.component.presign.local-development=true",
                            "  camel.component.presign.endpoint=" + server.endpoint(),
                            "  camel.component.presign.region=cn-hangzhou",
                            "  camel.component.presign.access-key=ak",
                            "  camel.component.presign.secret-key=the value of --secret-key",
                            "  camel.component.osspresigned.local-development=true");
        }
    }

    @Test
    void startupMessageNamesPlaceOfObjectsAdminPortAndStop() {
        try (OssDevServer server = server().adminPort(0).start()) {
            assertThat(message(server))
                    .contains("Ctrl+C", "objects        in memory\n", "none (--admin-port PORT opens a status page)");
            assertThat(new StartupMessage(
                                    server,
                                    List.of("demo", "photos"),
                                    null,
                                    "in the directory objects",
                                    null,
                                    server.adminEndpoint())
                            .text(Instant.now()))
                    .contains(
                            "in the directory objects",
                            "bucket         demo, photos\n",
                            server.endpoint() + "/demo/KEY",
                            server.endpoint() + "/photos/KEY",
                            "http://photos.localhost:" + server.port() + "/KEY",
                            "127.0.0.1 demo.localhost photos.localhost\n",
                            server.adminEndpoint().toString());
        }
    }

    @Test
    void startupMessageOfHttpsServerAllowsNoHttp() {
        try (OssDevServer server = server().tls().start()) {
            assertThat(message(server))
                    .contains("  curl --insecure -T FILE 'https://", "https://demo.localhost:" + server.port() + "/KEY")
                    .doesNotContain("http://", "allowHttp");
            assertThat(new StartupMessage(server, List.of("demo"), null, "in memory", Path.of("s.pem"), null)
                            .text(Instant.now()))
                    .contains("  curl --cacert 's.pem' -T FILE 'https://");
        }
    }
}
