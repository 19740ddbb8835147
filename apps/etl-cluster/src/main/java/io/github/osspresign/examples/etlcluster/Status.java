// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * State of a worker, over HTTP: {@code /metrics} in the text format of Prometheus, {@code /health/live} and
 * {@code /health/ready}. A worker is alive until its process ends: a restart repairs neither network nor broker.
 */
final class Status implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, Check> checks = new ConcurrentSkipListMap<>();
    private volatile Runnable measurement = () -> {};
    private final @Nullable HttpServer server;
    /** More than one, because Kubernetes restarts a worker whose check of life is slow, and a broker may be slow to respond. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private record Check(boolean decides, Callable<String> state) {}

    /** @param port port on all addresses, {@code null} for no server */
    Status(@Nullable Integer port) throws IOException {
        server = port == null ? null : HttpServer.create(new InetSocketAddress(port), 0);
        if (server != null) {
            server.setExecutor(threads);
            server.createContext("/metrics", exchange -> {
                measurement.run();
                send(exchange, 200, "text/plain; version=0.0.4; charset=utf-8", registry.scrape());
            });
            server.createContext("/health/live", exchange -> send(exchange, 200, "text/plain; charset=utf-8", "UP\n"));
            server.createContext("/health/ready", this::ready);
        }
    }

    /** Begins to respond. What is required has to be known before, or a worker that has just begun counts as ready. */
    void start() {
        if (server != null) {
            server.start();
        }
    }

    PrometheusMeterRegistry registry() {
        return registry;
    }

    /**
     * Adds something without which the worker is not ready.
     *
     * @param check returns its state, or fails with the reason
     */
    void require(String name, Callable<String> check) {
        checks.put(name, new Check(true, check));
    }

    /**
     * Adds something that all workers share. Without it none of them is less ready than the others: a roll-out must go on.
     *
     * @param check returns its state, or fails with the reason
     */
    void show(String name, Callable<String> check) {
        checks.put(name, new Check(false, check));
    }

    /** Sets what is done before meters are read. */
    void measure(Runnable measurement) {
        this.measurement = measurement;
    }

    private void ready(HttpExchange exchange) throws IOException {
        boolean up = true;
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Check> check : checks.entrySet()) {
            String state;
            try {
                state = check.getValue().state().call();
            } catch (Exception e) {
                state = "DOWN, " + Patience.reason(e);
                up &= !check.getValue().decides();
            }
            text.append(check.getKey()).append(": ").append(state).append('\n');
        }
        send(exchange, up ? 200 : 503, "text/plain; charset=utf-8", (up ? "UP\n" : "DOWN\n") + text);
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
        }
        threads.shutdownNow();
    }
}
