// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route with {@code toD} that is sent links, each to a separate directory and file: {@code <link> <directory>
 * <options> <how many> <threads>}. Prints how many endpoints of ours and how many threads there are at the end, and how
 * many threads there were at most.
 */
public final class DynamicLinks {

    static final String AT_THE_END = "at the end ";

    private DynamicLinks() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[3]);
        int senders = Integer.parseInt(args[4]);
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:link")
                            .toD("osspresigned:" + args[1] + "/${header.number}?fileName=${header.number}.bin&"
                                    + args[2])
                            .process(DynamicLinks::delete);
                }
            });
            context.start();
            ProducerTemplate messages = context.createProducerTemplate();
            AtomicInteger next = new AtomicInteger();
            Transfer.print(1, Path.of(args[1]), () -> {
                List<Future<?>> sending = IntStream.range(0, senders)
                        .<Future<?>>mapToObj(i -> pool.submit(() -> send(messages, args[0], next, count)))
                        .toList();
                for (Future<?> sent : sending) {
                    sent.get();
                }
            });
            long endpoints = context.getEndpoints().stream()
                    .filter(endpoint -> endpoint.getEndpointUri().startsWith("osspresigned"))
                    .count();
            var threads = ManagementFactory.getThreadMXBean();
            System.out.println(
                    AT_THE_END + endpoints + " " + threads.getThreadCount() + " " + threads.getPeakThreadCount());
        } finally {
            pool.shutdown();
        }
    }

    private static void send(ProducerTemplate messages, String link, AtomicInteger next, int count) {
        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
            // A message's failure ends the process, and with it the claim.
            messages.sendBodyAndHeader("direct:link", link, "number", number);
        }
    }

    /** Memory that holds a million files is not what is measured. */
    private static void delete(Exchange exchange) throws Exception {
        Path file = exchange.getMessage().getBody(File.class).toPath();
        Files.delete(file);
        Files.delete(file.resolveSibling(""));
    }
}
