// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import org.apache.camel.builder.RouteBuilder;

/** The routes of the page on migrating. */
final class MigratedRoutes {

    private MigratedRoutes() {}

    /** Replaces createDownloadLink and the presigner of an SDK. */
    static final class Link extends RouteBuilder {
        @Override
        public void configure() {
            // tag::link[]
            from("direct:link")
                    .setHeader("CamelPresignObjectKey", constant("a.txt"))
                    .to("presign:my-bucket?region=cn-hangzhou&expiration=1h")
                    .setBody(header("CamelPresignUrl"));
            // end::link[]
        }
    }

    /** Gets what a link points to. */
    static final class Download extends RouteBuilder {
        @Override
        public void configure() {
            // tag::download[]
            from("direct:download").to("osspresigned:inbox?fileName=a.txt");
            // end::download[]
        }
    }

    /** Works off what a bucket has, object by object. */
    static final class Consume extends RouteBuilder {
        @Override
        public void configure() {
            // tag::consume[]
            from("presign:my-bucket?region=cn-hangzhou&prefix=incoming/&delay=10s")
                    .to("osspresigned:inbox")
                    .to("direct:process");
            // end::consume[]
        }
    }
}
