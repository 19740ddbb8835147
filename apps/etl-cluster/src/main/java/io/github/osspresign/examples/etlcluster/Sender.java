// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends records to the topics of the application. */
final class Sender implements AutoCloseable {

    private final String links;
    private final KafkaProducer<String, String> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Sender(Configuration configuration) {
        links = configuration.get(Topics.LINKS);
        producer = new KafkaProducer<>(
                configuration.kafka(Map.of("linger.ms", "5")), new StringSerializer(), new StringSerializer());
    }

    /** Sends a link, whose record has its object as key, at some time before the next {@link #flush}. */
    void send(PresignedLink link) {
        send(link.bucket() + "/" + link.key(), LinkJson.write(link));
    }

    /** Sends a record to the topic of links, at some time before the next {@link #flush}. */
    void send(String key, String value) {
        send(new ProducerRecord<>(links, key, value));
    }

    /** Sends a record at some time before the next {@link #flush}. */
    void send(ProducerRecord<String, String> record) {
        // The callback has the failure.
        Future<?> unused = producer.send(record, (metadata, e) -> {
            if (e != null) {
                failure.compareAndSet(null, e);
            }
        });
    }

    /**
     * Waits until the broker has stored all records.
     *
     * @throws ExecutionException if it has not stored one of them
     */
    void flush() throws ExecutionException {
        producer.flush();
        Exception first = failure.getAndSet(null);
        if (first != null) {
            throw new ExecutionException(first);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
