package io.github.osspresign.examples.portal.page;

import io.github.osspresign.examples.portal.PortalProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Address of the portal for recipients: the configured one, else that of the current request. */
@Component
public class PortalAddress {

    private final PortalProperties properties;

    PortalAddress(PortalProperties properties) {
        this.properties = properties;
    }

    /** Returns the address without a slash at its end. */
    @Override
    public String toString() {
        String configured = properties.publicUrl();
        return configured == null
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : configured;
    }
}
