// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.TransferView;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.apache.camel.main.Main;

/** Web application for uploads: the page, and the routes that it asks for links. */
public final class UploadPage implements AutoCloseable {

    private static final int PORT = 8080;

    private final Main camel = new Main();
    private final int port;

    UploadPage(OssDevServer server, Path pages, int port) {
        this.port = port;
        server.camelProperties().forEach(camel::addInitialProperty);
        camel.addInitialProperty("camel.server.enabled", "true");
        camel.addInitialProperty("camel.server.host", "127.0.0.1");
        camel.addInitialProperty("camel.server.port", String.valueOf(port));
        camel.addInitialProperty("camel.server.static-enabled", "true");
        camel.addInitialProperty("camel.server.static-source-dir", pages.toString());
        camel.configure().withAutoConfigurationLogSummary(false).addRoutesBuilder(new UploadRoutes());
        camel.start();
    }

    /** Offers the page, with an embedded server as bucket, until the process is stopped. */
    public static void main(String[] arguments) throws Exception {
        try (TransferView view = TransferView.ofProcess();
                OssDevServer server = OssDevServer.builder().bucket("demo").start();
                UploadPage page = new UploadPage(server, Recipients.programs().resolve("browser"), PORT)) {
            Bucket.allowUploads(server, page.origin());
            view.note("Using an embedded OSS server at " + server.endpoint() + ".");
            view.note("Open " + page.origin() + "/upload.html in a browser. Stop with Ctrl-C.");
            new CountDownLatch(1).await();
        }
    }

    /** Returns the origin that the bucket has to allow. */
    String origin() {
        return "http://localhost:" + port;
    }

    @Override
    public void close() {
        camel.stop();
    }
}
