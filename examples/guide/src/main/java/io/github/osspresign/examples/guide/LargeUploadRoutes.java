// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import java.io.File;
import org.apache.camel.builder.RouteBuilder;

/** Routes of the page on large uploads. */
final class LargeUploadRoutes {

    private LargeUploadRoutes() {}

    /** One process has the keys and the file. */
    static final class OneProcess extends RouteBuilder {
        @Override
        public void configure() {
            // tag::one-process[]
            from("file:films?moveFailed=.failed")
                    .to("presign:my-bucket?region=cn-hangzhou&operation=multipart&expiration=12h")
                    .to("osspresigned:?operation=upload");
            // end::one-process[]
        }
    }

    /** The process with the keys: a request for an upload comes from a queue, and its reply is a plan. */
    static final class Planner extends RouteBuilder {
        @Override
        public void configure() {
            // tag::planner[]
            from("jms:queue:uploads.requested")
                    .removeHeaders("CamelPresign*")
                    .setHeader("CamelPresignObjectKey", simple("incoming/${header.fileName}"))
                    .setHeader("CamelPresignUploadSize", header("fileSize"))
                    .to("presign:my-bucket?region=cn-hangzhou&operation=multipart&expiration=12h&output=body");
            // end::planner[]
        }
    }

    /** The process without keys: asks for a plan of each new file, and keeps it. */
    static final class Requester extends RouteBuilder {
        @Override
        public void configure() {
            // tag::requester[]
            from("file:films?noop=true&idempotentKey=${file:name}-${file:size}")
                    .setHeader("fileName", simple("${file:name}"))
                    .setHeader("fileSize", simple("${file:size}"))
                    .setBody(constant(""))
                    .to("jms:queue:uploads.requested?exchangePattern=InOut")
                    .to("file:plans?fileName=${header.fileName}.json");
            // end::requester[]
        }
    }

    /** The process without keys: carries out each plan until its object is there. */
    static final class Uploader extends RouteBuilder {
        @Override
        public void configure() {
            // tag::uploader[]
            from("file:plans?include=.*\\.json&readLock=changed")
                    .setHeader("CamelPresignUpload", body())
                    .setBody(exchange -> new File(
                            "films",
                            exchange.getMessage()
                                    .getHeader("CamelFileName", String.class)
                                    .replaceFirst("\\.json$", "")))
                    .to("osspresigned:?operation=upload&parallelism=4");
            // end::uploader[]
        }
    }
}
