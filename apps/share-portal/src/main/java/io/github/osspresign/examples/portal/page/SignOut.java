// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import io.github.osspresign.examples.portal.PortalProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Signs a user out; templates call it as {@code @signOut}. Only a proxy can end a login that it has made. */
@Component("signOut")
public class SignOut {

    private final PortalProperties properties;

    SignOut(PortalProperties properties) {
        this.properties = properties;
    }

    /** Returns whether the portal ends the login. */
    public boolean isHere() {
        return properties.proxyUserHeader() == null;
    }

    /** Returns the address at which the proxy ends the login, {@code null} if it is not known. */
    public @Nullable String atProxy() {
        return isHere() ? null : properties.proxySignOutUrl();
    }
}
