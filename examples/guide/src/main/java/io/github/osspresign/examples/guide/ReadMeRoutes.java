package io.github.osspresign.examples.guide;

import org.apache.camel.builder.RouteBuilder;

/** The routes of the first page that anybody sees. */
final class ReadMeRoutes {

    private ReadMeRoutes() {}

    /** Makes a link for each file. */
    static final class Share extends RouteBuilder {
        @Override
        public void configure() {
            // tag::share[]
            from("file:outbox?moveFailed=.failed")
                    .setHeader("CamelPresignDownloadFileName", simple("${header.CamelFileName}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1h")
                    .log("${header.CamelPresignUrlMasked} works until ${header.CamelPresignExpiresAt}");
            // end::share[]
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

    /** Turns the links in mails into files. */
    static final class Mailbox extends RouteBuilder {
        @Override
        public void configure() {
            // tag::mailbox[]
            from("osspresigned:inbox?extract=text&linkSource=RAW({{mailbox}})")
                    .log("${header.CamelFileName} downloaded, verified by ${header.CamelOssPresignedVerified}");
            // end::mailbox[]
        }
    }

    /** Brings a link for each new object. */
    static final class Watch extends RouteBuilder {
        @Override
        public void configure() {
            // tag::watch[]
            from("presign:my-bucket?region=cn-hangzhou&prefix=reports/&delay=1m")
                    .to("direct:announce");
            // end::watch[]
        }
    }
}
