// SPDX-License-Identifier: Apache-2.0
package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application that makes its Camel context itself, with nothing on the class path but the core of Camel and the component. */
class StoreAndShareTest {

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final CamelContext camel = new DefaultCamelContext();

    @TempDir
    Path inbox;

    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        PresignComponent presign = camel.getComponent("presign", PresignComponent.class);
        presign.setLocalDevelopment(true);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        camel.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:store").to("presign:demo?method=PUT").to("osspresigned:?operation=upload");
                from("direct:share").to("presign:demo");
                from("direct:list").to("presign:demo?operation=signPrefix&prefix=report");
                from("direct:receive").to("osspresigned:" + inbox);
            }
        });
        camel.start();
        producer = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private String link(String route, String key) {
        return producer.request(route, e -> e.getMessage().setHeader(PresignConstants.OBJECT_KEY, key))
                .getMessage()
                .getHeader(PresignConstants.URL, String.class);
    }

    private void receive(String link) {
        producer.sendBodyAndHeader("direct:receive", null, OssPresignedConstants.LINK, link);
    }

    @Test
    void storedFileIsSharedAndReceived() {
        producer.sendBodyAndHeader("direct:store", "figures", PresignConstants.OBJECT_KEY, "report.txt");

        receive(link("direct:share", "report.txt"));

        assertThat(inbox.resolve("report.txt")).hasContent("figures");
    }

    /** The SDK reads the XML of the listing with the Jackson modules that come with the component. */
    @Test
    void objectsAreListed() {
        server.putObject("demo", "report.txt", "figures".getBytes(UTF_8));

        assertThat(producer.requestBody("direct:list", null, Iterable.class)).hasSize(1);
    }
}
