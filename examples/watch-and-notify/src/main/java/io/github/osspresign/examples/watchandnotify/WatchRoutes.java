// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Finds new objects and puts them into the outbox. {@code watch} lists only what follows its position, often; {@code sweep}
 * lists the whole prefix, seldom, and so finds overwritten objects and keys that sort before the position.
 */
final class WatchRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(false)
                .logExhausted(false)
                .log(LoggingLevel.WARN, "not recorded, tried again later: ${exception.message}");

        from("master:{{group}}:presign:{{bucket}}?region={{region}}{{prefix}}&delay={{delay}}"
                        + "&stateRepository=#position")
                .routeId("watch")
                .to("sql:classpath:sql/found.sql");

        from("master:{{group}}:presign:{{bucket}}?region={{region}}{{prefix}}&delay={{sweep}}"
                        + "&idempotentRepository=#swept&maxMessagesPerPoll=100000")
                .routeId("sweep")
                .to("sql:classpath:sql/found.sql");
    }
}
