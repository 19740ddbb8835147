// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharelink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.OssDevServer;
import org.apache.camel.main.Main;

/** Starts the example: with the bucket in the environment, else with an embedded OSS server. */
public final class ShareLink {

    private ShareLink() {}

    /** Runs until Ctrl-C. */
    public static void main(String[] arguments) throws Exception {
        if (System.getenv("OSS_BUCKET") != null) {
            application().run();
            return;
        }
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "reports/Figures of October.txt", "All is well.\n".getBytes(UTF_8));
            System.out.println("Open http://localhost:8080/s/q7Jm2xKd9sVw4TzR. Ctrl-C ends the example.");
            embedded(server).run();
        }
    }

    private static Main application() {
        Main camel = new Main();
        camel.configure().addRoutesBuilder(new ShareRoutes());
        return camel;
    }

    /** Returns the application with a development server in place of a bucket. */
    static Main embedded(OssDevServer server) {
        Main camel = application();
        server.camelProperties().forEach(camel::addOverrideProperty);
        return camel;
    }
}
