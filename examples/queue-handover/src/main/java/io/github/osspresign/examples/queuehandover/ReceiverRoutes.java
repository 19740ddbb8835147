// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/**
 * The platform that gets the links. A message leaves the queue in the same transaction in which its file has gone through
 * the route, or in which it goes to the queue of its kind of failure. What may pass is rolled back: the broker delivers
 * it again, later each time.
 */
final class ReceiverRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(OssPresignException.class)
                .onWhen(ReceiverRoutes::mayPass)
                .bean("ledger", "again")
                .handled(false);
        onException(ObjectNotFoundException.class).handled(true).to("jms:queue:links.missing");
        onException(LinkRejectedException.class, LinkExpiredException.class)
                .handled(true)
                .to("jms:queue:links.rejected");
        onException(IllegalArgumentException.class).handled(true).to("jms:queue:links.unreadable");
        onException(OssPresignException.class).handled(true).to("jms:queue:links.refused");

        from("osspresigned:{{inbox}}?linkSource=RAW(jms:queue:links)&bridgeErrorHandler=true&maxAttempts=2"
                        + "&maxFileSize=16777216"
                        + "&refreshUri=RAW(ask:queue:links.renew?requestTimeout=10000)")
                .routeId("receive")
                .autoStartup(false)
                .log("${header.ticket} has arrived: ${header.CamelPresignUrlMasked}")
                .bean("ledger", "arrived");

        for (String queue : Ledger.DEAD_LETTER_QUEUES) {
            from("jms:queue:" + queue).routeId(queue).bean("ledger", "dead(${header.ticket}, '" + queue + "')");
        }
    }

    private static boolean mayPass(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, OssPresignException.class)
                .isRetryable();
    }
}
