// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.test.CsvObjects;
import io.github.osspresign.test.JavaCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker in its own process, which is killed and started again. */
class DownloadSinkTest {

    private static final int OBJECTS = 1000;

    @Test
    @Tag("long")
    void killedWorkerLosesNoLinkAndRepeatsNoDownload(@TempDir Path folder) throws Exception {
        Path files = folder.resolve("files");
        try (CsvObjects objects = new CsvObjects(OBJECTS);
                KafkaBroker broker = new KafkaBroker(folder.resolve("broker"))) {
            send(broker, objects.links());
            Process killed = worker(folder, broker);
            try {
                await().atMost(Duration.ofMinutes(10)).until(() -> CsvObjects.isPartIn(files));
            } finally {
                killed.destroyForcibly().waitFor();
            }
            Process next = worker(folder, broker);
            try {
                await().atMost(Duration.ofMinutes(10))
                        .until(() -> CsvObjects.filesIn(files).size() == OBJECTS);
            } finally {
                next.destroyForcibly().waitFor();
            }

            assertThat(CsvObjects.rowsIn(files)).hasSize(objects.rows()).doesNotHaveDuplicates();
            assertThat(objects.resumedBytes()).isPositive();
            // One download of each task was interrupted, and a connection that fails is one more.
            assertThat(objects.requests()).isBetween(OBJECTS + 1, OBJECTS + 5);
            System.out.printf(
                    "links: %d, files: %d, requests: %d, bytes resumed: %d%n",
                    OBJECTS, CsvObjects.filesIn(files).size(), objects.requests(), objects.resumedBytes());
        }
    }

    private static void send(KafkaBroker broker, List<String> links) throws Exception {
        try (Producer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new StringSerializer(), new StringSerializer())) {
            List<Future<RecordMetadata>> sent = links.stream()
                    .map(link -> producer.send(new ProducerRecord<>("links", link)))
                    .toList();
            for (Future<RecordMetadata> one : sent) {
                one.get();
            }
        }
    }

    private static Process worker(Path folder, KafkaBroker broker) throws IOException {
        Properties worker = new Properties();
        worker.putAll(Map.of(
                "bootstrap.servers", broker.address(),
                "listeners", "http://127.0.0.1:0",
                "key.converter", "org.apache.kafka.connect.storage.StringConverter",
                "value.converter", "org.apache.kafka.connect.storage.StringConverter",
                "offset.storage.file.filename", folder.resolve("offsets").toString(),
                // The shortest that a broker allows: the next worker gets the partitions of the killed one after it.
                "consumer.session.timeout.ms", "6000",
                "consumer.heartbeat.interval.ms", "1000"));
        Properties connector = new Properties();
        try (InputStream published = DownloadSinkTest.class.getResourceAsStream("/links.properties")) {
            connector.load(published);
        }
        connector.setProperty("folder", folder.resolve("files").toString());
        return JavaCommand.of(
                        ConnectStandalone.class,
                        List.of("-DlocalDevelopment=true"),
                        store(worker, folder.resolve("worker.properties")),
                        store(connector, folder.resolve("links.properties")))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("worker.log").toFile()))
                .start();
    }

    private static String store(Properties properties, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            properties.store(out, null);
        }
        return file.toString();
    }
}
