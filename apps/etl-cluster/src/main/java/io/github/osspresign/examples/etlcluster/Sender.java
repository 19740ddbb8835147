// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;

/** Sends records to the topics of the example. */
final class Sender implements AutoCloseable {

    private final String links;
    private final KafkaProducer<String, String> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    Sender(Configuration configuration) {
        links = configuration.get(Topics.LINKS);
        producer = new KafkaProducer<>(
                configuration.kafka(Map.of("linger.ms", "5")), new StringSerializer(), new StringSerializer());
    }

    /** Sends a record to the topic of links, at some time before the next {@link #flush}. */
    void send(String key, String value) {
        send(new ProducerRecord<>(links, key, value));
    }

    /** Sends a record at some time before the next {@link #flush}. */
    void send(ProducerRecord<String, String> record) {
        sent.add(producer.send(record));
    }

    /**
     * Waits until the broker has stored all records.
     *
     * @throws ExecutionException if it has not stored one of them
     */
    void flush() throws ExecutionException, InterruptedException {
        producer.flush();
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
        sent.clear();
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
