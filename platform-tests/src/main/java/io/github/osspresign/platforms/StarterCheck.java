// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.OssDevServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Starts Spring Boot applications with right and wrong properties of the starter. */
public final class StarterCheck {

    /** Downloads an object through a link. */
    @SpringBootApplication
    public static class Application {

        @Bean
        RouteBuilder routes() {
            return new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:download").to("presign:demo").to("osspresigned:{{directory}}");
                }
            };
        }
    }

    private StarterCheck() {}

    /** Checks that properties become options of both components. */
    public static void componentsTakeTheirOptionsFromProperties(Path directory) {
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "report.txt", "figures".getBytes(StandardCharsets.UTF_8));
            server.camelProperties().forEach(System::setProperty);
            try (ConfigurableApplicationContext application =
                    run("--directory=" + directory, "--camel.component.presign.expiration=30s")) {
                application
                        .getBean(ProducerTemplate.class)
                        .sendBodyAndHeader("direct:download", null, "CamelPresignObjectKey", "report.txt");
            } finally {
                server.camelProperties().keySet().forEach(System::clearProperty);
            }
        }
        assertThat(directory.resolve("report.txt")).hasContent("figures");
    }

    /** Checks that an unknown option ends the start, and is named. */
    public static void unknownOptionEndsStart() {
        assertThatThrownBy(() -> run("--directory=target", "--camel.component.presign.regoin=cn-hangzhou"))
                .hasStackTraceContaining("camel.component.presign.regoin");
    }

    /** Checks that a duration without unit ends the start, and is explained. */
    public static void durationWithoutUnitEndsStart() {
        assertThatThrownBy(() -> run("--directory=target", "--camel.component.presign.expiration=30"))
                .hasStackTraceContaining("expiration: must be a duration with a unit");
    }

    private static ConfigurableApplicationContext run(String... arguments) {
        return SpringApplication.run(Application.class, arguments);
    }
}
