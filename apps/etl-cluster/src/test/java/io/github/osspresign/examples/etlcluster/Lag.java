// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Progress of all workers as the broker knows it. */
final class Lag implements AutoCloseable {

    /**
     * State of a partition.
     *
     * @param committed offset of the next link
     * @param end offset after the last link
     * @param waited seconds that the next link has waited, 0 if it does not wait
     * @param worker name of the worker that has the partition, {@code null} if no worker has it
     */
    record Partition(
            int number,
            long committed,
            long end,
            long waited,
            @Nullable String worker) {

        long waiting() {
            return end - committed;
        }
    }

    private final Admin admin;
    private final String links;
    private final String failed;
    private final String group;

    Lag(Configuration configuration) {
        links = configuration.get(Topics.LINKS);
        failed = configuration.get(Topics.FAILED);
        group = configuration.get("kafka.group.id");
        admin = Admin.create(
                configuration.kafka(Map.of("default.api.timeout.ms", "3000", "request.timeout.ms", "2000")));
    }

    /**
     * Returns the state of each partition that the topic has now.
     *
     * @throws ExecutionException if the broker does not respond
     */
    List<Partition> partitions() throws ExecutionException, InterruptedException {
        List<TopicPartition> topic = partitionsOf(links);
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, Long> begins = offsets(topic, OffsetSpec.earliest());
        Map<TopicPartition, Long> ends = offsets(topic, OffsetSpec.latest());
        Map<TopicPartition, String> workers = new HashMap<>();
        for (MemberDescription member : group()) {
            member.assignment().topicPartitions().forEach(part -> workers.put(part, member.clientId()));
        }
        List<Partition> partitions = new ArrayList<>();
        for (TopicPartition part : topic) {
            OffsetAndMetadata next = committed.get(part);
            long begin = begins.getOrDefault(part, 0L);
            partitions.add(new Partition(
                    part.partition(),
                    // The topic may have forgotten links that nobody has loaded.
                    next == null ? begin : Math.max(begin, next.offset()),
                    ends.getOrDefault(part, 0L),
                    next == null || next.metadata().isEmpty() ? 0 : Long.parseLong(next.metadata()),
                    workers.get(part)));
        }
        return partitions;
    }

    private List<TopicPartition> partitionsOf(String topic) throws ExecutionException, InterruptedException {
        return Topics.describe(admin, topic).partitions().stream()
                .map(part -> new TopicPartition(topic, part.partition()))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(List<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        return admin
                .listOffsets(partitions.stream().collect(Collectors.toMap(part -> part, part -> which)))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().offset()));
    }

    /** Returns the number of records in the topic of failed links since it exists. */
    long failed() throws ExecutionException, InterruptedException {
        return offsets(partitionsOf(failed), OffsetSpec.latest()).values().stream()
                .mapToLong(end -> end)
                .sum();
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
