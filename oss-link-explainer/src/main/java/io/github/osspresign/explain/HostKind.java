package io.github.osspresign.explain;

/** What kind of host a URL points to (OSS documentation, "Regions and endpoints"). */
public enum HostKind {
    PUBLIC,
    INTERNAL,
    DUAL_STACK,
    ACCELERATE,
    ACCELERATE_OVERSEAS,
    /** The S3-compatible endpoints. */
    S3,
    CLOUD_BOX,
    /** An IP address or localhost: a server for development. */
    LOCAL,
    /** Any other host, such as a bucket's own domain or a CDN. */
    CUSTOM_DOMAIN;

    /** Whether it is one of the service's own domains on the internet, on which some types of content are restricted. */
    boolean isDefaultDomain() {
        return this == PUBLIC || this == DUAL_STACK || isAccelerated();
    }

    boolean isAccelerated() {
        return this == ACCELERATE || this == ACCELERATE_OVERSEAS;
    }

    /** Whether the host name itself carries, or could carry, the bucket. */
    boolean isOfTheService() {
        return this != LOCAL && this != CUSTOM_DOMAIN;
    }
}
