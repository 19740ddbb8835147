package io.github.osspresign.oss;

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

    /** Returns the host; the two accelerate hosts are the same for all regions. */
    String host(String region) {
        return hostPattern.replace("%s", region);
    }

    /** Returns the value of the option {@code endpointType}. */
    @Override
    public String toString() {
        return optionValue;
    }
}
