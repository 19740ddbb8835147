package io.github.osspresign.oss;

/** Where a URL carries the bucket. It is in the signature either way. */
public enum AddressStyle {
    /** In front of the service's host: {@code https://bucket.oss-cn-hangzhou.aliyuncs.com/key}. */
    VIRTUAL_HOST,
    /** First in the path; the real service refuses it, servers for development need it. */
    PATH,
    /** Nowhere: the host is the bucket's own domain. */
    CNAME
}
