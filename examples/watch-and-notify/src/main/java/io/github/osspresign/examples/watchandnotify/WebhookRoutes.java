// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import io.github.osspresign.error.ObjectNotFoundException;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

/**
 * Calls the webhook once for each object, with the JSON form of its link as body. A call that fails is repeated after an
 * increasing delay and delays neither other calls nor mails.
 */
final class WebhookRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // For example if the database is not there: in this case the call may be repeated.
        onException(Exception.class)
                .handled(true)
                .log(LoggingLevel.WARN, "webhook is called later: ${exception.message}")
                .markRollbackOnly();

        from("master:{{group}}:scheduler:webhook?delay={{delay}}&greedy=true")
                .routeId("webhook")
                // The scheduler looks for the next one at once if there was one.
                .setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, constant(false))
                .to("direct:call-webhook");

        from("direct:call-webhook")
                .routeId("call-webhook")
                .transacted()
                .to("sql:classpath:sql/next-webhook.sql?outputType=SelectOne")
                .filter(body().isNotNull())
                .setProperty(Exchange.SCHEDULER_POLLED_MESSAGES, constant(true))
                .setProperty("announcement", body())
                .setHeader("CamelPresignObjectKey", simple("${body[object_key]}"))
                .doTry()
                .to("presign:{{bucket}}?region={{region}}&expiration={{lifetime}}&verifyObject=true&output=body")
                .removeHeaders("*")
                .bean("signature")
                .process("webhook")
                .to("sql:classpath:sql/webhook-done.sql")
                .doCatch(ObjectNotFoundException.class)
                .to("sql:classpath:sql/webhook-done.sql")
                .doCatch(WebhookException.class)
                .to("sql:classpath:sql/webhook-failed.sql")
                .log(LoggingLevel.WARN, "webhook is called later: ${exception.message}")
                .doCatch(Exception.class)
                .to("sql:classpath:sql/webhook-failed.sql")
                .log(LoggingLevel.WARN, "webhook is called later: ${exception.class.simpleName}: ${exception.message}")
                .end();
    }
}
