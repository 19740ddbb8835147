// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Region of the finance cloud, whose name in host names differs from the region id in signatures (OSS documentation,
 * "Regions and endpoints", November 2026).
 *
 * @param id region id
 * @param publicName name in the host of the public endpoint
 * @param internalNames names in the hosts of the internal endpoints; empty if the only one is the region id
 * @param otherScope region that some documentation signs with instead; {@code null} if none does
 */
record FinanceRegion(
        String id,
        String publicName,
        List<String> internalNames,
        @Nullable String otherScope) {

    private static final List<FinanceRegion> ALL = List.of(
            new FinanceRegion(
                    "cn-hangzhou-finance", "cn-hzfinance", List.of("cn-hzjbp-a", "cn-hzjbp-b"), "cn-hangzhou"),
            new FinanceRegion("cn-shanghai-finance-1", "cn-shanghai-finance-1-pub", List.of(), null),
            new FinanceRegion("cn-shenzhen-finance-1", "cn-szfinance", List.of(), null),
            new FinanceRegion("cn-beijing-finance-1", "cn-beijing-finance-1-pub", List.of(), null));

    /** Returns the region of the finance cloud with this id, or {@code null} if there is none. */
    static @Nullable FinanceRegion of(String id) {
        return ALL.stream().filter(region -> region.id.equals(id)).findFirst().orElse(null);
    }

    /** Returns the region id for the name of a region in a host name. Outside the finance cloud it is the same. */
    static String idOf(String nameInHost) {
        for (FinanceRegion region : ALL) {
            if (region.publicName.equals(nameInHost) || region.internalNames.contains(nameInHost)) {
                return region.id;
            }
        }
        return nameInHost;
    }
}
