// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Consumer in which one link waits for its next attempt while the links of other partitions are loaded, and which loads on
 * during a rebalance.
 */
class Member extends KafkaConsumer<Object, Object> {

    /*
     * A link that waits pauses its partition only. Closing the consumer instead would send all partitions to other workers,
     * and the link with them. The offset of the link is committed with the time that it has waited, so that the next worker
     * does not begin from zero.
     *
     * Kafka's client commits no offsets during a rebalance, which may be until the session of a worker that was killed has
     * ended. Camel would close the consumer, and so would all workers theirs.
     */

    private static final Logger LOG = LoggerFactory.getLogger(Member.class);

    /** Longest time for a request about partitions that come or go: the group waits meanwhile. */
    private static final Duration IN_REBALANCE = Duration.ofSeconds(5);

    private final Map<TopicPartition, OffsetAndMetadata> owed = new HashMap<>();
    private final Map<TopicPartition, Wait> waits = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();

    /**
     * Link that waits.
     *
     * @param since time of its first failure, and of its next attempt, as of {@link System#nanoTime}
     * @param isOfDisk whether this worker cannot write its files
     */
    private record Wait(long offset, long since, long next, boolean isOfDisk) {}

    Member(Properties properties) {
        super(properties);
    }

    /** Lets a link wait, and the later links of its partition. */
    void await(TopicPartition partition, long offset, Duration delay, boolean isOfDisk) {
        long now = System.nanoTime();
        Duration waited = waited(partition, offset);
        waits.put(partition, new Wait(offset, now - waited.toNanos(), now + delay.toNanos(), isOfDisk));
        seek(partition, offset);
        pause(Set.of(partition));
        owed.put(partition, new OffsetAndMetadata(offset, Long.toString(waited.toSeconds())));
    }

    /** Returns whether a record that was polled is to be loaded now, because no earlier one of its partition waits. */
    boolean takes(TopicPartition partition) {
        return !paused().contains(partition);
    }

    /** Returns the time since the first failure of a link, also at other workers. */
    Duration waited(TopicPartition partition, long offset) {
        Wait wait = waits.get(partition);
        return wait == null || wait.offset() != offset
                ? Duration.ZERO
                : Duration.ofNanos(System.nanoTime() - wait.since());
    }

    /** Returns whether a link waits because this worker cannot write its files. */
    boolean hasFullDisk() {
        return waits.values().stream().anyMatch(Wait::isOfDisk);
    }

    /** Returns the offset of the next link of a partition, {@code null} before the first, also while other threads poll. */
    @Nullable Long progress(TopicPartition partition) {
        return positions.get(partition);
    }

    @Override
    public ConsumerRecords<Object, Object> poll(Duration timeout) {
        commitOwed(timeout);
        long now = System.nanoTime();
        List<TopicPartition> due = waits.entrySet().stream()
                .filter(wait -> wait.getValue().next() - now <= 0)
                .map(Map.Entry::getKey)
                .toList();
        resume(due);
        // Everything that was polled before is loaded or waits. Unlike offsets of records, positions are also after the
        // markers of transactions.
        for (TopicPartition partition : assignment()) {
            currentPosition(partition);
        }
        return super.poll(timeout);
    }

    private void currentPosition(TopicPartition partition) {
        try {
            positions.put(partition, position(partition, Duration.ZERO));
        } catch (TimeoutException e) {
            LOG.debug("The position of {} is not known yet.", partition);
        }
    }

    @Override
    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration timeout) {
        waits.keySet().removeAll(offsets.keySet());
        owed.putAll(offsets);
        try {
            super.commitSync(Map.copyOf(owed), timeout);
            owed.clear();
        } catch (RebalanceInProgressException e) {
            LOG.debug("The group is in a rebalance, offsets are owed: {}", owed);
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

    /** Learns how long the first links of new partitions have waited. */
    void assigned(Collection<TopicPartition> added) {
        long now = System.nanoTime();
        try {
            committed(Set.copyOf(added), IN_REBALANCE).forEach((partition, next) -> {
                if (next != null && next.metadata().matches("[0-9]{1,9}")) {
                    Duration waited = Duration.ofSeconds(Long.parseLong(next.metadata()));
                    waits.put(partition, new Wait(next.offset(), now - waited.toNanos(), now, false));
                }
            });
        } catch (KafkaException e) {
            LOG.debug("It is not known how long links of {} have waited.", added, e);
        }
    }

    /** Commits what is owed, which the next worker would load again. */
    void revoked() {
        commitOwed(IN_REBALANCE);
    }

    /** Forgets partitions. Their next worker may have committed more. */
    void gone(Collection<TopicPartition> removed) {
        owed.keySet().removeAll(removed);
        waits.keySet().removeAll(removed);
        positions.keySet().removeAll(removed);
    }
}
