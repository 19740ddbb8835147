// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.test.Http;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** Runs the dev server in a container. Needs Docker, and the jar of the server. */
@Timeout(300)
class DevServerContainerTest {

    private static final Path MODULE = Path.of("..", "..", "..", "..", "..", "oss-dev-server");

    // tag::container[]
    static GenericContainer<?> devServer(Path module) {
        return new GenericContainer<>(new ImageFromDockerfile()
                        .withFileFromPath("Dockerfile", module.resolve("Containerfile"))
                        .withFileFromPath("target/oss-dev-server.jar", module.resolve("target/oss-dev-server.jar")))
                .withCommand("--bucket", "demo")
                .withExposedPorts(9000);
    }

    static Map<String, String> camelProperties(GenericContainer<?> devServer) {
        return Map.of(
                "camel.component.presign.local-development", "true",
                "camel.component.presign.endpoint", "http://localhost:" + devServer.getMappedPort(9000),
                "camel.component.presign.region", "cn-hangzhou",
                "camel.component.presign.access-key", "dev-access-key-id",
                "camel.component.presign.secret-key", "dev-access-key-secret",
                "camel.component.osspresigned.local-development", "true");
    }
    // end::container[]

    @Test
    void routeStoresAnObjectInAContainer() throws Exception {
        assumeTrue(Files.exists(MODULE.resolve("target/oss-dev-server.jar")), "needs the jar of the dev server");
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "needs Docker");
        try (GenericContainer<?> oss = devServer(MODULE)) {
            oss.start();
            Main camel = new Main();
            camelProperties(oss).forEach(camel::addInitialProperty);
            camel.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:store")
                            .to("presign:demo?method=PUT")
                            .to("osspresigned:?operation=upload")
                            .to("presign:demo");
                }
            });
            camel.start();
            try {
                String url = camel.getCamelTemplate()
                        .request("direct:store", exchange -> {
                            exchange.getMessage().setBody("content");
                            exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "a.txt");
                        })
                        .getMessage()
                        .getHeader(PresignConstants.URL, String.class);
                assertThat(Http.get(url).body()).isEqualTo("content");
            } finally {
                camel.stop();
            }
        }
    }
}
