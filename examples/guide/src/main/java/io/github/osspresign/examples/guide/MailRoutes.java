// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.camel.mail.LinkMail;
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
                    .process(new LinkMail())
                    .to("{{outgoing}}");
            // end::send[]
        }
    }

    /** A mail in Chinese with a heading and a note. */
    static final class SendInChinese extends RouteBuilder {
        @Override
        public void configure() {
            // tag::chinese[]
            LinkMail mail = new LinkMail();
            mail.setLanguage("zh");
            mail.setZone("Asia/Shanghai");
            mail.setHeading("${header.CamelFileName} 已准备好");
            mail.setNote("您好，\n这是本月的报告。");

            from("file:reports?move=.sent&moveFailed=.failed")
                    .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=3d")
                    .process(mail)
                    .to("{{outgoing}}");
            // end::chinese[]
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
