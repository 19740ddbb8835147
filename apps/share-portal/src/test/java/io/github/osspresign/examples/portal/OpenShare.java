// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import io.github.osspresign.examples.portal.share.ShareFile;
import java.sql.Timestamp;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A share of one file whose object is in the bucket. Its id is also that of the file. */
public record OpenShare(String id, String owner, String name, String note, String passwordHash, Integer maxDownloads) {

    public OpenShare(String id, String owner, String name, Integer maxDownloads) {
        this(id, owner, name, "", null, maxDownloads);
    }

    public void add(RunningPortal portal, byte[] content, Instant now, Instant end) {
        ShareFile file = new ShareFile(id, id, owner, name, content.length, null, now);
        portal.services.bucket().putObject("portal", file.key(), content);
        portal.bean(JdbcClient.class)
                .sql("""
                        WITH stored AS (
                            INSERT INTO share (id, owner, name, size, note, password_hash, max_downloads, created_at,
                                expires_at, uploaded_at)
                            VALUES (:id, :owner, :name, :size, :note, :password, :maxDownloads, :now, :end, :now)
                            RETURNING *)
                        INSERT INTO share_file (id, share_id, place, name, size, uploaded_at)
                        SELECT id, id, 1, name, size, uploaded_at FROM stored""")
                .param("id", id)
                .param("owner", owner)
                .param("name", name)
                .param("size", content.length)
                .param("note", note)
                .param("password", passwordHash)
                .param("maxDownloads", maxDownloads)
                .param("now", Timestamp.from(now))
                .param("end", Timestamp.from(end))
                .update();
    }
}
