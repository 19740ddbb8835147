// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

// tag::route[]
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import java.nio.file.Path;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DevServerRouteTest {

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    Path directory;

    @Test
    void downloadsTheObjectOfALink() throws Exception {
        oss.server().putObject("demo", "report.csv", "day,kwh".getBytes(UTF_8));
        Main camel = new Main();
        oss.server().camelProperties().forEach(camel::addInitialProperty);
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:report").to("presign:demo").to("osspresigned:" + directory);
            }
        });
        camel.start();
        try {
            camel.getCamelTemplate()
                    .sendBodyAndHeader("direct:report", null, PresignConstants.OBJECT_KEY, "report.csv");
        } finally {
            camel.stop();
        }
        assertThat(directory.resolve("report.csv")).hasContent("day,kwh");
    }
}
// end::route[]
