// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.SplitDefinition;

/**
 * A route from camel-http to camel-file that is sent the text of a file with a link a line, some times:
 * {@code <file> <directory> <threads> <whether streams are cached> <times>}.
 */
public final class HttpFiles {

    private HttpFiles() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        int threads = Integer.parseInt(args[2]);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (CamelContext context = new DefaultCamelContext()) {
            // Both are needed: with either of them alone the component reads the response into memory.
            boolean caching = Boolean.parseBoolean(args[3]);
            context.setStreamCaching(caching);
            context.getShutdownStrategy().setTimeout(1);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    SplitDefinition links = from("direct:links")
                            .split(body().tokenize("\n"))
                            .streaming()
                            .stopOnException();
                    // With a pool of one thread the splitter waits for itself.
                    (threads > 1 ? links.parallelProcessing().executorService(pool) : links)
                            .process(HttpFiles::aim)
                            .to(caching ? "http:link" : "http:link?disableStreamCache=true")
                            .to("file:" + args[1]);
                }
            });
            context.start();
            ProducerTemplate messages = context.createProducerTemplate();
            Transfer.print(Integer.parseInt(args[4]), Path.of(args[1]), () -> send(messages, Path.of(args[0])));
        } finally {
            pool.shutdown();
        }
    }

    private static void aim(Exchange exchange) {
        String link = exchange.getMessage().getBody(String.class);
        int query = link.indexOf('?');
        exchange.getMessage().setBody(null);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, link.substring(0, query));
        exchange.getMessage().setHeader(Exchange.HTTP_QUERY, link.substring(query + 1));
        exchange.getMessage().setHeader(Exchange.FILE_NAME, link.substring(link.lastIndexOf('/', query) + 1, query));
    }

    private static void send(ProducerTemplate messages, Path links) throws Exception {
        Exchange answered = messages.request(
                "direct:links", exchange -> exchange.getMessage().setBody(links.toFile()));
        if (answered.getException() != null) {
            throw answered.getException();
        }
    }
}
