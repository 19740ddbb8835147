// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import io.github.osspresign.test.FreePort;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** Kafka broker with one node and its own controller on 127.0.0.1. */
final class KafkaBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String address;

    KafkaBroker(Path data) throws IOException {
        int port = FreePort.find();
        int controllerPort = FreePort.find();
        address = "127.0.0.1:" + port;
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "controller.quorum.voters",
                "1@127.0.0.1:" + controllerPort,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                "PLAINTEXT://" + address + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "log.dirs",
                data.resolve("log").toString(),
                "offsets.topic.replication.factor",
                "1",
                "num.partitions",
                "2",
                "group.initial.rebalance.delay.ms",
                "0"));
        Path file = Files.createDirectories(data).resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (StorageTool.execute(format, nowhere) != 0) {
            throw new IOException("kafka: storage cannot be formatted: " + data);
        }
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        server.startup();
    }

    String address() {
        return address;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
