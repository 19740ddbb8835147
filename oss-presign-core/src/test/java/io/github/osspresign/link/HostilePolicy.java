// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.test.HostileLink;
import java.util.Map;

/** The policy that the options of a hostile link ask for. */
public final class HostilePolicy {

    private HostilePolicy() {}

    public static HostPolicy of(HostileLink link) {
        Map<String, String> values = link.values();
        String hosts = values.remove("allowedHosts");
        HostPolicy policy = hosts == null ? HostPolicy.STRICT : HostPolicy.STRICT.allowingHosts(hosts.split(","));
        if ("true".equals(values.remove("allowInternalEndpoints"))) {
            policy = policy.allowingInternalEndpoints();
        }
        if ("true".equals(values.remove("allowPrivateAddresses"))) {
            policy = policy.allowingPrivateAddresses();
        }
        if ("true".equals(values.remove("allowHttp"))) {
            policy = policy.allowingHttp();
        }
        if (!values.isEmpty()) {
            throw new IllegalStateException("line " + link.line() + ": must have options of HostPolicy, has " + values);
        }
        return policy;
    }
}
