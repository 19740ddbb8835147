// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/**
 * Record, link, object, rows, offset. A link whose failure may end waits for its next attempt, any other goes to
 * the topic of failed links.
 */
final class WorkerRoutes extends RouteBuilder {

    private static final int LARGEST = 8 << 20;
    private static final String DOWNLOAD_TIMEOUT = "etl.download.timeout";

    /** Longest time of a link without its download: 20 s for the database, and 50 s for the topic of failed links. */
    private static final Duration WITHOUT_DOWNLOAD = Duration.ofSeconds(70);

    /** Clock by which no link has expired. It runs, because durations are measured by it. */
    private static final Clock LINKS_LIVE = Clock.offset(Clock.systemUTC(), Duration.ofDays(-36_500));

    private static final String MAX_POLL_INTERVAL = "max.poll.interval.ms";

    /* pollOnError=RECONNECT, because the default skips a record of each partition when a poll fails. */
    private static final String CONSUMER = "?autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true"
            + "&pollOnError=RECONNECT&pollTimeoutMs=500";

    private final Configuration configuration;
    private final Membership membership;
    private final RowWriter writer;

    WorkerRoutes(Configuration configuration, Membership membership, RowWriter writer) {
        this.configuration = configuration;
        this.membership = membership;
        this.writer = writer;
    }

    @Override
    public void configure() {
        KafkaComponent kafka = getContext().getComponent("kafka", KafkaComponent.class);
        kafka.setKafkaClientFactory(membership);
        kafka.getConfiguration().setBrokers(configuration.get("kafka.bootstrap.servers"));
        kafka.getConfiguration().setGroupId(configuration.get("kafka.group.id"));
        kafka.getConfiguration().setAdditionalProperties(clientProperties(configuration));

        // A wrong clock of this machine must not let links fail for good: only the service says that a link has
        // expired.
        getContext().getComponent("osspresigned", OssPresignedComponent.class).setClock(LINKS_LIVE);

        onException(Exception.class).onWhen(membership::mustWait).handled(false);
        onException(Exception.class)
                .handled(true)
                .bean("failed")
                .to("kafka:" + configuration.get(Topics.FAILED) + "?maxBlockMs=10000&deliveryTimeoutMs=40000");

        from("kafka:" + configuration.get(Topics.LINKS) + CONSUMER)
                .routeId("records")
                .errorHandler(noErrorHandler())
                .filter(membership::takes)
                .doTry()
                .removeHeaders("CamelPresign*")
                .setProperty(Failed.RECORD, body())
                // On a separate exchange: a failure that is handled there ends the exchange, also in this route.
                .enrich("direct:links", AggregationStrategies.useOriginal())
                .process(exchange -> exchange.getMessage()
                        .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                        .commit())
                // The other route has decided that the link is not for the topic of failed links.
                .doCatch(Throwable.class)
                .process(membership::await);

        from("osspresigned:?linkSource=direct:links&bridgeErrorHandler=true&maxFileSize=" + LARGEST
                        + "&transferTimeout=" + configuration.get(DOWNLOAD_TIMEOUT))
                .routeId("load")
                .unmarshal(writer.packing())
                .bean("load");
    }

    /**
     * Returns the properties of Kafka's clients. A worker that needs longer than the interval between two polls loses its
     * partitions, and its successor tries the same link again, and so on.
     *
     * @throws IllegalArgumentException if the interval is too short for the links of a poll
     */
    static Map<String, Object> clientProperties(Configuration configuration) {
        Duration longest = configuration
                .duration(DOWNLOAD_TIMEOUT)
                .plus(WITHOUT_DOWNLOAD)
                .multipliedBy(configuration.number("kafka.max.poll.records"));
        Map<String, Object> properties = configuration.kafka(Map.of("enable.auto.commit", "false"));
        Object interval = properties.putIfAbsent(MAX_POLL_INTERVAL, Long.toString(longest.toMillis()));
        if (interval != null && configuration.number("kafka." + MAX_POLL_INTERVAL) < longest.toMillis()) {
            throw new IllegalArgumentException("kafka.max.poll.interval.ms: must be at least " + longest.toMillis()
                    + ", for kafka.max.poll.records links of " + DOWNLOAD_TIMEOUT + " and "
                    + WITHOUT_DOWNLOAD.toSeconds() + " s each, was " + interval);
        }
        return properties;
    }
}
