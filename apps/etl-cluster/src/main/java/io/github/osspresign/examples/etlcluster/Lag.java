// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Progress of the workers as the broker knows it. */
final class Lag implements AutoCloseable {

    /**
     * State of a partition.
     *
     * @param committed offset of the next link
     * @param end offset after the last link
     * @param worker name of the worker that has the partition, {@code null} if no worker has it
     */
    record Partition(
            int number, long committed, long end, @Nullable String worker) {

        long waiting() {
            return end - committed;
        }
    }

    private final Admin admin;
    private final String group;

    Lag(Configuration configuration) {
        this.group = configuration.get("kafka.group.id");
        admin = Admin.create(
                configuration.kafka(Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2000")));
    }

    /**
     * Returns the state of each partition.
     *
     * @throws ExecutionException if the broker does not respond
     */
    List<Partition> partitions() throws ExecutionException, InterruptedException {
        List<TopicPartition> topic = IntStream.range(0, Topics.PARTITIONS)
                .mapToObj(number -> new TopicPartition(Topics.LINKS, number))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> ends = ends(topic);
        Map<TopicPartition, String> workers = new HashMap<>();
        for (MemberDescription member : group()) {
            member.assignment().topicPartitions().forEach(part -> workers.put(part, member.clientId()));
        }
        List<Partition> partitions = new ArrayList<>();
        for (TopicPartition part : topic) {
            OffsetAndMetadata next = committed.get(part);
            partitions.add(new Partition(
                    part.partition(),
                    next == null ? 0 : next.offset(),
                    ends.getOrDefault(part, 0L),
                    workers.get(part)));
        }
        return partitions;
    }

    private Map<TopicPartition, Long> ends(List<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(part -> part, part -> OffsetSpec.latest())))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Returns the number of records in the topic of failed links since it exists. */
    long failed() throws ExecutionException, InterruptedException {
        return ends(List.of(new TopicPartition(Topics.FAILED, 0))).values().stream()
                .mapToLong(end -> end)
                .sum();
    }

    /** Returns the names of the workers in the group. */
    List<String> members() throws ExecutionException, InterruptedException {
        return group().stream().map(MemberDescription::clientId).toList();
    }

    private List<MemberDescription> group() throws ExecutionException, InterruptedException {
        return admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(group -> group.members().stream())
                .toList();
    }

    /** Returns the number of links that wait, for a meter; not a number if the broker does not respond. */
    double total() {
        try {
            return partitions().stream().mapToLong(Partition::waiting).sum();
        } catch (ExecutionException e) {
            return Double.NaN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Double.NaN;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
