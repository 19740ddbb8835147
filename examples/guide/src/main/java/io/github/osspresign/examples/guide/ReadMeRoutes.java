// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import io.github.osspresign.camel.mail.LinkMail;
import org.apache.camel.builder.RouteBuilder;

/** The routes of README.md, and those that several pages show. */
final class ReadMeRoutes {

    private ReadMeRoutes() {}

    /** Stores each file and mails a link to it. */
    static final class Share extends RouteBuilder {
        @Override
        public void configure() {
            // tag::share[]
            from("file:outbox?move=.sent&moveFailed=.failed")
                    // Store the file in the bucket, through a link for PUT.
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                    .to("osspresigned:?operation=upload")
                    // Generate the link for the reader, who saves the file under its name.
                    .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=3d")
                    .process(new LinkMail())
                    .to("{{outgoing}}");
            // end::share[]
        }
    }

    /** Turns the links in mails into files. */
    static final class Mailbox extends RouteBuilder {
        @Override
        public void configure() {
            // tag::mailbox[]
            from("osspresigned:inbox?extract=text&fileExist=TryRename&idempotent=true&linkSource=RAW({{mailbox}})")
                    .log("${header.CamelFileName} is downloaded and verified");
            // end::mailbox[]
        }
    }

    /** Stores each file and sends a link to it on a queue. */
    static final class Send extends RouteBuilder {
        @Override
        public void configure() {
            // tag::send[]
            from("file:orders?move=.sent&moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                    .to("osspresigned:?operation=upload")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1d&output=body")
                    .to("jms:queue:links");
            // end::send[]
        }
    }

    /** Turns the links on a queue into files. */
    static final class Receive extends RouteBuilder {
        @Override
        public void configure() {
            // tag::receive[]
            from("osspresigned:inbox?linkSource=RAW(jms:queue:links)")
                    .log("${header.CamelFileName} is downloaded and verified");
            // end::receive[]
        }
    }

    /** Stores each file, and makes a link for reading it. */
    static final class Store extends RouteBuilder {
        @Override
        public void configure() {
            // tag::store[]
            from("file:reports?moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT")
                    .to("osspresigned:?operation=upload")
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1h")
                    .log("${header.CamelPresignUrlMasked} works until ${header.CamelPresignExpiresAt}");
            // end::store[]
        }
    }

    /** Downloads the object that a link in a file points to. */
    static final class Download extends RouteBuilder {
        @Override
        public void configure() {
            // tag::download[]
            from("file:links?moveFailed=.failed")
                    .to("osspresigned:inbox")
                    .log("${header.CamelFileName} downloaded, verified by ${header.CamelOssPresignedVerified}");
            // end::download[]
        }
    }
}
