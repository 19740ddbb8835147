// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import org.apache.camel.builder.RouteBuilder;

/** Makes the links and the upload plans that the recipients get. */
final class LinkRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:link").to("presign:demo?expiration=1h").setBody(header("CamelPresignUrl"));
        // tag::upload-plan[]
        from("direct:upload-plan").to("presign:demo?operation=multipart&partSize=102400&expiration=1h&output=body");
        // end::upload-plan[]
    }
}
