// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import java.util.List;
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

    /** A form uploads a file, OSS calls back, and the route continues with the object. */
    static final class UploadCallback extends RouteBuilder {
        @Override
        public void configure() {
            // tag::upload-callback[]
            from("platform-http:/upload-form?httpMethodRestrict=GET")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("uploads/${exchangeId}"))
                    .to("presign:my-bucket?region=cn-hangzhou&operation=postPolicy&method=POST&expiration=10m"
                            + "&maxUploadSize=10MB&callbackUrl={{callbackUrl}}&callbackVar.list=orders")
                    .setBody(header("CamelPresignForm"));

            from("platform-http:/uploaded?httpMethodRestrict=POST")
                    .to("osspresigned:?operation=callback")
                    // The response does not wait for the rest.
                    .wireTap("direct:uploaded")
                    .removeHeaders("*", "Content-Type");

            from("direct:uploaded")
                    .setHeader("CamelPresignBucketName", header("CamelPresignSourceBucketName"))
                    .setHeader("CamelPresignObjectKey", header("CamelPresignSourceObjectKey"))
                    .to("presign:my-bucket?region=cn-hangzhou&verifyObject=true")
                    .to("osspresigned:inbox/${header.CamelOssPresignedCallback[x:list]}")
                    .to("direct:process");
            // end::upload-callback[]
        }
    }

    /** An address that does not expire leads to a link that is made at the click. */
    static final class LinkAtTheClick extends RouteBuilder {
        @Override
        public void configure() {
            // tag::redirect[]
            from("platform-http:/files/{name}?httpMethodRestrict=GET")
                    // A query ?name=x makes a list of the header.
                    .filter(header("name").isInstanceOf(List.class))
                    .setHeader("CamelHttpResponseCode", constant(400))
                    .setBody(constant(""))
                    .stop()
                    .end()
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
