// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.OssHostKind;
import io.github.osspresign.oss.syntax.UrlParts;
import org.jspecify.annotations.Nullable;

/**
 * Link with its parts, as the checks need them.
 *
 * @param question question about the link
 * @param url parts of the URL
 * @param host parts of the host
 * @param query parameters
 * @param bucket bucket in the host or path, otherwise the bucket of the question
 * @param key decoded object key, empty if there is none
 * @param signature parameters of the signature
 * @param cdn parts of a link of a CDN, {@code null} for another link
 */
record ParsedLink(
        LinkQuestion question,
        UrlParts url,
        OssHost host,
        LooseQuery query,
        @Nullable String bucket,
        String key,
        SignatureParameters signature,
        @Nullable CdnUrl cdn) {

    /** Returns whether the bucket is the first segment of the path. */
    static boolean isPathStyle(OssHost host) {
        return host.bucket() == null && host.kind() != OssHostKind.CUSTOM_DOMAIN;
    }

    /** Leaves out the parts that can contain secrets. */
    @Override
    public String toString() {
        return "ParsedLink[" + url + "]";
    }
}
