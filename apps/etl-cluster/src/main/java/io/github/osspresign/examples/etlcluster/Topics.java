// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Topics of the example. */
final class Topics {

    /** Links to load. The key of a record is the object, so all links to one object are in one partition, in order. */
    static final String LINKS = "etl.links";

    /** Links that have failed for good, with the headers {@link #REASON} and {@link #SOURCE}. */
    static final String FAILED = "etl.links.failed";

    /** Header with the class and the message of the exception. */
    static final String REASON = "reason";

    /** Header with partition and offset of the link, such as {@code 2@1017}. */
    static final String SOURCE = "source";

    static final int PARTITIONS = 3;

    private Topics() {}

    /**
     * Creates the topics unless they exist, and returns the ID of the topic of links. Waits for the broker: a consumer that
     * subscribes to a missing topic may create it, with the number of partitions that the broker has for any topic.
     */
    static Uuid create(Configuration configuration) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(configuration.kafka(Map.of()))) {
            while (true) {
                try {
                    create(admin, new NewTopic(LINKS, PARTITIONS, (short) -1));
                    create(admin, new NewTopic(FAILED, 1, (short) -1));
                    return admin.describeTopics(List.of(LINKS))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .topicId();
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof RetriableException)) {
                        throw e;
                    }
                }
            }
        }
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
}
