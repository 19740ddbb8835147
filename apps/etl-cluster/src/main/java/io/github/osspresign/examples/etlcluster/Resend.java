// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.camel.CamelExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Sends the links that have failed for good again, with fresh links in place of expired ones. */
final class Resend {

    private static final Duration LEAST_LIFETIME = Duration.ofMinutes(5);
    private static final int REMEMBERED = 10_000;

    private final Configuration configuration;
    private final String topic;
    private final Signer signer;

    Resend(Configuration configuration, Signer signer) {
        this.configuration = configuration;
        this.topic = configuration.get(Topics.FAILED);
        this.signer = signer;
    }

    /**
     * Numbers of records.
     *
     * @param sent records that were sent again
     * @param renewed those of them with a fresh link
     * @param kept records with an expired link that cannot be renewed; they are in the topic again, for the next run
     * @param unusable records without a link
     */
    record Outcome(int sent, int renewed, int kept, int unusable) {}

    /** Returns the keys of the records that have failed since the last {@link #run}, with the exception class of each. */
    SortedMap<String, String> reasons() {
        SortedMap<String, String> reasons = new TreeMap<>();
        try (Records records = new Records()) {
            while (records.hasNext()) {
                records.poll(failed -> reasons.put(
                        String.valueOf(failed.key()),
                        header(failed, Topics.REASON).split(":", 2)[0]));
            }
        }
        return reasons;
    }

    private static String header(ConsumerRecord<String, String> failed, String name) {
        Header header = failed.headers().lastHeader(name);
        return header == null ? "unknown" : new String(header.value(), UTF_8);
    }

    /**
     * Sends the records since the last run, and keeps those whose link cannot be renewed. If the process is killed, the next
     * run goes on, and sends some of them again.
     */
    Outcome run() throws ExecutionException, InterruptedException {
        int[] sent = {0};
        int[] renewed = {0};
        int[] kept = {0};
        int[] unusable = {0};
        try (Records records = new Records();
                Sender sender = new Sender(configuration)) {
            while (records.hasNext()) {
                records.poll(failed -> {
                    PresignedLink link = link(failed.value());
                    if (link == null) {
                        unusable[0]++;
                    } else if (livesLongEnough(link)) {
                        sent[0]++;
                        sender.send(failed.key(), failed.value());
                    } else {
                        try {
                            sender.send(failed.key(), LinkJson.write(signer.renew(link)));
                            sent[0]++;
                            renewed[0]++;
                        } catch (CamelExecutionException e) {
                            // With other keys, a later run may renew it.
                            sender.send(
                                    new ProducerRecord<>(topic, null, failed.key(), failed.value(), failed.headers()));
                            kept[0]++;
                        }
                    }
                });
                sender.flush();
                records.commit();
            }
        }
        return new Outcome(sent[0], renewed[0], kept[0], unusable[0]);
    }

    /** Returns {@code null} if there is no link in the record. */
    private static @Nullable PresignedLink link(@Nullable String record) {
        if (record == null) {
            return null;
        }
        try {
            return LinkJson.read(record);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean livesLongEnough(PresignedLink link) {
        Instant end = link.expiresAt();
        return end == null || end.isAfter(Instant.now().plus(LEAST_LIFETIME));
    }

    /**
     * Records that are there now, without repetitions: a worker that is killed between its record here and the commit of the
     * offset is followed by a worker that sends the record again, soon after. The source alone does not tell: records of
     * others have none, and a topic that is created again has the same offsets again.
     */
    private final class Records implements AutoCloseable {

        /** Bytes of a poll, also if there are millions of records. */
        private static final String FETCH = "4000000";

        private final KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                configuration.kafka(Map.of(
                        "group.id", "etl-resend",
                        "enable.auto.commit", "false",
                        "auto.offset.reset", "earliest",
                        "max.poll.records", "1000",
                        "fetch.max.bytes", FETCH)),
                new StringDeserializer(),
                new StringDeserializer());
        private final Map<TopicPartition, Long> ends;
        /** Digests of the last records. */
        private final Set<String> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > REMEMBERED;
            }
        });

        Records() {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(part -> new TopicPartition(topic, part.partition()))
                    .toList();
            consumer.assign(partitions);
            ends = consumer.endOffsets(partitions);
        }

        boolean hasNext() {
            return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
        }

        void poll(Consumer<ConsumerRecord<String, String>> receiver) {
            for (ConsumerRecord<String, String> failed : consumer.poll(Duration.ofMillis(200))) {
                // Later ones are those that the run itself has added, which are for the next run.
                long end = ends.getOrDefault(new TopicPartition(topic, failed.partition()), 0L);
                if (failed.offset() < end && seen.add(digest(failed))) {
                    receiver.accept(failed);
                }
            }
        }

        void commit() {
            Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
            ends.forEach((part, end) -> done.put(part, new OffsetAndMetadata(Math.min(end, consumer.position(part)))));
            consumer.commitSync(done);
        }

        @Override
        public void close() {
            consumer.close();
        }
    }

    private static String digest(ConsumerRecord<String, String> failed) {
        String text = String.join("\n", header(failed, Topics.SOURCE), failed.key(), failed.value());
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
