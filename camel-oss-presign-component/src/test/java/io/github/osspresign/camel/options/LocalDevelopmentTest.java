// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.test.PrintedText;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code localDevelopment}, both components work with a server on this machine, and with no other endpoint. */
class LocalDevelopmentTest extends CamelTestSupport {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @TempDir
    Path directory;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        PresignComponent presign = created.getComponent("presign", PresignComponent.class);
        presign.setLocalDevelopment(true);
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        created.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
        return created;
    }

    private OssPresignedComponent osspresigned() {
        return context.getComponent("osspresigned", OssPresignedComponent.class);
    }

    private Exchange send(String uri, Map<String, Object> headers) throws Exception {
        Exchange result =
                template.send(uri, exchange -> exchange.getMessage().setHeaders(new java.util.HashMap<>(headers)));
        if (result.getException() != null) {
            throw result.getException();
        }
        return result;
    }

    private String link() throws Exception {
        server.putObject("demo", "a.txt", "content".getBytes(UTF_8));
        return send("presign:demo?endpoint=" + server.endpoint(), Map.of(PresignConstants.OBJECT_KEY, "a.txt"))
                .getMessage()
                .getHeader(PresignConstants.URL, String.class);
    }

    private String inbox() {
        return "osspresigned:" + directory;
    }

    @Test
    void linkOfTheLocalServerIsDownloadedWithoutFurtherOptions() throws Exception {
        String link = link();
        assertThat(link).startsWith("http://127.0.0.1:");

        send(inbox(), Map.of(OssPresignedConstants.LINK, link));

        assertThat(directory.resolve("a.txt")).hasContent("content");
    }

    @Test
    void linkOfTheLocalServerIsRefusedWithoutTheOption() throws Exception {
        String link = link();
        osspresigned().setLocalDevelopment(false);

        assertThatThrownBy(() -> send(inbox(), Map.of(OssPresignedConstants.LINK, link)))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://demo.oss-cn-hangzhou.aliyuncs.com/a.txt",
                "http://10.0.0.1/a.txt",
                "https://192.168.0.1/a"
            })
    void linkToAnotherHostIsRefusedAsEver(String url) {
        assertThatThrownBy(() -> send(inbox(), Map.of(OssPresignedConstants.LINK, url)))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "https://oss-cn-hangzhou.aliyuncs.com, oss-cn-hangzhou.aliyuncs.com, ''",
        "http://192.168.0.1:9000,              192.168.0.1,                  'allowedHosts=192.168.0.1:9000, allowHttp=true'",
        "https://localhost.example.com,        localhost.example.com,        allowedHosts=localhost.example.com",
        "http://oss:9000,                      oss,                          'allowedHosts=oss:9000, allowHttp=true'"
    })
    void endpointOnAnotherHostIsRefused(String endpoint, String host, String instead) {
        assertThatThrownBy(() -> context.getEndpoint("presign:demo?endpoint=" + endpoint))
                .isInstanceOf(ResolveEndpointFailedException.class)
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "endpoint: must be localhost, *.localhost, 127.0.0.0/8 or [::1] with localDevelopment, was '"
                                + host + "'; remove localDevelopment to use other hosts"
                                + (instead.isEmpty()
                                        ? ""
                                        : "; for a server in your network, set " + instead
                                                + " and allowPrivateAddresses=true on osspresigned instead"));
    }

    @Test
    void linkToAContainerNamesTheOptionsForIt() {
        assertThatThrownBy(() -> send(inbox(), Map.of(OssPresignedConstants.LINK, "http://oss:9000/demo/a.txt")))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageContaining("must be localhost, *.localhost, 127.0.0.0/8 or [::1] or an OSS domain (with"
                        + " localDevelopment; for another host, set allowedHosts, allowPrivateAddresses and allowHttp"
                        + " instead), was 'oss:9000'");
    }

    @Test
    void endpointOfRegionIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint("presign:demo"))
                .rootCause()
                .hasMessageContaining("was 'oss-" + server.region() + ".aliyuncs.com'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:9000", "localhost:9000", "http://[::1]:9000", "http://oss.localhost:9000"})
    void endpointOnThisMachineIsAccepted(String endpoint) {
        assertThat(context.getEndpoint("presign:demo?endpoint=" + endpoint)).isNotNull();
    }

    @Test
    void proxyOnAnotherHostIsRefused() {
        assertThatThrownBy(() -> context.getEndpoint(inbox() + "?proxyHost=proxy.example.com&proxyPort=80"))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proxyHost: must be localhost, *.localhost, 127.0.0.0/8 or [::1] with localDevelopment, was"
                        + " 'proxy.example.com'; remove localDevelopment to use other hosts");
    }

    @Test
    void allowedHostsAllowNoOtherHost() {
        String uri = inbox() + "?allowedHosts=files.example.com%2C*.example.com";

        assertThatThrownBy(() -> send(uri, Map.of(OssPresignedConstants.LINK, "https://files.example.com/a.txt")))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void domainsOfBucketsAreNotUsed() throws Exception {
        context.getComponent("presign", PresignComponent.class).setDomains("demo=files.example.com");

        Exchange signed = send("presign:demo?objectKey=a.txt&endpoint=http://127.0.0.1:9000", Map.of());

        assertThat(signed.getMessage().getHeader("CamelPresignUrl", String.class))
                .startsWith("http://127.0.0.1:9000/demo/a.txt?");
    }

    @Test
    void hostsOfThisMachineMayStillBeListed() {
        assertThat(context.getEndpoint(inbox() + "?allowedHosts=127.0.0.1:*%2C*.localhost:*"))
                .isNotNull();
    }

    @Test
    void whatTheOptionOpensIsLoggedOnce() {
        try (PrintedText log = PrintedText.ofStandardError()) {
            OssPresignedComponent component = new OssPresignedComponent();
            component.setLocalDevelopment(true);
            component.setLocalDevelopment(true);
            assertThat(log.toString())
                    .containsOnlyOnce(
                            "localDevelopment: links may point to localhost, *.localhost, 127.0.0.0/8 or [::1] on any"
                                    + " port, over http too; do not use it in production")
                    .contains("WARN");
        }
    }

    @Test
    void optionThatIsSetAndNotUsedIsLoggedOnce() {
        try (PrintedText log = PrintedText.ofStandardError()) {
            context.getComponent("presign", PresignComponent.class).setDomains("demo=files.example.com");
            osspresigned().getConfiguration().setAllowedHosts("files.example.com");
            for (String name : List.of("a", "b")) {
                context.getEndpoint("presign:demo?endpoint=" + server.endpoint() + "&objectKey=" + name);
                context.getEndpoint(inbox() + "?fileName=" + name);
            }
            assertThat(log.toString())
                    .containsOnlyOnce("INFO io.github.osspresign.camel.presign.PresignComponent"
                            + " - localDevelopment: the option domains is set and not used")
                    .containsOnlyOnce("INFO io.github.osspresign.camel.osspresigned.OssPresignedComponent"
                            + " - localDevelopment: the option allowedHosts is set and not used");
        }
    }

    @Test
    void optionThatIsNotSetIsNotLogged() {
        try (PrintedText log = PrintedText.ofStandardError()) {
            context.getEndpoint("presign:demo?endpoint=" + server.endpoint());
            context.getEndpoint(inbox());
            new PresignComponent().setLocalDevelopment(true);
            assertThat(log.toString())
                    .contains("localDevelopment: links are signed for endpoints at")
                    .doesNotContain("not used");
        }
    }
}
