// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.springboot;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServerContainer;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;

/** Stores and downloads a file in a container that no property names. */
@Tag("container")
@Timeout(120)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
class ServiceConnectionTest {

    @TempDir
    static Path directory;

    @Autowired
    ProducerTemplate camel;

    // tag::connection[]
    @TestConfiguration(proxyBeanMethods = false)
    static class Containers {

        @Bean
        @ServiceConnection
        OssDevServerContainer oss() {
            return new OssDevServerContainer("ghcr.io/osspresign/oss-dev-server:1.0.0-SNAPSHOT").withBucket("demo");
        }
    }
    // end::connection[]

    @SpringBootApplication
    static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store")
                            .to("presign:demo?method=PUT")
                            .to("osspresigned:?operation=upload")
                            .to("presign:demo")
                            .to("osspresigned:" + directory);
                }
            };
        }
    }

    @Test
    void routeUsesTheContainer() {
        camel.sendBodyAndHeader("direct:store", "figures", "CamelPresignObjectKey", "report.txt");

        assertThat(directory.resolve("report.txt")).hasContent("figures");
    }
}
