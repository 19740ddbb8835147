// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ChildJvm;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Links to a bucket with a custom domain have this domain, also on a server whose default domain is closed. */
class PresignDomainsTest extends PresignTestSupport {

    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .bucket("other")
            .customDomain("localhost", "demo")
            .closedDefaultDomain(true)
            .start();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() {
        PresignComponent presign = context.getComponent("presign", PresignComponent.class);
        presign.setClock(Clock.systemUTC());
        presign.setDomains("demo=http://localhost:" + server.port() + "  , photos=img.example.com");
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        context.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private String host(String uri) throws Exception {
        return URI.create(url(uri, Map.of(PresignConstants.OBJECT_KEY, "k"))).getHost();
    }

    @Test
    void linksHaveTheDomainOfTheirBucketAndOthersTheEndpoint() throws Exception {
        assertThat(host("presign:photos")).isEqualTo("img.example.com");
        context.getComponent("presign", PresignComponent.class).setAllowedBuckets("*");
        assertThat(host("presign:others")).isEqualTo("others.oss-cn-hangzhou.aliyuncs.com");
        assertThat(URI.create(url(
                                "presign:others",
                                Map.of(PresignConstants.OBJECT_KEY, "k", PresignConstants.BUCKET_NAME, "photos")))
                        .getHost())
                .isEqualTo("img.example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "endpointType=internal, photos.oss-cn-hangzhou-internal.aliyuncs.com",
        "endpoint=oss-cn-hangzhou.aliyuncs.com, photos.oss-cn-hangzhou.aliyuncs.com",
        "endpoint=files.example.com&addressStyle=cname, files.example.com"
    })
    void addressInTheUriTakesPrecedenceOverTheDomain(String options, String host) throws Exception {
        assertThat(host("presign:photos?" + options)).isEqualTo(host);
    }

    @Test
    void closedDefaultDomainRefusesLinksAndNamesTheCure() {
        server.putObject("demo", "report.csv", "day,kwh".getBytes(UTF_8));
        String onDefaultDomain = "presign:demo?endpoint=" + server.endpoint();

        assertThatThrownBy(() -> {
                    Exchange signed = send(onDefaultDomain, Map.of(PresignConstants.OBJECT_KEY, "report.csv"));
                    send("osspresigned:" + directory, signed.getMessage().getHeaders());
                })
                .isInstanceOf(LinkRejectedException.class)
                .hasMessageContainingAll("PublicEndpointForbidden", "0048-00000401", "use a custom domain");
    }

    @Test
    void uploadsPlansListingsAndDownloadsWorkOnTheDomainOfTheBucketThatTheMessageNames() throws Exception {
        Path hosts = Files.writeString(
                directory.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + DomainRoute.DOMAIN + "\n");
        List<String> endpoints = List.of("presign:demo", "presign:photos", "presign:${header.CamelPresignBucketName}");
        String output = ChildJvm.with("-Djdk.net.hosts.file=" + hosts)
                .run(
                        DomainRoute.class,
                        Stream.concat(Stream.of(directory.toString()), endpoints.stream())
                                .toArray(String[]::new));
        assertThat(output.lines())
                .containsSubsequence(endpoints.stream()
                        .flatMap(endpoint -> Stream.of(endpoint, "large: large", "small: small"))
                        .toList())
                .contains("hosts: [" + DomainRoute.DOMAIN + "]");
    }

    @Test
    void formIsPostedToTheDomain() throws Exception {
        Exchange form = send(
                "presign:photos?operation=postPolicy&method=POST", Map.of(PresignConstants.OBJECT_KEY, "uploads/"));
        assertThat(form.getMessage().getHeader(PresignConstants.URL, String.class))
                .isEqualTo("https://img.example.com/");
    }

    @Test
    void ownRequestsGoToTheEndpointThatIsSetAndLinksHaveTheDomain() throws Exception {
        server.putObject("demo", "in/a.txt", new byte[1]);
        context.getComponent("presign", PresignComponent.class)
                .getConfiguration()
                .setEndpoint(server.endpoint().toString());

        Exchange listed = send("presign:demo?operation=signPrefix&prefix=in/", Map.of());

        List<?> links = listed.getMessage().getBody(List.class);
        assertThat(URI.create(((PresignedLink) links.get(0)).url()).getHost()).isEqualTo("localhost");
        assertThat(server.requests())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.headers().get("Host").get(0)).startsWith("127.0.0.1:"));
    }

    @Test
    void renewedLinkKeepsTheDomainThatItBinds() throws Exception {
        String bound = "presign:photos?additionalHeaders=host";
        PresignedLink link = send(bound, Map.of(PresignConstants.OBJECT_KEY, "k"))
                .getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class);

        PresignedLink renewed = send("presign:photos?operation=renew", Map.of(), link)
                .getMessage()
                .getHeader(PresignConstants.LINK, PresignedLink.class);

        assertThat(URI.create(renewed.url()).getHost()).isEqualTo("img.example.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "files.example.com | must be bucket=domain, such as my-bucket=files.example.com, was 'files.example.com'",
                "My_Bucket=a.example.com | must be bucket=domain",
                "demo=a.example.com,demo=b.example.com | must name each bucket once",
                "demo=demo.oss-cn-hangzhou.aliyuncs.com | must be custom domains, not domains of OSS",
                "demo=https://a.example.com/path | must be host[:port] or http(s)://host[:port]",
                "demo= | must be host[:port]",
                "demo=a.example.com, | none of them blank"
            })
    void wrongDomainsAreRefused(String domains, String message) {
        PresignComponent presign = context.getComponent("presign", PresignComponent.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> presign.setDomains(domains))
                .withMessageStartingWith("domains: ")
                .withMessageContaining(message);
    }
}
