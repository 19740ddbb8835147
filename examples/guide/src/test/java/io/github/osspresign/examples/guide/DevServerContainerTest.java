// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServerContainer;
import io.github.osspresign.test.Http;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Runs the dev server in a container. Needs Docker or Podman, and the image. */
@Tag("container")
@Timeout(300)
@Testcontainers
class DevServerContainerTest {

    // tag::container[]
    @Container
    static final OssDevServerContainer oss =
            new OssDevServerContainer("ghcr.io/osspresign/oss-dev-server:1.0.0-SNAPSHOT").withBucket("demo");
    // end::container[]

    @Test
    void routeStoresAnObjectInAContainer() throws Exception {
        Main camel = new Main();
        // tag::properties[]
        oss.camelProperties().forEach(camel::addInitialProperty);
        // end::properties[]
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
