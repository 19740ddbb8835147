// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

import com.fasterxml.jackson.jr.ob.JSON;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedUpload;
import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.PredicateValidationException;

/** Routes that pages ask for links to upload large files. An application also checks who calls, and what size is allowed. */
final class UploadRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(IllegalArgumentException.class, PredicateValidationException.class)
                .handled(true)
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(400))
                .setBody(constant(""));

        // tag::plan[]
        from("platform-http:/uploads?httpMethodRestrict=POST")
                .removeHeaders("CamelPresign*")
                .setHeader("CamelPresignObjectKey", simple("uploads/${uuid(random)}"))
                .to("direct:plan");

        from("platform-http:/uploads/links?httpMethodRestrict=POST")
                .removeHeaders("CamelPresign*")
                .validate(header("key").startsWith("uploads/"))
                .validate(header("uploadId").regex("\\w+"))
                .setHeader("CamelPresignObjectKey", header("key"))
                .setHeader("CamelPresignUploadId", header("uploadId"))
                .to("direct:plan");

        from("direct:plan")
                .setHeader("CamelPresignUploadSize", header("size"))
                .to("presign:demo?operation=multipart&expiration=1h&output=body"
                        + "&header.Content-Type=application/octet-stream")
                .removeHeaders("*", "Content-Type");
        // end::plan[]

        from("platform-http:/uppy/create?httpMethodRestrict=POST")
                .removeHeaders("CamelPresign*")
                .setHeader("CamelPresignObjectKey", simple("uploads/${uuid(random)}"))
                .to("presign:demo?method=POST&query.uploads=&expiration=10m"
                        + "&header.Content-Type=application/octet-stream")
                .to("direct:for-uppy");

        from("platform-http:/uppy/sign?httpMethodRestrict=POST")
                .removeHeaders("CamelPresign*")
                .validate(header("key").startsWith("uploads/"))
                .validate(header("uploadId").regex("\\w+"))
                .setHeader("CamelPresignObjectKey", header("key"))
                .setHeader("CamelPresignUploadId", header("uploadId"))
                .setHeader("CamelPresignUploadParts", header("partNumber"))
                .to("presign:demo?operation=multipart&expiration=1h")
                .process(exchange -> chooseLink(exchange.getMessage()))
                .to("direct:for-uppy");

        from("direct:for-uppy")
                .process(exchange -> exchange.getMessage().setBody(forUppy(exchange.getMessage())))
                .removeHeaders("*")
                .setHeader("Content-Type", constant("application/json"));
    }

    /** Chooses the link of the plan for a part, or to list the parts, complete the upload or abort it. */
    private static void chooseLink(Message message) {
        PresignedUpload plan = message.getHeader("CamelPresignUpload", PresignedUpload.class);
        PresignedLink link = switch (message.getHeader("method", "", String.class)) {
            case "PUT" -> plan.link(plan.parts().get(0));
            case "GET" -> plan.list().get(0);
            case "POST" -> plan.complete();
            case "DELETE" -> plan.abort();
            default -> throw new IllegalArgumentException("method: must be PUT, GET, POST or DELETE");
        };
        message.setHeader("CamelPresignLink", link);
    }

    private static String forUppy(Message message) throws IOException {
        PresignedLink link = message.getHeader("CamelPresignLink", PresignedLink.class);
        Object key = message.getHeader("CamelPresignObjectKey");
        return JSON.std.asString(Map.of("url", link.url(), "key", key, "headers", link.requiredHeaders()));
    }
}
