// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import io.github.osspresign.error.RenewalRefusedException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The platform that has the files and the keys: it hands over links, and renews a link that a receiver uses too late. */
final class SenderRoutes extends RouteBuilder {

    private final Ledger ledger;

    SenderRoutes(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public void configure() {
        from("file:{{outbox}}?move=.sent")
                .routeId("send")
                // A file that still fails after half a minute stays in the outbox and is taken again later.
                .onException(Exception.class)
                .onExceptionOccurred(exchange -> ledger.notSent(
                        exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class),
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)))
                .maximumRedeliveries(6)
                .redeliveryDelay(500)
                .useExponentialBackOff()
                .end()
                .setHeader("ticket", simple("${header.CamelFileName}"))
                .setHeader("CamelPresignObjectKey", simple("handover/${header.CamelFileName}"))
                .setHeader("CamelPresignExpiration", method("lives"))
                .bean("upload")
                // Headers of Camel do not cross a queue; the JSON form of the link does, as the body.
                .to("presign:{{bucket}}?region={{region}}&verifyObject=true&output=both")
                .log("${header.ticket} is linked: ${header.CamelPresignUrlMasked}")
                .to("jms:queue:links")
                .bean("ledger", "sent");

        // A link is renewed only if its signature is correct. An empty reply tells that it is not.
        from("ask:queue:links.renew")
                .routeId("renew")
                .onException(RenewalRefusedException.class)
                .handled(true)
                .bean("ledger", "refused")
                .process(exchange -> exchange.getMessage().setBody(null))
                .end()
                .removeHeaders("CamelPresign*")
                .to("presign:{{bucket}}?region={{region}}&operation=renew&expiration=1h&output=body")
                .bean("ledger", "renewed");
    }
}
