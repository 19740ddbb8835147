package io.github.osspresign.explain;

import org.jspecify.annotations.Nullable;

/**
 * A link taken apart, for the checks to look at.
 *
 * @param question what was asked
 * @param url its parts
 * @param host what the host tells
 * @param query the parameters
 * @param bucket the bucket that host or path shows, else the one that is known from elsewhere
 * @param key the object key, decoded; empty where there is none
 * @param signature the parameters that sign it
 */
record LinkReading(
        LinkQuestion question,
        LooseUrl url,
        HostName host,
        LooseQuery query,
        @Nullable String bucket,
        String key,
        SignatureParameters signature) {

    /** Whether the bucket is the first part of the path. */
    static boolean isPathStyle(HostName host) {
        return host.bucket() == null && host.kind() != HostKind.CUSTOM_DOMAIN;
    }

    /** Without the parts that may hold secrets. */
    @Override
    public String toString() {
        return "LinkReading[" + url + "]";
    }
}
