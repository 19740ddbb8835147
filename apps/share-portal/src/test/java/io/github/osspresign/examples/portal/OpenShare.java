// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.time.Instant;
import java.util.List;

/** A share of one file whose object is in the bucket. Its id is also that of the file. */
record OpenShare(String id, String owner, String name, String note, String passwordHash, Integer maxDownloads) {

    OpenShare(String id, String owner, String name, Integer maxDownloads) {
        this(id, owner, name, "", null, maxDownloads);
    }

    void add(RunningPortal portal, byte[] content, Instant now, Instant end) {
        ShareFile file = new ShareFile(id, owner, name, content.length, null, now);
        portal.services.bucket().putObject("portal", file.key(), content);
        portal.bean(ShareStore.class)
                .add(
                        new Share(
                                id,
                                owner,
                                name,
                                content.length,
                                1,
                                note,
                                passwordHash,
                                maxDownloads,
                                0,
                                now,
                                end,
                                now,
                                null,
                                null,
                                null),
                        List.of(file),
                        null);
    }
}
