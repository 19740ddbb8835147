// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import java.util.stream.Collectors;

/** Kind of host of the service (OSS documentation, "Regions and endpoints"). */
public enum EndpointType {
    PUBLIC("public", "oss-%s.aliyuncs.com"),
    INTERNAL("internal", "oss-%s-internal.aliyuncs.com"),
    ACCELERATE("accelerate", "oss-accelerate.aliyuncs.com"),
    ACCELERATE_OVERSEAS("accelerateOverseas", "oss-accelerate-overseas.aliyuncs.com"),
    DUAL_STACK("dualStack", "%s.oss.aliyuncs.com");

    private final String optionValue;
    private final String hostPattern;

    EndpointType(String optionValue, String hostPattern) {
        this.optionValue = optionValue;
        this.hostPattern = hostPattern;
    }

    /**
     * Returns the host; the two accelerate hosts are the same for all regions.
     *
     * @throws IllegalArgumentException if the region has several hosts of this type
     */
    String host(String region) {
        return hostPattern.replace("%s", nameInHost(region));
    }

    private String nameInHost(String region) {
        FinanceRegion finance = FinanceRegion.of(region);
        if (finance == null || (this != PUBLIC && this != INTERNAL)) {
            return region;
        }
        if (this == PUBLIC) {
            return finance.publicName();
        }
        if (finance.internalNames().isEmpty()) {
            return region;
        }
        throw new IllegalArgumentException("endpoint: must be set for the internal endpoints of region " + region
                + ", such as "
                + finance.internalNames().stream()
                        .map(name -> hostPattern.replace("%s", name))
                        .collect(Collectors.joining(" or "))
                + ", was not set");
    }

    /** Returns the value of the option {@code endpointType}. */
    @Override
    public String toString() {
        return optionValue;
    }
}
