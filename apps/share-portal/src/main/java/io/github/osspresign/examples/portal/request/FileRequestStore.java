// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Requests in the database. */
@Repository
class FileRequestStore {

    private final JdbcClient database;
    private final ShareStore shares;

    FileRequestStore(JdbcClient database, ShareStore shares) {
        this.database = database;
        this.shares = shares;
    }

    /** @param language of the mails about its files */
    void add(FileRequest request, String language) {
        database.sql("""
                        INSERT INTO file_request (id, owner, title, note, max_size, max_files, types, keep_days,
                            language, created_at, expires_at)
                        VALUES (:id, :owner, :title, :note, :maxSize, :maxFiles, :types, :keepDays,
                            :language, :createdAt, :expiresAt)""")
                .param("id", request.id())
                .param("owner", request.owner())
                .param("title", request.title())
                .param("note", request.note())
                .param("maxSize", request.maxSize())
                .param("maxFiles", request.maxFiles())
                .param("types", String.join(" ", request.types()))
                .param("keepDays", request.keepDays())
                .param("language", language)
                .param("createdAt", Timestamp.from(request.createdAt()))
                .param("expiresAt", Timestamp.from(request.expiresAt()))
                .update();
    }

    Optional<FileRequest> find(String id) {
        return find("SELECT * FROM file_request WHERE id = :id", id);
    }

    /** Returns the requests of a user, newest first. */
    List<FileRequest> of(String owner) {
        return database.sql("SELECT * FROM file_request WHERE owner = :owner ORDER BY created_at DESC, id")
                .param("owner", owner)
                .query(FileRequestStore::request)
                .list();
    }

    /**
     * Counts a file whose object is in the bucket, and gives it to the owner. The lock lets only one of two files be the
     * last one, and counts a file once.
     *
     * @return whether the owner has the file; not if its upload or the request has ended, or the request is full
     */
    @Transactional
    public boolean receive(String id, Share share, Instant now) {
        Optional<FileRequest> request = lock(id);
        Optional<Share> current = shares.lock(share.id());
        if (current.isEmpty() || current.get().uploadedAt() != null) {
            return current.isPresent();
        }
        if (current.get().revokedAt() != null
                || request.isEmpty()
                || request.get().state(now) != FileRequest.State.OPEN) {
            return false;
        }
        database.sql("UPDATE file_request SET received = received + 1 WHERE id = :id")
                .param("id", id)
                .update();
        shares.markUploaded(share.id(), shares.files(share.id()).get(0), now);
        return true;
    }

    /**
     * Changes a request, one change after the other, so that none is lost and no file arrives meanwhile.
     *
     * @return empty if there is no such request any more
     */
    @Transactional
    public Optional<FileRequest> change(String id, UnaryOperator<FileRequest> change) {
        Optional<FileRequest> changed = lock(id).map(change);
        changed.ifPresent(request -> database.sql("""
                        UPDATE file_request SET title = :title, note = :note, max_size = :maxSize, max_files = :maxFiles,
                            types = :types, keep_days = :keepDays, expires_at = :expiresAt
                        WHERE id = :id""")
                .param("id", request.id())
                .param("title", request.title())
                .param("note", request.note())
                .param("maxSize", request.maxSize())
                .param("maxFiles", request.maxFiles())
                .param("types", String.join(" ", request.types()))
                .param("keepDays", request.keepDays())
                .param("expiresAt", Timestamp.from(request.expiresAt()))
                .update());
        return changed;
    }

    /** Ends a request. If it has ended before, it keeps its time. */
    void end(String id, Instant now) {
        database.sql("UPDATE file_request SET ended_at = coalesce(ended_at, :now) WHERE id = :id")
                .param("id", id)
                .param("now", Timestamp.from(now))
                .update();
    }

    void delete(String id) {
        database.sql("DELETE FROM file_request WHERE id = :id").param("id", id).update();
    }

    private Optional<FileRequest> lock(String id) {
        return find("SELECT * FROM file_request WHERE id = :id FOR UPDATE", id);
    }

    private Optional<FileRequest> find(String query, String id) {
        return database.sql(query)
                .param("id", id)
                .query(FileRequestStore::request)
                .optional();
    }

    private static FileRequest request(ResultSet row, int number) throws SQLException {
        String types = row.getString("types");
        return new FileRequest(
                row.getString("id"),
                row.getString("owner"),
                row.getString("title"),
                row.getString("note"),
                row.getLong("max_size"),
                row.getInt("max_files"),
                row.getInt("received"),
                types.isEmpty() ? List.of() : List.of(types.split(" ", -1)),
                row.getObject("keep_days", Integer.class),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                instant(row.getTimestamp("ended_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
