// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Shares in the database. What must not be done twice is one statement, so that any number of portals can share it. */
@Repository
public class ShareStore {

    /** A received file that was revoked stays for its owner. */
    private static final String ENDED = "least(expires_at, CASE WHEN request_id IS NULL THEN revoked_at END) < :time"
            + " OR (uploaded_at IS NULL AND created_at < :time)";

    private final JdbcClient database;

    ShareStore(JdbcClient database) {
        this.database = database;
    }

    public void add(Share share) {
        database.sql("""
                        INSERT INTO share (id, owner, object_key, name, size, note, password_hash, max_downloads,
                            created_at, expires_at, upload_id, uploaded_at, request_id, request_title)
                        VALUES (:id, :owner, :key, :name, :size, :note, :passwordHash, :maxDownloads, :createdAt,
                            :expiresAt, :uploadId, :uploadedAt, :request, :requestTitle)""")
                .param("id", share.id())
                .param("owner", share.owner())
                .param("key", share.key())
                .param("name", share.name())
                .param("size", share.size())
                .param("note", share.note())
                .param("passwordHash", share.passwordHash())
                .param("maxDownloads", share.maxDownloads())
                .param("createdAt", Timestamp.from(share.createdAt()))
                .param("expiresAt", timestamp(share.expiresAt()))
                .param("uploadId", share.uploadId())
                .param("uploadedAt", timestamp(share.uploadedAt()))
                .param(
                        "request",
                        share.received() == null ? null : share.received().request())
                .param(
                        "requestTitle",
                        share.received() == null ? null : share.received().title())
                .update();
    }

    /** Returns a share that no other transaction can change before the end of this one. */
    public Optional<Share> lock(String id) {
        return database.sql("SELECT * FROM share WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query(ShareStore::share)
                .optional();
    }

    /** Stores what the owner may change: name, note, password, limit and end. */
    public void update(Share share) {
        database.sql("""
                        UPDATE share SET name = :name, note = :note, password_hash = :passwordHash,
                            max_downloads = :maxDownloads, expires_at = :expiresAt
                        WHERE id = :id""")
                .param("id", share.id())
                .param("name", share.name())
                .param("note", share.note())
                .param("passwordHash", share.passwordHash())
                .param("maxDownloads", share.maxDownloads())
                .param("expiresAt", timestamp(share.expiresAt()))
                .update();
    }

    /** Ends a share. If it has ended before, it keeps its time. */
    public void revoke(String id, Instant now) {
        database.sql("UPDATE share SET revoked_at = coalesce(revoked_at, :now) WHERE id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    /**
     * Stores that the object is in the bucket.
     *
     * @return whether it was stored now
     */
    public boolean markUploaded(String id, Instant now) {
        return database.sql("UPDATE share SET uploaded_at = :now WHERE id = :id AND uploaded_at IS NULL")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    /**
     * Ends an upload that is not complete: nobody can complete it any more, so that its object can be deleted. Exactly one
     * caller succeeds.
     *
     * @return whether it was ended now
     */
    public boolean endUpload(String id, Instant now) {
        return database.sql("""
                                UPDATE share SET revoked_at = :now
                                WHERE id = :id AND uploaded_at IS NULL AND revoked_at IS NULL""")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    public void delete(String id) {
        database.sql("DELETE FROM share WHERE id = :id").param("id", id).update();
    }

    /** Returns the shares that were expired, revoked or not uploaded at a time. */
    List<Share> endedBefore(Instant time) {
        return database.sql("SELECT * FROM share WHERE " + ENDED)
                .param("time", Timestamp.from(time))
                .query(ShareStore::share)
                .list();
    }

    /** Locks a share that was ended at a time. Passes over one that another portal has locked, or that has been extended. */
    Optional<Share> lockEndedBefore(String id, Instant time) {
        return database.sql("SELECT * FROM share WHERE id = :id AND (" + ENDED + ") FOR UPDATE SKIP LOCKED")
                .param("id", id)
                .param("time", Timestamp.from(time))
                .query(ShareStore::share)
                .optional();
    }

    public Optional<Share> find(String id) {
        return database.sql("SELECT * FROM share WHERE id = :id")
                .param("id", id)
                .query(ShareStore::share)
                .optional();
    }

    /** Returns the file that is sent through a request under an object key, unless its upload has been ended. */
    public Optional<Share> findReceived(String request, String key) {
        return database.sql("""
                        SELECT * FROM share
                        WHERE request_id = :request AND object_key = :key
                            AND (uploaded_at IS NOT NULL OR revoked_at IS NULL)""")
                .param("request", request)
                .param("key", key)
                .query(ShareStore::share)
                .optional();
    }

    /** Returns the shares of a user, newest first, without the files that a stranger is still sending. */
    public List<Share> of(String owner) {
        return database.sql("""
                        SELECT * FROM share
                        WHERE owner = :owner AND (request_id IS NULL OR uploaded_at IS NOT NULL)
                        ORDER BY created_at DESC, id""").param("owner", owner).query(ShareStore::share).list();
    }

    /**
     * Counts a download if the share is still open.
     *
     * @return whether it was counted
     */
    public boolean countDownload(String id, Instant now) {
        return database.sql("""
                                UPDATE share SET downloads = downloads + 1
                                WHERE id = :id AND uploaded_at IS NOT NULL AND revoked_at IS NULL
                                    AND (expires_at IS NULL OR expires_at > :now) AND (max_downloads IS NULL OR downloads < max_downloads)""")
                        .param("id", id)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
    }

    static Share share(ResultSet row, int number) throws SQLException {
        return new Share(
                row.getString("id"),
                row.getString("owner"),
                row.getString("object_key"),
                row.getString("name"),
                row.getLong("size"),
                row.getString("note"),
                row.getString("password_hash"),
                row.getObject("max_downloads", Integer.class),
                row.getInt("downloads"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("expires_at")),
                row.getString("upload_id"),
                instant(row.getTimestamp("uploaded_at")),
                instant(row.getTimestamp("revoked_at")),
                received(row.getString("request_id"), row.getString("request_title")));
    }

    private static Share.@Nullable Received received(@Nullable String request, @Nullable String title) {
        return request == null || title == null ? null : new Share.Received(request, title);
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
