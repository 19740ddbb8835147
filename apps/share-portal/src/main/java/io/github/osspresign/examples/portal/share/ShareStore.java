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
import org.springframework.transaction.annotation.Transactional;

/** Shares in the database. What must not be done twice is one statement, so that any number of portals can share it. */
@Repository
public class ShareStore {

    /** A received file that was revoked stays for its owner. */
    private static final String ENDED = "least(expires_at, CASE WHEN request_id IS NULL THEN revoked_at END) < :time"
            + " OR (uploaded_at IS NULL AND created_at < :time)";

    private static final String LISTED = "owner = :owner AND (request_id IS NULL OR uploaded_at IS NOT NULL)";

    private final JdbcClient database;

    ShareStore(JdbcClient database) {
        this.database = database;
    }

    @Transactional
    public void add(Share share, List<ShareFile> files) {
        database.sql("""
                        INSERT INTO share (id, owner, name, size, files, note, password_hash, max_downloads,
                            created_at, expires_at, uploaded_at, request_id, request_title)
                        VALUES (:id, :owner, :name, :size, :files, :note, :passwordHash, :maxDownloads, :createdAt,
                            :expiresAt, :uploadedAt, :request, :requestTitle)""")
                .param("id", share.id())
                .param("owner", share.owner())
                .param("name", share.name())
                .param("size", share.size())
                .param("files", share.files())
                .param("note", share.note())
                .param("passwordHash", share.passwordHash())
                .param("maxDownloads", share.maxDownloads())
                .param("createdAt", Timestamp.from(share.createdAt()))
                .param("expiresAt", timestamp(share.expiresAt()))
                .param("uploadedAt", timestamp(share.uploadedAt()))
                .param(
                        "request",
                        share.received() == null ? null : share.received().request())
                .param(
                        "requestTitle",
                        share.received() == null ? null : share.received().title())
                .update();
        database.sql("""
                        INSERT INTO share_file (share_id, place, id, name, size, upload_id, uploaded_at)
                        SELECT :share, place, id, name, size, upload_id, :uploadedAt::timestamptz
                        FROM unnest(:ids::text[], :names::text[], :sizes::bigint[], :uploads::text[])
                            WITH ORDINALITY AS file (id, name, size, upload_id, place)""")
                .param("share", share.id())
                .param("uploadedAt", timestamp(share.uploadedAt()))
                .param("ids", files.stream().map(ShareFile::id).toArray(String[]::new))
                .param("names", files.stream().map(ShareFile::name).toArray(String[]::new))
                .param("sizes", files.stream().map(ShareFile::size).toArray(Long[]::new))
                .param("uploads", files.stream().map(ShareFile::uploadId).toArray(String[]::new))
                .update();
    }

    /** Returns the files of a share in their order. */
    public List<ShareFile> files(String share) {
        return database.sql("""
                        SELECT file.*, owner FROM share_file file JOIN share ON share.id = share_id
                        WHERE share_id = :share ORDER BY place""").param("share", share).query(ShareFile.class).list();
    }

    /** Returns a share that no other transaction can change before the end of this one. */
    public Optional<Share> lock(String id) {
        return database.sql("SELECT * FROM share WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(ShareStore::share)
                .optional();
    }

    /** Stores what the owner may change: name, note, password, limit and end. The name of a single file is that of its share. */
    public void update(Share share) {
        database.sql("""
                        WITH renamed AS (
                            UPDATE share_file SET name = :name WHERE share_id = :id AND :files = 1)
                        UPDATE share SET name = :name, note = :note, password_hash = :passwordHash,
                            max_downloads = :maxDownloads, expires_at = :expiresAt
                        WHERE id = :id""")
                .param("files", share.files())
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

    /** Stores how a file is sent in parts, unless that was stored before. */
    public void begin(ShareFile file, String uploadId) {
        database.sql("UPDATE share_file SET upload_id = :upload WHERE id = :id AND upload_id IS NULL")
                .param("id", file.id())
                .param("upload", uploadId)
                .update();
    }

    /**
     * Stores that the object of a file is in the bucket.
     *
     * @return whether it was the last one that was missing in its share
     */
    @Transactional
    public boolean markUploaded(String share, ShareFile file, Instant now) {
        lock(share);
        database.sql("UPDATE share_file SET uploaded_at = :now WHERE id = :id AND uploaded_at IS NULL")
                .param("id", file.id())
                .param("now", Timestamp.from(now))
                .update();
        return openComplete(share, now);
    }

    /**
     * Removes a file of a share that is not open yet and has others.
     *
     * @return whether it was removed now
     */
    @Transactional
    public boolean remove(Share share, ShareFile file) {
        lock(share.id());
        return database.sql("""
                                WITH changed AS (
                                    UPDATE share SET files = files - 1, size = size - :size
                                    WHERE id = :share AND files > 1 AND uploaded_at IS NULL
                                        AND EXISTS (SELECT FROM share_file WHERE id = :file) RETURNING id)
                                DELETE FROM share_file USING changed WHERE share_file.id = :file""")
                        .param("share", share.id())
                        .param("file", file.id())
                        .param("size", file.size())
                        .update()
                == 1;
    }

    /**
     * Opens a share of which all objects are in the bucket. The name of a single file becomes that of its share.
     *
     * @return whether it was opened now
     */
    public boolean openComplete(String share, Instant now) {
        return database.sql("""
                                UPDATE share SET uploaded_at = :now, name = CASE WHEN files > 1 THEN name
                                    ELSE (SELECT name FROM share_file WHERE share_id = :id) END
                                WHERE id = :id AND uploaded_at IS NULL AND NOT EXISTS (
                                    SELECT FROM share_file WHERE share_id = :id AND uploaded_at IS NULL)""")
                        .param("id", share)
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

    /** Returns the share of a file that is sent through a request, unless its upload has been ended. */
    public Optional<Share> findReceived(String request, String file) {
        return database.sql("""
                        SELECT * FROM share
                        WHERE request_id = :request AND id = (SELECT share_id FROM share_file WHERE id = :file)
                            AND (uploaded_at IS NOT NULL OR revoked_at IS NULL)""")
                .param("request", request)
                .param("file", file)
                .query(ShareStore::share)
                .optional();
    }

    /**
     * Returns the shares of a user, newest first, without the files that a stranger is still sending.
     *
     * @param since only those that were changed later, and some of the minute before: a change can be seen later than it was
     *     made. {@code null} for all
     */
    public List<Share> of(String owner, @Nullable Instant since) {
        return database.sql("SELECT * FROM share WHERE " + LISTED + """
                         AND (:since::timestamptz IS NULL OR changed_at > :since::timestamptz - interval '1 minute')
                        ORDER BY created_at DESC, id""")
                .param("owner", owner)
                .param("since", timestamp(since))
                .query(ShareStore::share)
                .list();
    }

    /** Returns how many shares a user has. */
    public int count(String owner) {
        return database.sql("SELECT count(*) FROM share WHERE " + LISTED)
                .param("owner", owner)
                .query(Integer.class)
                .single();
    }

    /** Returns the time of the database, by which changes are told. */
    public Instant now() {
        return database.sql("SELECT clock_timestamp()")
                .query((row, number) -> row.getTimestamp(1).toInstant())
                .single();
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
                row.getString("name"),
                row.getLong("size"),
                row.getInt("files"),
                row.getString("note"),
                row.getString("password_hash"),
                row.getObject("max_downloads", Integer.class),
                row.getInt("downloads"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("expires_at")),
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
