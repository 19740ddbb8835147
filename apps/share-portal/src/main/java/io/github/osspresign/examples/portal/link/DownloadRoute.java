// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import io.github.osspresign.examples.portal.PortalProperties;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Signs the link of a download at the click, after the bucket has confirmed that the object is there. */
@Component
class DownloadRoute extends RouteBuilder {

    static final String URI = "direct:download-link";

    private final PortalProperties properties;

    DownloadRoute(PortalProperties properties) {
        this.properties = properties;
    }

    @Override
    public void configure() {
        from(URI)
                .routeId("download-link")
                .to(properties.signer() + "&expiration="
                        + properties.linkLifetime().toSeconds() + "s&verifyObject=true");
    }
}
