// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import java.time.Clock;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;

/** The sender, who makes the links: a Camel route with the keys of the server. */
final class Sender implements AutoCloseable {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    /** With a clock that goes slow, the links have ended before they are used. */
    Sender(OssDevServer server, Clock clock) throws Exception {
        PresignComponent presign = new PresignComponent();
        presign.setClock(clock);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        camel.addComponent("presign", presign);
        camel.addRoutes(new LinkRoute());
        camel.start();
        template = camel.createProducerTemplate();
    }

    /** Returns a link to the object that works for an hour. */
    String link(String key) {
        return template.requestBodyAndHeader("direct:link", null, "CamelPresignObjectKey", key, String.class);
    }

    /** Returns such a link with which a browser saves the object under the name, instead of showing it. */
    String link(String key, String fileName) {
        Map<String, Object> headers = Map.of("CamelPresignObjectKey", key, "CamelPresignDownloadFileName", fileName);
        return template.requestBodyAndHeaders("direct:link", null, headers, String.class);
    }

    /** Returns a plan, as JSON, to upload an object of this size in parts within an hour. */
    String uploadPlan(String key, long size) {
        Map<String, Object> headers = Map.of("CamelPresignObjectKey", key, "CamelPresignUploadSize", size);
        return template.requestBodyAndHeaders("direct:upload-plan", null, headers, String.class);
    }

    @Override
    public void close() {
        camel.stop();
    }
}
