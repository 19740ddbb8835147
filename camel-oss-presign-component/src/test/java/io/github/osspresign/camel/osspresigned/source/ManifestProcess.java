// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.TransferListener;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process that processes one manifest and prints the summary and its maximum heap usage. */
final class ManifestProcess {

    private ManifestProcess() {}

    /** The consumer's endpoint; its listener is added here. */
    public static void main(String[] args) throws Exception {
        BlockingQueue<LinkSummary> summaries = new LinkedBlockingQueue<>();
        try (CamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("listener", new TransferListener() {
                @Override
                public void batchFinished(String exchangeId, LinkSummary summary) {
                    summaries.add(summary);
                }
            });
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from(args[0] + "&transferListener=#listener")
                            .process(exchange -> Files.delete(exchange.getMessage()
                                    .getMandatoryBody(File.class)
                                    .toPath())));
            context.start();
            System.out.println(summaries.take());
            System.out.println(peakMebibytes());
        }
    }

    /** Of all pools together, each at its own time: never less than there has been at once. */
    private static long peakMebibytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum()
                / (1024 * 1024);
    }
}
