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
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
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

    /** Longest time for the offsets of partitions that go to another worker, which would read their links again. */
    private static final Duration LAST_COMMIT = Duration.ofSeconds(5);

    private final Duration patience;
    private final java.util.function.Consumer<KafkaException> refused;
    private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
    private volatile @Nullable KafkaException refusal;
    private volatile long refusedSince;
    private volatile boolean member;
    private volatile @Nullable FencedInstanceIdException fenced;

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
        FencedInstanceIdException other = fenced;
        if (other != null) {
            throw other;
        }
        member = false;
        partitions.clear();
        return new Member(properties);
    }

    /**
     * Consumer that loads on during a rebalance. Kafka's client commits no offsets then, which may be until the session of a
     * worker that was killed has ended. Camel would close the consumer, and so would all workers theirs.
     */
    private final class Member extends KafkaConsumer<Object, Object> {

        private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();

        Member(Properties properties) {
            super(properties);
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            super.subscribe(topics, new Assignment(listener, this));
        }

        @Override
        public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
            owed.putAll(offsets);
            try {
                super.commitSync(Map.copyOf(owed), timeout);
                owed.clear();
            } catch (RebalanceInProgressException e) {
                LOG.debug("The group is in a rebalance, offsets are owed: {}", owed);
            } catch (FencedInstanceIdException e) {
                throw fenced(e);
            }
        }

        private void commitOwed(Duration timeout) {
            try {
                if (!owed.isEmpty()) {
                    commitSync(Map.of(), timeout);
                }
            } catch (TimeoutException e) {
                LOG.debug("The broker does not respond, offsets are owed: {}", owed);
            } catch (CommitFailedException e) {
                // No member any more, as the listener hears soon.
                owed.clear();
            }
        }

        @Override
        public ConsumerRecords<Object, Object> poll(Duration timeout) {
            try {
                commitOwed(timeout);
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
            consumer.commitOwed(LAST_COMMIT);
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
            consumer.owed.keySet().removeAll(removed);
        }
    }
}
