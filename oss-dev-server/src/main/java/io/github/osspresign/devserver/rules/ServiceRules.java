// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.rules;

import java.time.Duration;
import java.util.Set;

/**
 * The rules that a server follows.
 *
 * @param region id of the region, without the prefix {@code oss-}
 * @param assumptions the assumptions that hold
 * @param forceDownload whether browsers must save pages and images, as on the default domains of OSS
 * @param forbidApk whether downloads of mobile apps are refused, as on the default domains of OSS
 * @param closedDefaultDomain whether requests to objects need a custom domain, as for new accounts in mainland China
 * @param restoreTime how long RestoreObject takes
 */
public record ServiceRules(
        String region,
        Set<Assumption> assumptions,
        boolean forceDownload,
        boolean forbidApk,
        boolean closedDefaultDomain,
        Duration restoreTime) {

    /** Less than the minute of OSS, but long enough for a client to see that the restoration is in progress. */
    public static final Duration DEFAULT_RESTORE_TIME = Duration.ofSeconds(10);

    public ServiceRules {
        assumptions = Set.copyOf(assumptions);
    }

    /** Returns the rules of a server that is built without further settings. */
    public static ServiceRules defaults(String region) {
        return new ServiceRules(region, Assumption.defaults(), false, false, false, DEFAULT_RESTORE_TIME);
    }

    public boolean holds(Assumption assumption) {
        return assumptions.contains(assumption);
    }

    /** Returns the region as OSS writes it in responses. */
    public String location() {
        return "oss-" + region;
    }
}
