// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** Kafka with one node on 127.0.0.1, in a separate process, so that it can be restarted or killed. */
public final class Broker {

    static final String READY = "broker is ready";

    private Broker() {}

    /**
     * Runs the broker until the process is terminated.
     *
     * @param arguments port of the broker, port of its controller, folder of its data, which may be of an earlier run, and
     *     file with more properties
     */
    public static void main(String[] arguments) throws IOException {
        Properties properties = properties(arguments[0], arguments[1], Path.of(arguments[2]));
        try (Reader reader = Files.newBufferedReader(Path.of(arguments[3]))) {
            properties.load(reader);
        }
        format(properties, Path.of(arguments[2]));
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-stop"));
        try {
            server.startup();
        } catch (RuntimeException e) {
            e.printStackTrace();
            // Threads of the broker would keep the process alive.
            Runtime.getRuntime().halt(1);
        }
        System.out.println(READY);
        server.awaitShutdown();
    }

    private static Properties properties(String port, String controllerPort, Path data) {
        Properties properties = new Properties();
        properties.setProperty("process.roles", "broker,controller");
        properties.setProperty("node.id", "1");
        properties.setProperty("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        properties.setProperty("controller.listener.names", "CONTROLLER");
        properties.setProperty("listeners", "BROKER://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        properties.setProperty("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.setProperty("inter.broker.listener.name", "BROKER");
        // Takes effect with an authorizer: the controller has no login.
        properties.setProperty("super.users", "User:admin;User:ANONYMOUS");
        properties.setProperty("log.dirs", data.resolve("log").toString());
        properties.setProperty("auto.create.topics.enable", "false");
        properties.setProperty("offsets.topic.replication.factor", "1");
        properties.setProperty("offsets.topic.num.partitions", "1");
        properties.setProperty("group.initial.rebalance.delay.ms", "0");
        return properties;
    }

    private static void format(Properties properties, Path data) throws IOException {
        if (Files.exists(data.resolve("log").resolve("meta.properties"))) {
            return;
        }
        Path file = Files.createDirectories(data).resolve("server.properties");
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()};
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        if (StorageTool.execute(format, nowhere) != 0) {
            throw new IOException("kafka: storage cannot be formatted: " + data);
        }
    }
}
