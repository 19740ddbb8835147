// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.share.Cleanup;
import io.github.osspresign.examples.portal.share.Share;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Deletes what has ended, once an hour: shares with their objects, abandoned uploads, grants, attempts and old entries of the record. */
@Component
class CleanupRoute extends RouteBuilder {

    static final String URI = "direct:clean-up";

    private final Cleanup cleanup;
    private final AuditLog audit;
    private final Links links;

    CleanupRoute(Cleanup cleanup, AuditLog audit, Links links) {
        this.cleanup = cleanup;
        this.audit = audit;
        this.links = links;
    }

    @Override
    public void configure() {
        from("timer:clean-up?period=1h").routeId("clean-up-timer").to(URI);

        from(URI)
                .routeId("clean-up")
                .bean(cleanup, "forget")
                .bean(audit, "forget")
                .setBody(exchange -> cleanup.ended())
                .split(body())
                // One object that cannot be deleted does not keep the others; it is tried again in an hour.
                .doTry()
                .process(exchange -> cleanup.delete(exchange.getMessage().getBody(Share.class), links::delete))
                .doCatch(Exception.class)
                .log("object is not deleted yet: ${exception.message}")
                .end()
                .end();
    }
}
