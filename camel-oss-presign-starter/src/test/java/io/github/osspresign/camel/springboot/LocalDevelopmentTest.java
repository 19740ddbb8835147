// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServerExtension;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The two properties that README.md tells new accounts to set, and those of the development server, in one application. */
@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.component.presign.domains=demo=files.example.com",
            "camel.component.osspresigned.allowed-hosts=files.example.com"
        })
class LocalDevelopmentTest {

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

    @SpringBootApplication
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:download").to("presign:demo").to("osspresigned:" + directory);
                }
            };
        }
    }

    @Test
    void devServerWorksBesideTheDomainsOfNewAccounts(CapturedOutput output) {
        oss.server().putObject("demo", "report.txt", "figures".getBytes(UTF_8));

        camel.sendBodyAndHeader("direct:download", null, "CamelPresignObjectKey", "report.txt");

        assertThat(directory.resolve("report.txt")).hasContent("figures");
        assertThat(output)
                .containsOnlyOnce("localDevelopment: the option domains is set and not used")
                .containsOnlyOnce("localDevelopment: the option allowedHosts is set and not used");
    }
}
