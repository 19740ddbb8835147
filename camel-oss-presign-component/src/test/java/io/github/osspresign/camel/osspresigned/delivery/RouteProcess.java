// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.OssPresignedConstants;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process that runs a route with one download with the default settings of Camel and prints the result. */
final class RouteProcess {

    private RouteProcess() {}

    /** The endpoint without linkSource, whether it is a consumer, whether its body can be read again, a link, a folder. */
    public static void main(String[] args) throws Exception {
        String endpoint = args[0];
        boolean consumer = Boolean.parseBoolean(args[1]);
        boolean readable = Boolean.parseBoolean(args[2]);
        String url = args[3];
        Path out = Path.of(args[4]);
        BlockingQueue<String> results = new LinkedBlockingQueue<>();
        try (CamelContext context = new DefaultCamelContext()) {
            RouteBuilder.addRoutes(context, routes -> {
                routes.onException(Exception.class)
                        .process(exchange -> results.add(
                                String.valueOf(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))));
                if (consumer) {
                    routes.from(endpoint + "&bridgeErrorHandler=true&linkSource=seda:links")
                            .to("direct:work");
                } else {
                    routes.from("seda:links").to(endpoint).to("direct:work");
                }
                routes.from("direct:work").to("file:" + out).process(exchange -> {
                    if (readable) {
                        exchange.getMessage().getBody(InputStream.class).transferTo(OutputStream.nullOutputStream());
                    }
                    results.add(exchange.getMessage().getHeader(OssPresignedConstants.VERIFIED, String.class));
                });
            });
            context.start();
            context.createProducerTemplate().sendBody("seda:links", url);
            System.out.println(results.take());
        }
    }
}
