// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServerExtension;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An application that adds the starter and actuator, without a line of code for health, meters or secrets. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "management.endpoints.web.exposure.include=env,configprops,health,metrics,prometheus",
            // Tests of Spring Boot export no metrics by default; applications do.
            "management.prometheus.metrics.export.enabled=true",
            "management.endpoint.env.show-values=always",
            "management.endpoint.configprops.show-values=always",
            "management.endpoint.health.show-details=always",
            "camel.component.osspresigned.refresh-uri=presign:demo?secretKey=hidden-in-uri",
            "camel.component.osspresigned.transfer-listener=#bean:progressEvents",
            "camel.health.producers-enabled=true",
            "camel.health.exposure-level=full"
        })
class ActuatorTest {

    @RegisterExtension
    static final OssDevServerExtension oss = new OssDevServerExtension();

    @TempDir
    static Path directory;

    @DynamicPropertySource
    static void ossDevServer(DynamicPropertyRegistry properties) {
        oss.server().camelProperties().forEach((name, value) -> properties.add(name, () -> value));
    }

    @Autowired
    ProducerTemplate camel;

    @Autowired
    MeterRegistry meters;

    @LocalManagementPort
    int port;

    @SpringBootApplication
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:download")
                            .routeId("download")
                            .to("presign:demo")
                            .to("osspresigned:" + directory);
                }
            };
        }
    }

    @BeforeEach
    void download() {
        oss.server().putObject("demo", "report.txt", "figures".getBytes(StandardCharsets.UTF_8));
        camel.requestBodyAndHeader("direct:download", null, "CamelPresignObjectKey", "report.txt");
        assertThat(directory.resolve("report.txt")).hasContent("figures");
    }

    @Test
    void metersAreRegistered() {
        assertThat(meters.get("osspresigned.downloads").timer().count()).isPositive();
    }

    @Test
    void prometheusReadsTheMeters() throws Exception {
        assertThat(get("/actuator/prometheus"))
                .contains(
                        "osspresigned_downloads_seconds_count{exception=\"none\",outcome=\"downloaded\",route=\"download\"}",
                        "presign_signed_total");
    }

    @Test
    @Timeout(60)
    void pageGetsTheProgressOfATransfer() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/progress"))
                .build();
        HttpResponse<Stream<String>> page =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = page.body()) {
            Files.delete(directory.resolve("report.txt"));
            download();

            assertThat(lines.filter(line -> line.startsWith("data:")).findFirst())
                    .hasValueSatisfying(
                            data -> assertThat(data).contains("\"file\":\"report.txt\"", "\"bytes\":7", "\"total\":7"));
        }
    }

    @Test
    void healthIsReported() throws Exception {
        assertThat(get("/actuator/health"))
                .contains("camelHealth", "osspresigned")
                .contains("\"UP\"");
    }

    @Test
    void secretsAreMasked() throws Exception {
        String secret = oss.server().accessKeySecret();
        for (String page : new String[] {
            "/actuator/env",
            "/actuator/env/camel.component.presign.secret-key",
            "/actuator/configprops",
            "/actuator/configprops/camel.component.presign"
        }) {
            assertThat(get(page)).doesNotContain(secret).contains("******");
        }
        assertThat(get("/actuator/env/camel.component.presign.region")).contains("cn-hangzhou");
    }

    @Test
    void urisWithSecretsAreMasked() throws Exception {
        for (String page : new String[] {"/actuator/env", "/actuator/configprops"}) {
            assertThat(get(page)).contains("refresh").doesNotContain("hidden-in-uri");
        }
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        return response.body();
    }
}
