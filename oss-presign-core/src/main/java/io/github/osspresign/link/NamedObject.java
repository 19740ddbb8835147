// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.link.url.ParsedPresignedUrl;
import io.github.osspresign.oss.CdnUrl;
import io.github.osspresign.oss.OssHost;
import io.github.osspresign.oss.syntax.PercentCoding;
import io.github.osspresign.oss.syntax.QueryParameters;
import org.jspecify.annotations.Nullable;

/**
 * Object that the fields of a link name, compared with its URL. The service reads only the URL, signed or not. With other
 * names, somebody who may send links could replace what a route has stored for another object.
 */
record NamedObject(
        @Nullable String bucket,
        @Nullable String key,
        @Nullable String versionId) {

    /** Returns whether the URL is for this object, as far as it shows one. */
    boolean agreesWith(String url) {
        LinkAddress address;
        try {
            address = LinkAddress.parse(url);
        } catch (HostNotAllowedException e) {
            // No request is sent to such a URL.
            return true;
        }
        String shown = QueryParameters.parseLeniently(address.query()).get("versionId");
        return (shown == null || versionId == null || shown.equals(versionId)) && isAt(address);
    }

    private boolean isAt(LinkAddress address) {
        OssHost host = OssHost.of(address.host());
        boolean signedByOss = address.query() != null && ParsedPresignedUrl.isPresigned("?" + address.query());
        CdnUrl cdn = signedByOss ? null : address.cdn();
        String path = decoded(cdn == null ? address.path() : cdn.uri());
        if (!host.kind().isOssDomain()) {
            // The host may be a domain of one bucket, or be followed by the bucket: presign: signs both for any such
            // host.
            return hasKey(path) || (bucket != null && isAfterBucket(path));
        }
        return host.bucket() == null
                ? isAfterBucket(path)
                : (bucket == null || bucket.equals(host.bucket())) && hasKey(path);
    }

    private boolean hasKey(@Nullable String path) {
        return key == null || key.equals(path);
    }

    /** Returns whether the first segment of a path is the bucket. No bucket has a slash, which would be one of the key. */
    private boolean isAfterBucket(@Nullable String path) {
        int slash = path == null ? -1 : path.indexOf('/');
        String first = path == null || slash < 0 ? path : path.substring(0, slash);
        return (bucket == null || bucket.equals(first))
                && hasKey(path == null || slash < 0 ? null : path.substring(slash + 1));
    }

    /** Returns a path without its first slash, {@code null} if it is not percent-encoded UTF-8. */
    private static @Nullable String decoded(String path) {
        try {
            return PercentCoding.decode(path.substring(1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
