package io.github.osspresign.examples.guide;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.SizeLimitExceededException;
import org.apache.camel.LoggingLevel;
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
                    .setHeader("contentType", constant("text/plain; charset=UTF-8"))
                    .setBody(simple("""
                            ${header.CamelFileName}: <${header.CamelPresignUrl}>

                            The link works until ${header.CamelPresignExpiresAt}.
                            """))
                    .to("{{outgoing}}");
            // end::send[]
        }
    }

    /** Each link in a mail becomes a file, once; a link that can never work is logged. */
    static final class Receive extends RouteBuilder {
        @Override
        public void configure() {
            // tag::receive[]
            onException(
                            LinkExpiredException.class,
                            LinkRejectedException.class,
                            ObjectNotFoundException.class,
                            HostNotAllowedException.class,
                            SizeLimitExceededException.class,
                            IllegalArgumentException.class)
                    .handled(true)
                    .log(LoggingLevel.WARN, "${header.subject}: ${exception.message}");

            from("osspresigned:inbox?extract=text&fileExist=TryRename&idempotent=true&bridgeErrorHandler=true"
                            + "&linkSource=RAW({{mailbox}})")
                    .log("${header.subject}: ${header.CamelFileName} is here")
                    .to("direct:process");
            // end::receive[]
        }
    }
}
