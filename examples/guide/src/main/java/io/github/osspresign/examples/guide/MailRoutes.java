package io.github.osspresign.examples.guide;

import org.apache.camel.builder.RouteBuilder;

/** The routes of the page on mail. */
final class MailRoutes {

    private MailRoutes() {}

    /** A file goes out as a link. */
    static final class Send extends RouteBuilder {
        @Override
        public void configure() {
            // tag::send[]
            from("file:outbox?move=.sent&moveFailed=.failed")
                    .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=3d")
                    .setHeader("subject", simple("A file for you: ${header.CamelFileName}"))
                    .setHeader("contentType", constant("text/plain; charset=UTF-8"))
                    .setBody(simple("""
                            The file: <${header.CamelPresignUrl}>

                            The link works until ${header.CamelPresignExpiresAt}.
                            """))
                    .to("{{outgoing}}");
            // end::send[]
        }
    }

    /** Each link in a mail becomes a file, once. */
    static final class Receive extends RouteBuilder {
        @Override
        public void configure() {
            // tag::receive[]
            from("osspresigned:inbox?extract=text&idempotent=true&linkSource=RAW({{mailbox}})")
                    .log("${header.subject}: ${header.CamelFileName} is here")
                    .to("direct:process");
            // end::receive[]
        }
    }
}
