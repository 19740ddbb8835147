// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import io.github.osspresign.error.ObjectNotFoundException;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;

/**
 * Sends one mail for all objects that were found within the digest window, outside quiet hours. Links are signed when the
 * mail leaves. Objects that no longer exist are left out, and so are objects whose links do not work in a mail.
 */
final class MailRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(Exception.class)
                .handled(true)
                .bean("schedule", "mailFailed")
                .log(LoggingLevel.WARN, "mail is sent later: ${exception.message}")
                .markRollbackOnly();

        from("master:{{group}}:scheduler:mail?delay={{delay}}")
                .routeId("mail")
                .filter(method("schedule", "isMailTime"))
                .setHeader("mailId", simple("${uuid(random)}"))
                .to("sql:classpath:sql/close-mail.sql")
                .to("direct:send-mail");

        from("direct:send-mail")
                .routeId("send-mail")
                .transacted()
                .to("sql:classpath:sql/unsent-mail.sql")
                .filter(simple("${body.size} > 0"))
                .setProperty("mailId", simple("${body[0][mail_id]}"))
                .split(body(), new GroupedBodyAggregationStrategy())
                .stopOnException()
                .setHeader("CamelPresignObjectKey", simple("${body[object_key]}"))
                .doTry()
                .to("presign:{{bucket}}?region={{region}}&expiration={{lifetime}}&verifyObject=true")
                // The sender of an object chooses its key: one that no mail can have must not keep the others.
                .process("mail")
                .setBody(header("CamelPresignLink"))
                .doCatch(ObjectNotFoundException.class)
                .process(exchange -> exchange.getMessage().setBody(null))
                .doCatch(IllegalArgumentException.class)
                .log(LoggingLevel.WARN, "object is left out of the mail: ${exception.message}")
                .process(exchange -> exchange.getMessage().setBody(null))
                .end()
                .end()
                .filter(simple("${body.size} > 0"))
                .removeHeaders("*")
                .process("mail")
                // A mail that is sent again keeps its id, so that mail servers and programs can recognise it.
                .setHeader("Message-ID", simple("<${exchangeProperty.mailId}@watch-and-notify>"))
                .to("{{smtp.secret}}")
                .end()
                .to("sql:classpath:sql/mailed.sql")
                .bean("schedule", "mailSent");
    }
}
