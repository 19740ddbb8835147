package io.github.osspresign.examples.recipients;

import org.apache.camel.builder.RouteBuilder;

/** Makes the links that the recipients get. */
final class LinkRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:link").to("presign:demo?expiration=1h").setBody(header("CamelPresignUrl"));
    }
}
