// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A route from an {@code osspresigned:} consumer of a manifest, started some times: {@code <endpoint URI> <its
 * directory> <number of links> <times>}.
 */
public final class PresignedManifest {

    private static final String ROUTE = "files";

    private PresignedManifest() {}

    // That a close() may be interrupted does not matter at the end of a process.
    @SuppressWarnings("try")
    public static void main(String[] args) throws Exception {
        AtomicReference<CountDownLatch> left = new AtomicReference<>(new CountDownLatch(0));
        try (CamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(args[0])
                            .routeId(ROUTE)
                            .autoStartup(false)
                            .process(exchange -> left.get().countDown());
                }
            });
            context.start();
            Transfer.print(
                    Integer.parseInt(args[3]),
                    Path.of(args[1]),
                    () -> {
                        CountDownLatch files = new CountDownLatch(Integer.parseInt(args[2]));
                        left.set(files);
                        context.getRouteController().startRoute(ROUTE);
                        files.await();
                    },
                    // Takes a second if it begins while the last exchange ends.
                    () -> context.getRouteController().stopRoute(ROUTE));
        }
    }
}
