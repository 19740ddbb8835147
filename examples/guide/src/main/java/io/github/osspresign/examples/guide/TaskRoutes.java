// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import org.apache.camel.builder.RouteBuilder;

/** The code of the short pages, each about one task. */
final class TaskRoutes {

    private TaskRoutes() {}

    /** A web page asks for a link, and uploads a file through it. */
    static final class UploadLink extends RouteBuilder {
        @Override
        public void configure() {
            // tag::upload-link[]
            from("platform-http:/upload-link?httpMethodRestrict=POST")
                    .removeHeaders("CamelPresign*")
                    // No other type is signed, and no other text gets into the URI.
                    .filter(simple("${header.type} !in 'image/png,image/jpeg,application/pdf'"))
                    .setHeader("type", constant("application/octet-stream"))
                    .end()
                    .setHeader("CamelPresignObjectKey", simple("uploads/${exchangeId}"))
                    .toD("presign:my-bucket?region=cn-hangzhou&method=PUT&expiration=10m&output=body"
                            + "&header.Content-Type=${header.type}");
            // end::upload-link[]
        }
    }

    /** An address that does not expire leads to a link that is made at the click. */
    static final class LinkAtTheClick extends RouteBuilder {
        @Override
        public void configure() {
            // tag::redirect[]
            from("platform-http:/files/{name}?httpMethodRestrict=GET")
                    .setHeader("CamelPresignObjectKey", simple("share/${header.name}"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=5m")
                    .setHeader("Location", header("CamelPresignUrl"))
                    .setHeader("CamelHttpResponseCode", constant(302))
                    .setBody(constant(""));
            // end::redirect[]
        }
    }

    /** A CSV file lists links. */
    static final class CsvDownloads extends RouteBuilder {
        @Override
        public void configure() {
            // tag::csv-download[]
            from("osspresigned:inbox?linkSource=RAW(file:links?include=.*\\.csv&moveFailed=.failed)")
                    .to("direct:process");
            // end::csv-download[]
        }
    }
}
