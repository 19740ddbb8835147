// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import io.github.osspresign.examples.portal.share.Share;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A share as the API shows it. */
record ShareView(
        String id,
        String url,
        String name,
        long size,
        int files,
        String note,
        Share.State state,
        boolean hasPassword,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant expiresAt,
        Share.@Nullable Received received) {

    static ShareView of(Share share, String portal, Instant now) {
        return new ShareView(
                share.id(),
                portal + "/s/" + share.id(),
                share.name(),
                share.size(),
                share.files(),
                share.note(),
                share.state(now),
                share.needsPassword(),
                share.maxDownloads(),
                share.downloads(),
                share.createdAt(),
                share.expiresAt(),
                share.received());
    }
}
