// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import io.github.osspresign.examples.portal.PortalProperties;
import java.net.InetAddress;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Address of the portal for recipients. It is never that of the request, whose {@code Host} header a stranger chooses: links
 * in mails would lead to his host.
 */
@Component
public class PortalAddress {

    private final PortalProperties properties;
    private final Environment environment;

    /** @throws IllegalStateException if the portal has no address that recipients can open */
    PortalAddress(PortalProperties properties, Environment environment) {
        this.properties = properties;
        this.environment = environment;
        InetAddress listensAt = environment.getProperty("server.address", InetAddress.class);
        if (properties.publicUrl() == null && (listensAt == null || !listensAt.isLoopbackAddress())) {
            throw new IllegalStateException("portal.public-url: must be set, for example to https://share.example.com,"
                    + " unless server.address is 127.0.0.1");
        }
    }

    /** Returns the address without a slash at its end. */
    @Override
    public String toString() {
        String configured = properties.publicUrl();
        return configured == null
                ? "http://localhost:" + environment.getRequiredProperty("local.server.port")
                : configured;
    }
}
