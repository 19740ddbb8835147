// SPDX-License-Identifier: Apache-2.0
package com.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** YAML routes with camel-main: a file is stored and shared, and its link is a file again. */
class ShareTest {

    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

    @TempDir
    Path directory;

    @Test
    void sharesAFile() throws Exception {
        Files.writeString(Files.createDirectories(directory.resolve("outbox")).resolve("报告.txt"), "figures");
        Main main = new Main();
        oss.server().camelProperties().forEach(main::addInitialProperty);
        for (String folder : new String[] {"outbox", "links", "inbox"}) {
            main.addInitialProperty(folder, directory.resolve(folder).toString());
        }
        main.init();
        NotifyBuilder received = new NotifyBuilder(main.getCamelContext())
                .fromRoute("receive")
                .whenCompleted(1)
                .create();
        main.start();
        try {
            assertThat(received.matches(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            main.stop();
        }

        assertThat(directory.resolve("inbox/报告.txt")).hasContent("figures");
        assertThat(oss.server().objectBytes("demo", "报告.txt")).asString().isEqualTo("figures");
    }
}
