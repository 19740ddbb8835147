// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.test.HostileLink;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The policy that the options of a hostile link ask for. */
public final class HostilePolicy {

    private HostilePolicy() {}

    public static HostPolicy of(HostileLink link) {
        Map<String, String> values = link.values();
        String hosts = values.remove("allowedHosts");
        HostPolicy policy = new HostPolicy(
                hosts == null
                        ? List.of()
                        : Arrays.stream(hosts.split(","))
                                .map(HostPattern::parse)
                                .toList(),
                "true".equals(values.remove("allowInternalEndpoints")),
                "true".equals(values.remove("allowPrivateAddresses")),
                "true".equals(values.remove("allowHttp")));
        if (!values.isEmpty()) {
            throw new IllegalStateException("line " + link.line() + ": must have options of HostPolicy, has " + values);
        }
        return policy;
    }
}
