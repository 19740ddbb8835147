// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

/** Kind of the host of a URL (OSS documentation, "Regions and endpoints"). */
public enum OssHostKind {
    PUBLIC,
    INTERNAL,
    DUAL_STACK,
    ACCELERATE,
    ACCELERATE_OVERSEAS,
    /** S3-compatible endpoint. */
    S3,
    CLOUD_BOX,
    /** IP address or localhost: a server for development. */
    LOCAL,
    /** Any other host, such as a custom domain of a bucket or a CDN. */
    CUSTOM_DOMAIN;

    /** Returns whether the host is a public domain of OSS, where some types of content are restricted. */
    public boolean isDefaultDomain() {
        return this == PUBLIC || this == DUAL_STACK || isAccelerated();
    }

    public boolean isAccelerated() {
        return this == ACCELERATE || this == ACCELERATE_OVERSEAS;
    }

    /** Returns whether the host is a domain of OSS, which contains the bucket. */
    public boolean isOssDomain() {
        return this != LOCAL && this != CUSTOM_DOMAIN;
    }
}
