// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Topics of the application. */
final class Topics {

    /**
     * Property with the topic of links to load. The key of a record is the object, so all links to one object are in one
     * partition, in order.
     */
    static final String LINKS = "etl.topic";

    /** Property with the topic of links that have failed for good, with the headers {@link #REASON} and {@link #SOURCE}. */
    static final String FAILED = "etl.topic.failed";

    /** Header with the class and the message of the exception. */
    static final String REASON = "reason";

    /** Header with partition and offset of the link, such as {@code 2@1017}. */
    static final String SOURCE = "source";

    private static final String PARTITIONS = "etl.partitions";

    private Topics() {}

    /**
     * Returns the ID of the topic of links. Creates missing topics if the configuration says with how many partitions. A
     * consumer that subscribes to a missing topic may create it, with the number that the broker has for any topic.
     *
     * @throws java.io.IOException if the broker is away, refuses, or has no such topic for too long
     */
    static Uuid find(Configuration configuration, Duration patience) throws Exception {
        try (Admin admin = Admin.create(
                configuration.kafka(Map.of("default.api.timeout.ms", "10000", "request.timeout.ms", "5000")))) {
            return Patience.await("Kafka at " + configuration.get("kafka.bootstrap.servers"), patience, () -> {
                find(admin, configuration, configuration.get(FAILED));
                return find(admin, configuration, configuration.get(LINKS));
            });
        }
    }

    private static Uuid find(Admin admin, Configuration configuration, String topic)
            throws InterruptedException, ExecutionException {
        try {
            return describe(admin, topic).topicId();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw e;
            }
            if (configuration.find(PARTITIONS) == null) {
                throw new ExecutionException(new UnknownTopicOrPartitionException(
                        "topic " + topic + " does not exist; create it, or set " + PARTITIONS));
            }
        }
        create(admin, new NewTopic(topic, Optional.of(configuration.number(PARTITIONS)), Optional.empty()));
        return describe(admin, topic).topicId();
    }

    private static void create(Admin admin, NewTopic topic) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            // Another process was first.
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** @throws ExecutionException if there is no such topic, or the broker does not respond */
    static TopicDescription describe(Admin admin, String topic) throws InterruptedException, ExecutionException {
        return Objects.requireNonNull(
                        admin.describeTopics(List.of(topic)).topicNameValues().get(topic))
                .get();
    }
}
