// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Deletes what has ended, once an hour: shares with their objects, abandoned uploads, grants, attempts and old entries of the record. */
@Component
class CleanupRoute extends RouteBuilder {

    private final ShareStore shares;
    private final Links links;
    private final JdbcClient database;
    private final PortalProperties properties;
    private final Counter deleted;

    CleanupRoute(
            ShareStore shares, Links links, JdbcClient database, PortalProperties properties, MeterRegistry meters) {
        this.shares = shares;
        this.links = links;
        this.database = database;
        this.properties = properties;
        deleted = meters.counter("portal.cleaned.up");
    }

    @Override
    public void configure() {
        from("timer:clean-up?period=1h").routeId("clean-up-timer").to("direct:clean-up");

        from("direct:clean-up")
                .routeId("clean-up")
                .process(exchange -> forget())
                .setBody(exchange -> shares.ended(properties.keepEnded()))
                .split(body())
                // One object that cannot be deleted does not keep the others; it is tried again in an hour.
                .doTry()
                .process(exchange -> delete(exchange.getMessage().getBody(String.class)))
                .doCatch(Exception.class)
                .log("object is not deleted yet: ${exception.message}")
                .end()
                .end();
    }

    private void delete(String share) {
        if (shares.deleteEnded(share, properties.keepEnded(), links::delete)) {
            deleted.increment();
        }
    }

    /**
     * Deletes what counts no more, and shortens the addresses of strangers after a week. That is one transaction, and a click
     * waits for its grant, so grants come last.
     */
    private void forget() {
        // Uploads of strangers, clicks, and what a user creates and mails are counted for an hour.
        database.sql("""
                        DELETE FROM attempt WHERE at < now() - make_interval(secs => greatest(:passwords, 3600));
                        DELETE FROM audit WHERE at < now() - make_interval(secs => :record);
                        UPDATE audit SET actor = network_of(actor)
                        WHERE at < now() - interval '7 days' AND actor <> owner AND actor NOT LIKE '%/%';
                        DELETE FROM download_grant WHERE expires_at <= now()""")
                .param("passwords", properties.passwordPeriod().toSeconds())
                .param("record", properties.keepRecord().toSeconds())
                .update();
    }
}
