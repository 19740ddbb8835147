// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.broker;

// tag::class[]
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.TruncatedBodyException;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;

/** Downloads each object once, on any number of machines. */
public final class KafkaOnceRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // A link that can never work must not block its partition, nor an object that was wrong at each attempt.
        onException(
                        LinkExpiredException.class,
                        LinkRejectedException.class,
                        ObjectNotFoundException.class,
                        HostNotAllowedException.class,
                        ChecksumMismatchException.class,
                        TruncatedBodyException.class,
                        IllegalArgumentException.class)
                .handled(true)
                .to("kafka:links.failed?brokers={{brokers}}");

        from("kafka:links?brokers={{brokers}}&groupId=receivers&autoOffsetReset=earliest"
                        + "&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true"
                        + "&pollOnError=RECONNECT")
                .removeHeaders("CamelPresign*")
                // With a separate exchange: a failure that is handled there ends the exchange before the commit.
                .enrich("direct:links", AggregationStrategies.useOriginal())
                .process(exchange -> exchange.getMessage()
                        .getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class)
                        .commit());

        from("osspresigned:{{inbox}}?linkSource=direct:links&bridgeErrorHandler=true"
                        + "&idempotent=true&idempotentRepository=#seen")
                .to("direct:process");
    }
}
// end::class[]
