// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route that is sent all links of a file at the same time: {@code <endpoint URI> <file> <platform or virtual>}. When the
 * process is sent a byte, it prints what they keep.
 */
public final class LinksInFlight {

    static final String PLATFORM = "platform";
    static final String VIRTUAL = "virtual";

    private LinksInFlight() {}

    public static void main(String[] args) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:links").to(args[0]);
            }
        });
        context.start();
        ProducerTemplate messages = context.createProducerTemplate();
        // Not in the API of the Java that this is compiled for.
        ExecutorService threads = args[2].equals(VIRTUAL)
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newCachedThreadPool();
        Kept before = Kept.now();
        for (String link : Files.readAllLines(Path.of(args[1]))) {
            threads.execute(() -> messages.sendBody("direct:links", link));
        }
        System.in.read();
        Kept.printSince(before);
        // None of the links will ever end.
        Runtime.getRuntime().halt(0);
    }
}
