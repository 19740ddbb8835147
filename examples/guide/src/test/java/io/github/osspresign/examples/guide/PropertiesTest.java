// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.PrintedText;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.camel.component.mail.MailConfiguration;
import org.apache.camel.component.mail.MailEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The properties that the pages show are those of an application. */
@Timeout(120)
class PropertiesTest {

    private final Main camel = new Main();

    @AfterEach
    void stop() {
        camel.stop();
    }

    private static String resource(String name) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(PropertiesTest.class.getResourceAsStream("/guide/" + name), name)) {
            return new String(file.readAllBytes(), UTF_8);
        }
    }

    private static Properties properties(String name) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(resource(name + ".properties")));
        return properties;
    }

    private void start(String name, Map<String, String> others) throws Exception {
        Properties properties = properties(name);
        properties.putAll(others);
        camel.setInitialProperties(properties);
        camel.configure().setAutoConfigurationFailFast(true);
        camel.start();
    }

    private PresignComponent presign() {
        return camel.getCamelContext().getComponent("presign", PresignComponent.class);
    }

    @Test
    void theOperatorLimitsWhatIsSigned() throws Exception {
        start("policy", Map.of());

        assertThat(presign().getAllowedBuckets()).isEqualTo("outbox,archive");
        assertThat(presign().getAllowedKeyPrefixes()).isEqualTo("share/");
        assertThat(presign().getMaxExpiration()).hasHours(24);
    }

    @Test
    void linksOfABucketHaveItsDomain() throws Exception {
        start("domains", Map.of("camel.component.presign.region", "cn-hangzhou"));

        assertThat(camel.getCamelContext()
                        .createFluentProducerTemplate()
                        .withHeader(PresignConstants.OBJECT_KEY, "report.csv")
                        .to("presign:my-bucket?accessKey=id&secretKey=secret")
                        .send()
                        .getMessage()
                        .getHeader(PresignConstants.URL, String.class))
                .startsWith("https://files.example.com/report.csv?");
    }

    @Test
    void devServerWorksBesideTheDomainsOfNewAccounts(@TempDir Path inbox) throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("my-bucket").start();
                PrintedText log = PrintedText.ofStandardError()) {
            server.putObject("my-bucket", "report.csv", "day,kwh".getBytes(UTF_8));
            camel.configure()
                    .addLambdaRouteBuilder(routes ->
                            routes.from("direct:report").to("presign:my-bucket").to("osspresigned:" + inbox));
            start("domains", server.camelProperties());

            camel.getCamelTemplate()
                    .sendBodyAndHeader("direct:report", null, PresignConstants.OBJECT_KEY, "report.csv");

            assertThat(inbox.resolve("report.csv")).hasContent("day,kwh");
            assertThat(log.toString())
                    .containsOnlyOnce("localDevelopment: the option domains is set and not used")
                    .containsOnlyOnce("localDevelopment: the option allowedHosts is set and not used");
        }
    }

    @Test
    void linksOfCdnNeedNoKeyOfOss() throws Exception {
        camel.configure().addRoutesBuilder(new LinkRoutes.Cdn());
        start("cdn", Map.of("camel.component.presign.auth-key", "aliyuncdnexp1234"));

        PresignedLink link = PresignedLink.parse(camel.getCamelContext()
                .createFluentProducerTemplate()
                .withHeader(PresignConstants.OBJECT_KEY, "report.csv")
                .to("direct:share")
                .request(String.class));
        assertThat(link.url()).startsWith("https://cdn.example.com/report.csv?auth_key=");
        assertThat(link.expiresAt()).isAfter(Instant.now().plusSeconds(3500));
    }

    @Test
    void positionOfListingsIsKeptInFile() throws Exception {
        start("position", Map.of());

        assertThat(presign().getConfiguration().getStateRepository())
                .isInstanceOf(FileStateRepository.class)
                .extracting(repository -> ((FileStateRepository) repository).getFileStore())
                .isEqualTo(new File("state/position.txt"));
    }

    @Test
    void keysAndTemporaryCredentialsComeFromTheEnvironment() throws Exception {
        start("keys", Map.of());
        assertThat(presign().getConfiguration().getAccessKey())
                .isEqualTo(System.getenv("OSS_ACCESS_KEY_ID"))
                .isNotEmpty();

        camel.stop();
        start("session", Map.of());
        assertThat(presign().getConfiguration().getSessionToken())
                .isEqualTo(System.getenv("OSS_SESSION_TOKEN"))
                .isNotEmpty();
    }

    @Test
    void theMailboxIsAnEndpointWhosePasswordComesFromTheEnvironment() throws Exception {
        start("mailbox", Map.of());
        MailConfiguration mailbox = camel.getCamelContext()
                .getEndpoint("{{mailbox}}", MailEndpoint.class)
                .getConfiguration();
        MailConfiguration outgoing = camel.getCamelContext()
                .getEndpoint("{{outgoing}}", MailEndpoint.class)
                .getConfiguration();

        assertThat(mailbox.getHost()).isEqualTo("mail.example.com");
        assertThat(mailbox.getPassword())
                .isEqualTo(System.getenv("MAIL_PASSWORD"))
                .isNotEmpty();
        assertThat(mailbox.getMoveTo()).isEqualTo("done");
        assertThat(outgoing.getProtocol()).isEqualTo("smtps");
    }

    @Test
    void healthAndConsoleAreServed() throws Exception {
        int port = FreePort.find();
        start("operations", Map.of("camel.management.port", String.valueOf(port)));

        String address = "http://127.0.0.1:" + port;
        assertThat(Http.get(address + "/observe/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(Http.get(address + "/q/dev/route").body()).isNotEmpty();
        assertThat(camel.getCamelContext()
                        .getComponent("osspresigned", OssPresignedComponent.class)
                        .getConfiguration()
                        .getMinFreeDisk())
                .isEqualTo("1GB");
    }

    @Test
    void propertiesOfTheDevServerAreThoseOfADefaultOne() throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            Properties ofServer = new Properties();
            server.camelProperties()
                    .forEach((name, value) -> ofServer.put(name, value.replace(":" + server.port(), ":9000")));

            assertThat(properties("dev-server")).isEqualTo(ofServer);
        }
    }

    @Test
    void linkToAServerInANetworkOfContainersIsDownloadedThere(@TempDir Path inbox) throws Exception {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "report.csv", "day,kwh".getBytes(UTF_8));
            Path hosts = Files.writeString(inbox.resolve("hosts"), "127.0.0.1 oss\n");
            List<String> arguments = new ArrayList<>(List.of(inbox.toString()));
            properties("dev-server-network")
                    .forEach((name, value) ->
                            arguments.add(name + "=" + value.toString().replace(":9000", ":" + server.port())));

            String printed = ChildJvm.with("-Djdk.net.hosts.file=" + hosts)
                    .run(NetworkRoute.class, arguments.toArray(String[]::new));

            assertThat(printed).contains("http://oss:" + server.port() + "/demo/report.csv");
            assertThat(inbox.resolve("report.csv")).hasContent("day,kwh");
        }
    }

    /** The versions that the pages tell to take are those of the build. */
    @Test
    void dependenciesHaveTheVersionsOfTheBuild() throws IOException {
        for (String name : List.of("dependency", "camel-main")) {
            assertThat(resource(name + ".xml"))
                    .contains("<version>" + System.getProperty("guide.version") + "</version>");
        }
        assertThat(resource("credentials-dependency.xml"))
                .contains("<version>" + System.getProperty("guide.credentials.version") + "</version>");
        assertThat(resource("sms-dependency.xml"))
                .contains("<version>" + System.getProperty("guide.dysmsapi.version") + "</version>");
    }

    @Test
    void podInAckHasTheAccountThatNamesItsRole() throws IOException {
        Iterator<Object> manifest = new Load(LoadSettings.builder().build())
                .loadAllFromString(resource("rrsa.yaml"))
                .iterator();
        Object namespace = manifest.next();
        Object account = manifest.next();
        Object pod = manifest.next();

        assertThat(value(namespace, "metadata", "labels", "pod-identity.alibabacloud.com/injection"))
                .isEqualTo("on");
        assertThat(value(account, "metadata", "annotations", "pod-identity.alibabacloud.com/role-name"))
                .isEqualTo("oss-reader");
        assertThat(value(pod, "spec", "serviceAccountName")).isEqualTo(value(account, "metadata", "name"));
        assertThat(List.of(value(account, "metadata", "namespace"), value(pod, "metadata", "namespace")))
                .containsOnly(value(namespace, "metadata", "name"));
    }

    private static Object value(Object yaml, String... path) {
        Object value = yaml;
        for (String name : path) {
            value = Objects.requireNonNull(((Map<?, ?>) value).get(name), name);
        }
        return value;
    }
}
