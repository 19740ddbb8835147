// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.PortalProperties;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Signs what a browser needs to send a file straight into the bucket: a form, or a plan of parts. */
@Component
class UploadRoutes extends RouteBuilder {

    static final String FORM = "direct:upload-form";
    static final String PLAN = "direct:upload-plan";

    private static final String LIFETIME = "&expiration=1h";
    private static final String TYPE = "&header.Content-Type=application/octet-stream";

    private final PortalProperties properties;

    UploadRoutes(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        String bucket = properties.signer();

        // The size is that which the policy allows, no less and no more. Sent again, the form does not replace the
        // object.
        from(FORM)
                .routeId("upload-form")
                .toD(bucket + LIFETIME + "&operation=postPolicy&method=POST&contentTypes=application/octet-stream"
                        + "&header.x-oss-forbid-overwrite=true"
                        + "&minContentLength=${header.size}&maxContentLength=${header.size}");

        from(PLAN).routeId("upload-plan").to(bucket + LIFETIME + "&operation=multipart" + TYPE + "&output=body");
    }
}
