package io.github.osspresign.oss;

/** Kind of host of the service (OSS documentation, "Regions and endpoints"). */
public enum EndpointType {
    PUBLIC("oss-%s.aliyuncs.com"),
    INTERNAL("oss-%s-internal.aliyuncs.com"),
    ACCELERATE("oss-accelerate.aliyuncs.com"),
    ACCELERATE_OVERSEAS("oss-accelerate-overseas.aliyuncs.com"),
    DUAL_STACK("%s.oss.aliyuncs.com");

    private final String hostPattern;

    EndpointType(String hostPattern) {
        this.hostPattern = hostPattern;
    }

    /** Returns the host; the two accelerate hosts are the same for all regions. */
    String host(String region) {
        return hostPattern.replace("%s", region);
    }
}
