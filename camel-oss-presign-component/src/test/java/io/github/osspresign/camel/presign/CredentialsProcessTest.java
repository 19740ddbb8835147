// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.HttpProxy;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.SettableClock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each provider of the default chain in a separate process with the environment that selects it. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class CredentialsProcessTest {

    private final Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(40, ChronoUnit.MINUTES);
    private final SettableClock serverClock = new SettableClock(Instant.now());

    @TempDir
    Path directory;

    @AutoClose
    private CredentialsService service;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void startServers() throws Exception {
        service = new CredentialsService();
        service.give("STS.one", end);
        server = OssDevServer.builder()
                .bucket("bucket")
                .accessKey("LASTING", CredentialsService.SECRET)
                .securityToken("STS.one", CredentialsService.SECRET, CredentialsService.tokenOf("STS.one"), end)
                .clock(serverClock)
                .start();
        server.putObject("bucket", "k", "abc".getBytes(UTF_8));
    }

    @Test
    void signsWithCredentialsUri() throws Exception {
        assertEndsWithTheToken(sign(Map.of("ALIBABA_CLOUD_CREDENTIALS_URI", service.uri()), List.of()));
        assertThat(service.requests()).containsExactly("GET /credentials");
    }

    /** The address of the metadata service is fixed, so the proxy setting of the JVM redirects it to the test server. */
    @Test
    void signsWithRoleOfInstance() throws Exception {
        assertEndsWithTheToken(
                sign(Map.of(), List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=" + service.port())));
        assertThat(service.requests())
                .startsWith("PUT /latest/api/token", "GET /latest/meta-data/ram/security-credentials/")
                .endsWith("GET /latest/meta-data/ram/security-credentials/" + CredentialsService.ROLE);
    }

    /** The address of STS is fixed too, and it uses TLS. */
    @Test
    void signsWithRoleForOidcToken() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), CredentialsService.OIDC_TOKEN);
        assertSignsWithRoleOfSts(
                "POST /",
                Map.of(
                        "ALIBABA_CLOUD_ROLE_ARN",
                        CredentialsService.ROLE_ARN,
                        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN",
                        CredentialsService.PROVIDER_ARN,
                        "ALIBABA_CLOUD_OIDC_TOKEN_FILE",
                        token.toString(),
                        "ALIBABA_CLOUD_STS_REGION",
                        "cn-hangzhou"));
    }

    /** The profile is that of the page on STS. */
    @Test
    void signsWithRoleOfAccessKeyInProfile() throws Exception {
        Path configuration =
                Files.createDirectories(directory.resolve(".aliyun")).resolve("config.json");
        Files.writeString(configuration, """
                {
                  "current": "links",
                  "profiles": [
                    {
                      "name": "links",
                      "mode": "RamRoleArn",
                      "access_key_id": "LASTING",
                      "access_key_secret": "%s",
                      "ram_role_arn": "%s",
                      "ram_session_name": "links",
                      "expired_seconds": 3600,
                      "sts_region": "cn-hangzhou"
                    }
                  ]
                }
                """.formatted(CredentialsService.SECRET, CredentialsService.ROLE_ARN));
        assertSignsWithRoleOfSts("GET /", Map.of());
    }

    private void assertSignsWithRoleOfSts(String request, Map<String, String> environment) throws Exception {
        KeyStores stores = new KeyStores(directory);
        String host = "sts.cn-hangzhou.aliyuncs.com";
        try (CredentialsService sts = CredentialsService.over(stores.host(host));
                HttpProxy proxy = HttpProxy.to(sts.port())) {
            sts.give("STS.one", end);
            List<String> settings = new ArrayList<>();
            settings.add("-Dhttps.proxyHost=127.0.0.1");
            settings.add("-Dhttps.proxyPort=" + proxy.port());
            settings.add("-Djavax.net.ssl.trustStore=" + stores.file(host));
            settings.add("-Djavax.net.ssl.trustStorePassword=" + KeyStores.PASSWORD);
            assertEndsWithTheToken(sign(environment, settings));
            assertThat(sts.requests()).containsExactly(request);
            assertThat(proxy.requests())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT sts.cn-hangzhou.aliyuncs.com:443 ");
        }
    }

    @Test
    void signsWithCredentialsFile() throws Exception {
        Path file = Files.writeString(directory.resolve("credentials.ini"), """
                [default]
                enable = true
                type = access_key
                access_key_id = LASTING
                access_key_secret = %s
                """.formatted(CredentialsService.SECRET));
        Result result = sign(Map.of("ALIBABA_CLOUD_CREDENTIALS_FILE", file.toString()), List.of());
        assertThat(result.limit()).isEqualTo("requested");
        assertThat(status(result.url())).isEqualTo(200);
    }

    @Test
    void exchangeFailsIfTheChainFindsNoCredentials() throws Exception {
        assertThat(sign(Map.of(), List.of()).failure())
                .isEqualTo("credentials: the default chain of credentials-java must return an access key, but failed"
                        + " (CredentialException)");
    }

    @Test
    void startFailsWithoutTheLibraryAndNamesIt() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.contains("credentials-java"))
                .collect(Collectors.joining(File.pathSeparator));
        assertThat(sign(Map.of("ALIBABA_CLOUD_CREDENTIALS_URI", service.uri()), List.of("-cp", classPath))
                        .failure())
                .endsWith("or add com.aliyun:credentials-java to the classpath for its default chain");
        assertThat(sign(
                                Map.of(
                                        "OSS_ACCESS_KEY_ID",
                                        "LASTING",
                                        "OSS_ACCESS_KEY_SECRET",
                                        CredentialsService.SECRET),
                                List.of("-cp", classPath))
                        .url())
                .contains("LASTING");
    }

    private void assertEndsWithTheToken(Result result) throws Exception {
        assertThat(result.limit()).as(result.failure()).isEqualTo("credentials");
        assertThat(result.end()).isEqualTo(end.toString());
        assertThat(status(result.url())).isEqualTo(200);
        serverClock.advance(Duration.ofMinutes(41));
        assertThat(status(result.url())).isEqualTo(403);
    }

    private static int status(String url) throws Exception {
        return Http.get(url).statusCode();
    }

    /** Result of one message in a child process. */
    private record Result(String url, String end, String limit, String failure) {}

    private Result sign(Map<String, String> environment, List<String> settings) throws Exception {
        Path result = directory.resolve("result");
        List<String> options =
                new ArrayList<>(List.of("-Duser.home=" + directory, "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace"));
        options.addAll(settings);
        ProcessBuilder process = JavaCommand.of(
                        SignMain.class, options, server.endpoint().toString(), result.toString())
                .redirectErrorStream(true);
        process.environment().keySet().removeIf(name -> name.startsWith("ALIBABA_CLOUD_") || name.startsWith("OSS_"));
        // Otherwise the process would connect to the real address of the metadata service.
        boolean metadata = settings.toString().contains("http.proxyHost");
        process.environment().put("ALIBABA_CLOUD_ECS_METADATA_DISABLED", String.valueOf(!metadata));
        process.environment().putAll(environment);
        Process running = process.start();
        String log = new String(running.getInputStream().readAllBytes(), UTF_8);
        assertThat(running.waitFor()).as(log).isZero();
        assertThat(log).contains("TRACE").doesNotContain("geheim");
        List<String> lines = Files.readAllLines(result);
        return new Result(lines.get(0), lines.get(1), lines.get(2), lines.get(3));
    }

    /** Signs one link for the server and writes the result to a file, one value per line. */
    static final class SignMain {

        private SignMain() {}

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext context = new DefaultCamelContext()) {
                context.start();
                Exchange signed = context.createFluentProducerTemplate()
                        .to("presign:bucket?region=cn-hangzhou&objectKey=k&endpoint=" + arguments[0])
                        .withBody("x")
                        .send();
                write(
                        arguments[1],
                        signed.getMessage().getHeader(PresignConstants.URL),
                        signed.getMessage().getHeader(PresignConstants.EXPIRES_AT),
                        signed.getMessage().getHeader(PresignConstants.LIFETIME_LIMIT),
                        signed.getException() == null ? null : root(signed.getException()));
            } catch (RuntimeException e) {
                write(arguments[1], null, null, null, root(e));
            }
        }

        private static String root(Throwable failure) {
            Throwable root = failure;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return root.getMessage();
        }

        private static void write(String file, Object... lines) throws IOException {
            Files.write(Path.of(file), Arrays.stream(lines).map(String::valueOf).toList());
        }
    }
}
