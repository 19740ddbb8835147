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

        from("master:{{group}}:presign:{{bucket}}?region={{region}}&prefix=RAW({{prefix}})&delay={{delay}}"
                        + "&stateRepository=RAW({{folder}}/position.txt)")
                .routeId("watch")
                .setBody(header("CamelPresignLink"))
                .to("sql:classpath:sql/found.sql");

        from("master:{{group}}:scheduler:sweep?delay={{sweep}}")
                .routeId("sweep")
                .onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "prefix is listed again later: ${exception.message}")
                .end()
                .to("presign:{{bucket}}?region={{region}}&operation=signPrefix&prefix=RAW({{prefix}})")
                .split(body())
                .streaming()
                .stopOnException()
                .to("sql:classpath:sql/found.sql");
    }
}
