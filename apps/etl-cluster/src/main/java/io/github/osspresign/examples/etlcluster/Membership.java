// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Membership of a worker in the group: which partitions it has, and whether the broker refuses it. */
final class Membership extends DefaultKafkaClientFactory {

    /*
     * Camel ends the thread of a consumer whose authentication has failed, and tries for ever with one that is not
     * authorised. The process would stay, and load nothing. A broker may refuse for a moment, while its passwords or rights
     * are changed. So the consumer connects again, and the worker ends when that has not helped for some time.
     */

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    /** Time until the next attempt if this worker is the cause, or what all workers use. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Attempts of a link take a tenth of the time of its worker at most, so that the others are loaded. */
    private static final int SHARE = 9;

    private static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);

    private final Duration patience;
    private final Duration longestWait;
    private final java.util.function.Consumer<KafkaException> refused;
    private final Map<TopicPartition, Member> partitions = new ConcurrentHashMap<>();
    private final Map<String, Long> warnings = new ConcurrentHashMap<>();
    private volatile @Nullable KafkaException refusal;
    private volatile long refusedSince;
    private volatile boolean member;
    private volatile @Nullable FencedInstanceIdException fenced;

    /**
     * @param patience time that the broker may refuse the worker
     * @param longestWait time after which a link whose failure may end has failed
     * @param refused receives the reason after the patience
     */
    Membership(Duration patience, Duration longestWait, java.util.function.Consumer<KafkaException> refused) {
        this.patience = patience;
        this.longestWait = longestWait;
        this.refused = refused;
    }

    /** Returns the number of partitions that this worker has. */
    int partitions() {
        return partitions.size();
    }

    /**
     * Returns the membership, for people.
     *
     * @throws KafkaException if the broker refuses the worker
     * @throws IllegalStateException if the worker is not in the group, or has no disk
     */
    String state() {
        KafkaException now = refusal;
        if (now != null) {
            throw now;
        }
        if (!member) {
            throw new IllegalStateException("worker is not in the group");
        }
        if (partitions.values().stream().anyMatch(Member::hasFullDisk)) {
            throw new IllegalStateException("worker cannot write its files; its links wait");
        }
        int number = partitions.size();
        return number == 0 ? "no partition, takes over when another worker ends" : number + " partitions";
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties properties) {
        FencedInstanceIdException other = fenced;
        if (other != null) {
            throw other;
        }
        member = false;
        partitions.clear();
        return new Watched(properties);
    }

    /** Returns whether a record is to be loaded now, and not after an earlier one of its partition that waits. */
    boolean takes(Exchange exchange) {
        Member member = partitions.get(partition(exchange));
        return member != null && member.takes(partition(exchange));
    }

    /** Returns whether a link whose loading has failed must be tried again later. */
    boolean mustWait(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (!Failed.isOfLink(failure)) {
            return Failed.isOfWorker(failure);
        }
        Member member = partitions.get(partition(exchange));
        return member == null
                || member.waited(partition(exchange), offset(exchange)).compareTo(longestWait) < 0;
    }

    /** Lets a link wait for its next attempt. */
    void await(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Duration share = Duration.ofMillis(SHARE * exchange.getClock().elapsed());
        Duration delay = !Failed.isOfLink(failure) ? PAUSE : share.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : share;
        TopicPartition partition = partition(exchange);
        warn(partition + "@" + offset(exchange), delay, failure);
        Member member = partitions.get(partition);
        if (member != null) {
            member.await(partition, offset(exchange), delay, Failed.isOfDisk(failure));
        }
    }

    /** Once a minute and kind: links may wait for hours. */
    private void warn(String link, Duration delay, Throwable failure) {
        long now = System.nanoTime();
        String kind = failure.getClass().getSimpleName();
        Long last = warnings.get(kind);
        if (last == null || now - last > BETWEEN_WARNINGS.toNanos()) {
            warnings.put(kind, now);
            LOG.warn("Link {} waits for {} s, others may: {}", link, delay.toSeconds(), Failed.reason(failure));
        }
    }

    private static TopicPartition partition(Exchange exchange) {
        Message message = exchange.getMessage();
        return new TopicPartition(
                message.getHeader(KafkaConstants.TOPIC, String.class),
                message.getHeader(KafkaConstants.PARTITION, Integer.class));
    }

    private static long offset(Exchange exchange) {
        return exchange.getMessage().getHeader(KafkaConstants.OFFSET, Long.class);
    }

    /** Returns the offset of the next link of each partition. */
    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        partitions.forEach((partition, member) -> {
            Long position = member.progress(partition);
            if (position != null) {
                positions.put(partition, position);
            }
        });
        return positions;
    }

    /** Member whose refusals end the worker. */
    private final class Watched extends Member {

        Watched(Properties properties) {
            super(properties);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, new Assignment(listener, this));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            try {
                super.commitSync(offsets, timeout);
            } catch (FencedInstanceIdException e) {
                throw fenced(e);
            }
        }

        @Override
        public ConsumerRecords<Object, Object> poll(Duration timeout) {
            try {
                return super.poll(timeout);
            } catch (FencedInstanceIdException e) {
                throw fenced(e);
            } catch (AuthenticationException | AuthorizationException e) {
                refused(e);
                throw new KafkaException(e);
            }
        }
    }

    /** Another worker has the same instance ID. Camel would join again, which would end that one. */
    private FencedInstanceIdException fenced(FencedInstanceIdException reason) {
        fenced = reason;
        refused.accept(reason);
        return reason;
    }

    private void refused(KafkaException reason) {
        long now = System.nanoTime();
        if (refusal == null) {
            refusal = reason;
            refusedSince = now;
            LOG.warn("Kafka refuses this worker: {}", Patience.reason(reason));
        } else if (now - refusedSince > patience.toNanos()) {
            refused.accept(reason);
        }
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Keeps the partitions, around the listener of Camel. */
    private final class Assignment implements ConsumerRebalanceListener {

        private final ConsumerRebalanceListener camel;
        private final Member consumer;

        Assignment(ConsumerRebalanceListener camel, Member consumer) {
            this.camel = camel;
            this.consumer = consumer;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            consumer.assigned(added);
            added.forEach(partition -> partitions.put(partition, consumer));
            if (partitions.isEmpty()) {
                LOG.info("This worker has no partition: there are more workers than partitions. It takes over when"
                        + " another one ends.");
            } else {
                LOG.info("This worker has the partitions {}", partitions.keySet());
            }
            refusal = null;
            member = true;
            camel.onPartitionsAssigned(added);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> removed) {
            LOG.info("This worker gives up the partitions {}", removed);
            consumer.revoked();
            camel.onPartitionsRevoked(removed);
            gone(removed);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> removed) {
            LOG.warn("This worker has lost the partitions {}", removed);
            camel.onPartitionsLost(removed);
            gone(removed);
        }

        private void gone(Collection<TopicPartition> removed) {
            partitions.keySet().removeAll(removed);
            consumer.gone(removed);
        }
    }
}
