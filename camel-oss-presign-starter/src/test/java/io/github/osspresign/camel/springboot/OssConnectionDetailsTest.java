// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServerExtension;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;

/** Connection details of a service, beside the properties of an application in production. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "camel.component.presign.endpoint=https://oss-cn-beijing.aliyuncs.com",
            "camel.component.presign.region=cn-beijing",
            "camel.component.presign.access-key=id-of-production",
            "camel.component.presign.secret-key=secret-of-production",
            "camel.component.presign.expiration=10m",
        })
class OssConnectionDetailsTest {

    @RegisterExtension
    static final OssDevServerExtension oss = new OssDevServerExtension();

    @TempDir
    static Path directory;

    @Autowired
    ProducerTemplate camel;

    @SpringBootApplication
    static class Application {

        @Bean
        OssConnectionDetails connectionOfTheTest() {
            return () -> oss.server().camelProperties();
        }

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
    void takePrecedenceOverPropertiesAndLeaveTheOthers() {
        oss.server().putObject("demo", "report.txt", "figures".getBytes(UTF_8));

        String url = camel.request(
                        "direct:download",
                        exchange -> exchange.getMessage().setHeader("CamelPresignObjectKey", "report.txt"))
                .getMessage()
                .getHeader("CamelPresignUrl", String.class);

        assertThat(directory.resolve("report.txt")).hasContent("figures");
        assertThat(url).startsWith(oss.server().endpoint() + "/demo/").contains("x-oss-expires=600");
    }
}
