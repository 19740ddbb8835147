// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Embedded Kafka, whose port and data outlive its process. */
final class KafkaProcess implements AutoCloseable {

    private final Path folder;
    private final int port;
    private final int controllerPort;
    private int starts;
    private @Nullable ChildProcess process;

    /** @param folder folder for data and logs */
    KafkaProcess(Path folder) {
        this.folder = folder;
        this.port = FreePort.find();
        this.controllerPort = FreePort.find();
    }

    int port() {
        return port;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /**
     * Starts the process, and does not wait until it is ready.
     *
     * @param properties properties of the broker, besides its own
     */
    synchronized void start(Map<String, String> properties) throws IOException {
        Path file = folder.resolve("broker.properties");
        Properties stored = new Properties();
        stored.putAll(properties);
        try (Writer writer = Files.newBufferedWriter(file)) {
            stored.store(writer, null);
        }
        process = ChildProcess.start(
                Broker.class,
                log(++starts),
                Integer.toString(port),
                Integer.toString(controllerPort),
                folder.resolve("kafka").toString(),
                file.toString());
    }

    synchronized void awaitReady() throws IOException, InterruptedException {
        if (process != null) {
            process.awaitLine(Broker.READY);
        }
    }

    private Path log(int start) {
        return folder.resolve("broker-" + start + ".log");
    }

    /** @param kill whether the process is killed, and has no time to close its files */
    synchronized void stop(boolean kill) throws InterruptedException {
        if (process != null && !kill) {
            process.terminate();
        }
        close();
    }

    synchronized Duration processorTime() {
        return process == null ? Duration.ZERO : process.processorTime();
    }

    @Override
    public synchronized void close() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }
}
