// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.cli.DevServerMain;
import io.github.osspresign.test.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The properties that the dev server prints at its start configure both components. */
@Timeout(120)
class DevServerBannerTest {

    @TempDir
    Path directory;

    @Test
    void printedPropertiesUploadAndDownload() throws Exception {
        Process server = JavaCommand.of(DevServerMain.class, List.of(), "--port", "0")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            uploadAndDownload(printedProperties(server));
        } finally {
            server.destroyForcibly().waitFor();
        }

        assertThat(directory.resolve("hello.txt")).hasContent("hello");
    }

    /** Returns the properties among the lines before the last one, which is the command of an upload. */
    private static Properties printedProperties(Process server) throws IOException {
        String text = server.inputReader(UTF_8)
                .lines()
                .takeWhile(line -> !line.startsWith("  curl -T"))
                .filter(line -> line.contains("camel.component"))
                .collect(Collectors.joining("\n"));
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }

    private void uploadAndDownload(Properties properties) throws Exception {
        Main camel = new Main();
        properties.forEach((name, value) -> camel.addInitialProperty((String) name, (String) value));
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:hello")
                        .to("presign:demo?method=PUT")
                        .to("osspresigned:?operation=upload")
                        .to("presign:demo")
                        .to("osspresigned:" + directory);
            }
        });
        camel.start();
        try {
            camel.getCamelTemplate()
                    .sendBodyAndHeader("direct:hello", "hello", PresignConstants.OBJECT_KEY, "hello.txt");
        } finally {
            camel.stop();
        }
    }

    @Test
    void propertiesOfThePageAreThoseOfADefaultServer() throws Exception {
        Properties shown = new Properties();
        try (InputStream file = DevServerBannerTest.class.getResourceAsStream("/guide/dev-server.properties")) {
            shown.load(file);
        }
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            Properties printed = new Properties();
            server.camelProperties()
                    .forEach((name, value) -> printed.put(name, value.replace(":" + server.port(), ":9000")));

            assertThat(shown).isEqualTo(printed);
        }
    }
}
