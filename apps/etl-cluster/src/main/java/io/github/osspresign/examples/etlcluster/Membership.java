// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
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

    private final Duration patience;
    private final java.util.function.Consumer<KafkaException> refused;
    private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable KafkaException refusal;
    private volatile long refusedSince;
    private volatile boolean member;

    /**
     * @param patience time that the broker may refuse the worker
     * @param refused receives the reason after that time
     */
    Membership(Duration patience, java.util.function.Consumer<KafkaException> refused) {
        this.patience = patience;
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
     * @throws IllegalStateException if the worker is not in the group
     */
    String state() {
        KafkaException now = refusal;
        if (now != null) {
            throw now;
        }
        if (!member) {
            throw new IllegalStateException("worker is not in the group");
        }
        int number = partitions.size();
        return number == 0 ? "no partition, takes over when another worker ends" : number + " partitions";
    }

    @Override
    public Consumer<Object, Object> getConsumer(Properties properties) {
        member = false;
        partitions.clear();
        return new Member(properties);
    }

    /**
     * Consumer that loads on during a rebalance. The broker refuses offsets until the rebalance ends, which is the end of the
     * session of a worker that was killed. Camel would close the consumer, and so would all workers theirs. An offset that is
     * owed is harmless: whoever reads its link again, refuses it as loaded.
     */
    private final class Member extends KafkaConsumer<Object, Object> {

        private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();

        Member(Properties properties) {
            super(properties);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, new Assignment(listener, owed));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            owed.putAll(offsets);
            try {
                super.commitSync(Map.copyOf(owed), timeout);
                owed.clear();
            } catch (RebalanceInProgressException e) {
                LOG.debug("The group is in a rebalance, offsets are owed: {}", owed);
            }
        }

        @Override
        public ConsumerRecords<Object, Object> poll(Duration timeout) {
            try {
                if (!owed.isEmpty()) {
                    commitSync(Map.of(), timeout);
                }
                return super.poll(timeout);
            } catch (AuthenticationException | AuthorizationException e) {
                refused(e);
                throw new KafkaException(e);
            }
        }
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
        private final Map<TopicPartition, OffsetAndMetadata> owed;

        Assignment(ConsumerRebalanceListener camel, Map<TopicPartition, OffsetAndMetadata> owed) {
            this.camel = camel;
            this.owed = owed;
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> added) {
            refusal = null;
            member = true;
            partitions.addAll(added);
            if (partitions.isEmpty()) {
                LOG.info(
                        "This worker has no partition: there are more workers than partitions. It takes over when another one ends.");
            } else {
                LOG.info("This worker has the partitions {}", partitions);
            }
            camel.onPartitionsAssigned(added);
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> removed) {
            LOG.info("This worker gives up the partitions {}", removed);
            camel.onPartitionsRevoked(removed);
            gone(removed);
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> removed) {
            LOG.warn("This worker has lost the partitions {}", removed);
            camel.onPartitionsLost(removed);
            gone(removed);
        }

        /** The successor may have committed more. */
        private void gone(Collection<TopicPartition> removed) {
            partitions.removeAll(removed);
            owed.keySet().removeAll(removed);
        }
    }
}
