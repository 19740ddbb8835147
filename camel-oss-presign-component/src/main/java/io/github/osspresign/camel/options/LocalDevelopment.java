// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.oss.syntax.LoopbackHost;

/** Rule of the option {@code localDevelopment}: an endpoint names hosts of the local machine only, so that the option has no effect in production. */
public final class LocalDevelopment {

    private LocalDevelopment() {}

    /** Refuses a host of an option that is not a loopback host. */
    public static void requireLoopback(String option, String host) {
        if (!LoopbackHost.matches(host)) {
            throw new IllegalArgumentException(option + ": must be " + LoopbackHost.ALL + " with localDevelopment, was "
                    + Quoted.of(host) + "; remove localDevelopment to use other hosts");
        }
    }
}
