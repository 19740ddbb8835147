// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import java.util.Map;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.camel.model.dataformat.ZipFileDataFormat;

/**
 * Record, link, object, zip, CSV, table, offset. A failure that may end leaves the offset where it is, any other failure
 * goes to the topic of failed links.
 */
final class WorkerRoutes extends RouteBuilder {

    private static final int LARGEST = 8 << 20;

    /*
     * One record a poll, so maxPollIntervalMs limits the time of one link: a minute for the download, at most 20 s for each
     * use of the database (repository, three attempts to load, repository), and half a minute for the topic of failed links.
     * A worker that needs longer would lose its partitions and try the same link again and again.
     *
     * pollOnError=RECONNECT, because the default skips a record of each partition when a poll fails.
     */
    private static final String CONSUMER = "kafka:" + Topics.LINKS
            + "?autoOffsetReset=earliest&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
            + "&pollOnError=RECONNECT&maxPollRecords=1&maxPollIntervalMs=300000&pollTimeoutMs=500";

    private final Configuration configuration;

    WorkerRoutes(Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void configure() {
        KafkaConfiguration kafka =
                getContext().getComponent("kafka", KafkaComponent.class).getConfiguration();
        kafka.setBrokers(configuration.get("kafka.bootstrap.servers"));
        kafka.setGroupId(configuration.get("kafka.group.id"));
        kafka.setAdditionalProperties(configuration.kafka(Map.of()));

        onException(Exception.class)
                .onWhen(Failed::mayEnd)
                .maximumRedeliveries(2)
                .redeliveryDelay(1000)
                .handled(false);
        onException(Exception.class)
                .handled(true)
                .bean("failed")
                .to("kafka:" + Topics.FAILED + "?maxBlockMs=10000&requestTimeoutMs=10000&deliveryTimeoutMs=20000");

        from(CONSUMER)
                .routeId("records")
                // The other route has decided already. A failure here reads the record again.
                .errorHandler(noErrorHandler())
                .removeHeaders("CamelPresign*")
                .setProperty(Failed.RECORD, body())
                // On a separate exchange: a failure that is handled there ends the exchange, also in this route.
                .enrich("direct:links", AggregationStrategies.useOriginal())
                .process(exchange -> exchange.getMessage()
                        .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                        .commit());

        ZipFileDataFormat zip = new ZipFileDataFormat();
        zip.setMaxDecompressedSize(Integer.toString(LARGEST));
        from("osspresigned:?linkSource=direct:links&bridgeErrorHandler=true&maxFileSize=" + LARGEST
                        + "&downloadTimeout=1m&idempotent=true&idempotentRepository=#loaded")
                .routeId("load")
                .unmarshal(zip)
                .bean("csv")
                .bean("readings")
                .filter(body())
                // It has done nothing, so the key of its object is not stored.
                .markRollbackOnly();
    }
}
