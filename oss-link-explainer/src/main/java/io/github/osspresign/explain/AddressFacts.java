// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import io.github.osspresign.oss.OssHostKind;
import org.jspecify.annotations.Nullable;

/**
 * Address of the object of a link. Contains no secrets. A component is {@code null} if the link does not show it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host lower-case host name
 * @param hostKind kind of the host
 * @param region signed region; if none is signed, region of the host
 * @param bucket bucket
 * @param key decoded object key
 */
public record AddressFacts(
        @Nullable String scheme,
        @Nullable String host,
        @Nullable OssHostKind hostKind,
        @Nullable String region,
        @Nullable String bucket,
        @Nullable String key) {

    /** Facts of a text that is no link. */
    static final AddressFacts NONE = new AddressFacts(null, null, null, null, null, null);
}
