// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.OssPresignException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The routes of the page of {@code osspresigned:}. */
final class OssPresignedRoutes {

    private OssPresignedRoutes() {}

    /** The link is in the message. */
    static final class Download extends RouteBuilder {
        @Override
        public void configure() {
            // tag::download[]
            from("jms:queue:links")
                    .removeHeaders("CamelPresign*")
                    .to("osspresigned:inbox")
                    .to("direct:process");
            // end::download[]
        }
    }

    /** Messages with links come from a queue. */
    static final class Source extends RouteBuilder {
        @Override
        public void configure() {
            // tag::source[]
            from("osspresigned:inbox?linkSource=RAW(jms:queue:links)").to("direct:process");
            // end::source[]
        }
    }

    /** A bean is asked for links. */
    static final class BeanLinks extends RouteBuilder {
        @Override
        public void configure() {
            // tag::bean[]
            from("timer:reports?period=60000")
                    .bean("newReports")
                    .split(body())
                    .to("osspresigned:inbox")
                    .to("direct:process");
            // end::bean[]
        }
    }

    /** One link whose object changes. */
    static final class FixedLink extends RouteBuilder {
        @Override
        public void configure() {
            // tag::fixed[]
            from("timer:report?period=60000")
                    .setBody(simple("${properties:report.token}"))
                    .to("osspresigned:inbox?idempotent=true")
                    .filter(exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                    .to("direct:process");
            // end::fixed[]
        }
    }

    /** A link that has ended is replaced. */
    static final class Refresh extends RouteBuilder {
        @Override
        public void configure() {
            // tag::refresh[]
            from("jms:queue:links")
                    .removeHeaders("CamelPresign*")
                    .to("osspresigned:inbox?refreshUri=presign:reports?region=cn-hangzhou");
            // end::refresh[]
        }
    }

    /** Another process has the keys, and is asked over a queue. */
    static final class RefreshOverQueue extends RouteBuilder {
        @Override
        public void configure() {
            // tag::refresh-over-queue[]
            from("osspresigned:inbox?linkSource=RAW(jms:queue:links)"
                            + "&refreshUri=RAW(jms:queue:links.renew?requestTimeout=10000)")
                    .to("direct:process");
            // end::refresh-over-queue[]
        }
    }

    /** Each order once. */
    static final class Once extends RouteBuilder {
        @Override
        public void configure() {
            // tag::once[]
            from("osspresigned:inbox?linkSource=RAW(jms:queue:links)"
                            + "&idempotent=true&idempotentKey=RAW(${header.orderId})&idempotentRepository=#seen")
                    .to("direct:process");
            // end::once[]
        }
    }

    /** In the middle of a route, for a minute at most. */
    static final class PollEnrich extends RouteBuilder {
        @Override
        public void configure() {
            // tag::poll-enrich[]
            from("jms:queue:links")
                    .removeHeaders("CamelPresign*")
                    .pollEnrich("osspresigned:inbox", 60_000)
                    .to("direct:process");
            // end::poll-enrich[]
        }
    }

    /** Messages choose folder and name. */
    static final class Folders extends RouteBuilder {
        @Override
        public void configure() {
            // tag::folders[]
            from("jms:queue:links")
                    .removeHeaders("CamelPresign*")
                    .toD("osspresigned:inbox/${header.customer}?fileName=${header.orderId}.csv")
                    .to("direct:process");
            // end::folders[]
        }
    }

    /** A body goes up through a link. */
    static final class Upload extends RouteBuilder {
        @Override
        public void configure() {
            // tag::upload[]
            from("file:reports?moveFailed=.failed")
                    .to("presign:reports?region=cn-hangzhou&method=PUT&header.Content-Type=text/csv")
                    .to("osspresigned:?operation=upload");
            // end::upload[]
        }
    }

    /** Handles links that fail. */
    static final class Failures extends RouteBuilder {
        @Override
        public void configure() {
            // tag::failures[]
            onException(LinkExpiredException.class).handled(true).to("direct:renew");
            onException(OssPresignException.class)
                    .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, OssPresignException.class)
                            .isRetryable())
                    .maximumRedeliveries(5)
                    .redeliveryDelay(60_000);
            // end::failures[]
            from("direct:in").to("osspresigned:inbox?maxAttempts=1").to("direct:process");
        }
    }

    /** Each message has a link to an object and another one that deletes it. */
    static final class SendWithDeletion extends RouteBuilder {
        @Override
        public void configure() {
            // tag::send-with-deletion[]
            from("file:orders?moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                    .to("osspresigned:?operation=upload")
                    .to("presign:my-bucket?region=cn-hangzhou&method=DELETE&expiration=1d")
                    .setHeader("deletionUrl", header("CamelPresignUrl"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1d&output=body")
                    .to("jms:queue:links");
            // end::send-with-deletion[]
        }
    }

    /** The object is deleted after the whole route. */
    static final class Deletion extends RouteBuilder {
        @Override
        public void configure() {
            // tag::deletion[]
            from("osspresigned:inbox?linkSource=RAW(jms:queue:links)")
                    .onCompletion()
                    .onCompleteOnly()
                    .setHeader("CamelHttpUri", header("deletionUrl"))
                    .to("http:deletion?httpMethod=DELETE&skipRequestHeaders=true&throwExceptionOnFailure=false")
                    .log("deletion of ${header.CamelFileName}: status ${header.CamelHttpResponseCode}")
                    .end()
                    .to("direct:process");
            // end::deletion[]
        }
    }

    /** Downloads go to an SFTP server. */
    static final class ToSftp extends RouteBuilder {
        @Override
        public void configure() {
            // tag::sftp[]
            from("osspresigned:?linkSource=RAW(jms:queue:links)")
                    .to("sftp:{{sftp.server}}/incoming?username={{sftp.user}}&privateKeyFile=sftp/id"
                            + "&knownHostsFile=sftp/known_hosts&strictHostKeyChecking=yes&tempPrefix=.part-");
            // end::sftp[]
        }
    }
}
