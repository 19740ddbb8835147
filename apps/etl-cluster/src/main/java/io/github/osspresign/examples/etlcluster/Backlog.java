// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Links that wait in the partitions of this worker, as meters. Each worker asks for its own partitions, in one request: all
 * of them for all would be quadratic.
 */
final class Backlog implements AutoCloseable {

    private final Membership membership;
    private final String group;
    private final MultiGauge lags;
    private final MultiGauge positions;
    private final Admin admin;

    Backlog(Configuration configuration, Membership membership, MeterRegistry meters) {
        this.membership = membership;
        group = configuration.get("kafka.group.id");
        lags = MultiGauge.builder("etl.lag").register(meters);
        positions = MultiGauge.builder("etl.position").register(meters);
        admin = Admin.create(
                configuration.kafka(Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2000")));
    }

    /** Measures again. The lag is not a number if the broker does not respond. */
    void measure() {
        Map<TopicPartition, Long> next = membership.positions();
        Map<TopicPartition, ListOffsetsResultInfo> ends = ends(next.keySet());
        List<MultiGauge.Row<?>> waiting = new ArrayList<>();
        List<MultiGauge.Row<?>> reached = new ArrayList<>();
        next.forEach((partition, position) -> {
            Tags tags = Tags.of("partition", Integer.toString(partition.partition()));
            ListOffsetsResultInfo end = ends.get(partition);
            // The position may be later than the end.
            waiting.add(MultiGauge.Row.of(tags, end == null ? Double.NaN : Math.max(0, end.offset() - position)));
            reached.add(MultiGauge.Row.of(tags, position));
        });
        lags.register(waiting, true);
        positions.register(reached, true);
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(Set<TopicPartition> partitions) {
        try {
            return admin.listOffsets(
                            partitions.stream()
                                    .collect(
                                            Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())),
                            new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            return Map.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Map.of();
        }
    }

    /** Returns a state for people, or fails if the broker does not respond. */
    String state() throws ExecutionException, InterruptedException {
        return admin.describeCluster().nodes().get().size() + " brokers";
    }

    /**
     * Takes a worker with an instance ID out of the group, so that the others get its partitions at once. Kafka's client leaves
     * it there, because it may come back.
     *
     * @throws ExecutionException if the broker does not respond
     */
    void leave(String instanceId) throws ExecutionException, InterruptedException {
        admin.removeMembersFromConsumerGroup(
                        group, new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(instanceId))))
                .all()
                .get();
    }

    @Override
    public void close() {
        admin.close();
    }
}
