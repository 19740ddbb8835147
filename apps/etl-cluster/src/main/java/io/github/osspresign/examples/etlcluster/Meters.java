// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** All meters of a worker, and a page that shows them at {@code /metrics}, in the text format of Prometheus. */
final class Meters implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final @Nullable HttpServer page;

    /** @param port port of the page on all addresses, {@code null} for no page */
    Meters(@Nullable String port) throws IOException {
        page = port == null ? null : HttpServer.create(new InetSocketAddress(Integer.parseInt(port)), 0);
        if (page != null) {
            page.createContext("/metrics", exchange -> {
                byte[] text = registry.scrape().getBytes(UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
            });
            page.start();
        }
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    @Override
    public void close() {
        if (page != null) {
            page.stop(0);
        }
    }
}
