// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import org.apache.camel.builder.RouteBuilder;

/** The routes of the page on kinds of links. */
final class LinkRoutes {

    private LinkRoutes() {}

    /** A link that uploads. */
    static final class Put extends RouteBuilder {
        @Override
        public void configure() {
            // tag::put[]
            from("direct:invite")
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT&expiration=30m"
                            + "&header.Content-Type=application/pdf&additionalHeaders=content-length"
                            + "&header.Content-Length=1048576")
                    .log("send exactly these headers: ${header.CamelPresignRequiredHeaders}");
            // end::put[]
        }
    }

    /** A link that uploads an encrypted object with metadata. */
    static final class Encrypted extends RouteBuilder {
        @Override
        public void configure() {
            // tag::encrypted[]
            from("direct:invite")
                    .to("presign:my-bucket?region=cn-hangzhou&method=PUT&expiration=30m"
                            + "&header.x-oss-server-side-encryption=KMS"
                            + "&header.x-oss-server-side-encryption-key-id={{kms.key}}"
                            + "&header.x-oss-meta-source=shop");
            // end::encrypted[]
        }
    }

    /** A link of a CDN. */
    static final class Cdn extends RouteBuilder {
        @Override
        public void configure() {
            // tag::cdn[]
            from("direct:share").to("presign:my-bucket?region=cn-hangzhou&cdn=A&expiration=1h&output=body");
            // end::cdn[]
        }
    }
}
