// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.oss.syntax.LoopbackHost;

/** Rule of the option {@code localDevelopment}: an endpoint names hosts of the local machine only, so that the option has no effect in production. */
public final class LocalDevelopment {

    private LocalDevelopment() {}

    /** Refuses a host of an option that is not a loopback host. */
    public static void requireLoopback(String option, String host) {
        requireLoopback(option, host, "");
    }

    /** Refuses an endpoint that is not on a loopback host, and names the options for a server in a network, such as a container. */
    public static void requireLoopback(ServiceEndpoint endpoint) {
        String instead = endpoint.host().kind().isOssDomain()
                ? ""
                : "; for a server in your network, set allowedHosts=" + endpoint.authority()
                        + (endpoint.scheme().equals("http") ? ", allowHttp=true" : "")
                        + " and allowPrivateAddresses=true on osspresigned instead";
        requireLoopback("endpoint", endpoint.hostName(), instead);
    }

    private static void requireLoopback(String option, String host, String instead) {
        if (!LoopbackHost.matches(host)) {
            throw new IllegalArgumentException(option + ": must be " + LoopbackHost.ALL + " with localDevelopment, was "
                    + Quoted.of(host) + "; remove localDevelopment to use other hosts" + instead);
        }
    }
}
