// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.lang.management.ManagementFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Routes that wait for links, and what each of them keeps: {@code <endpoint URI, with # for its number> <how many>}.
 * Prints bytes of heap and threads for each.
 */
public final class IdleConsumers {

    private static final int WARM_UP = 50;

    private IdleConsumers() {}

    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[1]);
        CamelContext context = new DefaultCamelContext();
        context.start();
        add(context, args[0], 0, WARM_UP);
        long heap = heap();
        int threads = threads();
        add(context, args[0], WARM_UP, WARM_UP + count);
        System.out.println("each " + (heap() - heap) / count + " " + (double) (threads() - threads) / count);
        // To stop so many consumers one after the other would take longer than all the rest.
        System.exit(0);
    }

    private static void add(CamelContext context, String uri, int from, int to) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                for (int i = from; i < to; i++) {
                    from(uri.replace("#", Integer.toString(i))).to("mock:files");
                }
            }
        });
    }

    private static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    private static long heap() {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(
                    least,
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
