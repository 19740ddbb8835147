// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharelink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.OssDevServer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.OptionalInt;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Starts the example: with the bucket in the environment, else with an embedded OSS server. */
public final class ShareLink {

    /** Another one than that of the share portal, so that both run beside each other. */
    private static final int DEFAULT_PORT = 8090;

    private ShareLink() {}

    /** Runs until Ctrl-C, on the port of the system property {@code port}. */
    public static void main(String[] arguments) throws Exception {
        OptionalInt port = free(Integer.getInteger("port", DEFAULT_PORT), System.err);
        if (port.isEmpty()) {
            System.exit(1);
        }
        if (System.getenv("OSS_BUCKET") != null) {
            listening(application(), port.getAsInt(), "ADDRESS", System.out).run();
            return;
        }
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "reports/Figures of October.txt", "All is well.\n".getBytes(UTF_8));
            listening(embedded(server), port.getAsInt(), "q7Jm2xKd9sVw4TzR", System.out)
                    .run();
        }
    }

    /** Returns the port, or any free one for 0. Camel only logs that it is taken, and goes on without a server. */
    static OptionalInt free(int wanted, PrintStream err) throws IOException {
        try (ServerSocket socket = new ServerSocket(wanted, 1, InetAddress.getLoopbackAddress())) {
            return OptionalInt.of(socket.getLocalPort());
        } catch (BindException e) {
            err.println(
                    "Cannot listen on port " + wanted + ": " + e.getMessage() + ". -Dport=PORT chooses another one.");
            return OptionalInt.empty();
        }
    }

    /** Lets the application listen on a port, and print the address of a page as soon as it does. */
    static Main listening(Main camel, int port, String address, PrintStream out) {
        camel.addOverrideProperty("camel.server.port", String.valueOf(port));
        camel.addMainListener(new MainListenerSupport() {
            @Override
            public void afterStart(BaseMainSupport main) {
                out.println("Ctrl-C ends the example. Open http://localhost:" + port + "/s/" + address);
            }
        });
        return camel;
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
