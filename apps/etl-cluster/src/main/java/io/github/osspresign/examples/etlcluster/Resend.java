// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Sends the links that have failed for good again, with fresh links in place of expired ones. */
final class Resend {

    private static final Duration LEAST_LIFETIME = Duration.ofMinutes(5);

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
        try (KafkaConsumer<String, String> consumer = consumer()) {
            read(
                    consumer,
                    failed -> reasons.put(
                            String.valueOf(failed.key()),
                            header(failed, Topics.REASON).split(":", 2)[0]));
        }
        return reasons;
    }

    private static String header(ConsumerRecord<String, String> failed, String name) {
        Header header = failed.headers().lastHeader(name);
        return header == null ? "unknown" : new String(header.value(), UTF_8);
    }

    /**
     * Sends the records since the last run, and keeps those whose link cannot be renewed. If the process is killed, the next
     * run sends them, some of them again.
     */
    Outcome run() throws ExecutionException, InterruptedException {
        int[] sent = {0};
        int[] renewed = {0};
        int[] kept = {0};
        int[] unusable = {0};
        try (KafkaConsumer<String, String> consumer = consumer();
                Sender sender = new Sender(configuration)) {
            read(consumer, failed -> {
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
                        sender.send(new ProducerRecord<>(topic, null, failed.key(), failed.value(), failed.headers()));
                        kept[0]++;
                    }
                }
            });
            sender.flush();
            consumer.commitSync();
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

    private KafkaConsumer<String, String> consumer() {
        Map<String, Object> properties = configuration.kafka(
                Map.of("group.id", "etl-resend", "enable.auto.commit", "false", "auto.offset.reset", "earliest"));
        return new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer());
    }

    /**
     * Reads what is there now, without repetitions: a worker that is killed between its record here and the commit of the
     * offset is followed by a worker that sends the record again. The source alone does not tell: records of others have
     * none, and a topic that is created again has the same offsets again.
     */
    private void read(KafkaConsumer<String, String> consumer, Consumer<ConsumerRecord<String, String>> receiver) {
        Set<List<@Nullable String>> seen = new HashSet<>();
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(part -> new TopicPartition(topic, part.partition()))
                .toList();
        consumer.assign(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (partitions.stream().anyMatch(part -> consumer.position(part) < ends.getOrDefault(part, 0L))) {
            for (ConsumerRecord<String, String> failed : consumer.poll(Duration.ofMillis(200))) {
                boolean isThere =
                        failed.offset() < ends.getOrDefault(new TopicPartition(topic, failed.partition()), 0L);
                if (isThere && seen.add(Arrays.asList(header(failed, Topics.SOURCE), failed.key(), failed.value()))) {
                    receiver.accept(failed);
                }
            }
        }
        // A poll may have read records that the run itself has added, which are for the next run.
        ends.forEach((part, end) -> consumer.seek(part, end));
    }
}
