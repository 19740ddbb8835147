package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** All meters of a worker at {@code /metrics}, in the text format of Prometheus. */
final class MetricsPage implements AutoCloseable {

    private final @Nullable HttpServer server;

    private MetricsPage(@Nullable HttpServer server) {
        this.server = server;
    }

    /** @param port port on all addresses, {@code null} for no page */
    static MetricsPage start(@Nullable String port, PrometheusMeterRegistry meters) throws IOException {
        if (port == null) {
            return new MetricsPage(null);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(Integer.parseInt(port)), 0);
        server.createContext("/metrics", exchange -> {
            byte[] text = meters.scrape().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.start();
        return new MetricsPage(server);
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
    }
}
