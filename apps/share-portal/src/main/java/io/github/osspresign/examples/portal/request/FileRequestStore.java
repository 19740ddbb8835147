// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Requests in the database. */
@Repository
class FileRequestStore {

    private static final String COLUMNS =
            " *, (SELECT count(*) FROM share WHERE request_id = file_request.id AND uploaded_at IS NULL) AS arriving ";

    /** Uploads that may be begun beyond the files that are still accepted, so that one who does not finish keeps nobody out. */
    private static final int SPARE = 10;

    private final JdbcClient database;
    private final ShareStore shares;

    FileRequestStore(JdbcClient database, ShareStore shares) {
        this.database = database;
        this.shares = shares;
    }

    /** Adds a request with what its owner has entered. */
    @Transactional
    public FileRequest add(String id, String owner, String language, long maxSize, Instant end, RequestFields fields) {
        database.sql("""
                        INSERT INTO file_request (id, owner, language, title, note, max_size, max_files, types,
                            created_at, expires_at)
                        VALUES (?, ?, ?, '', '', ?, 0, '', now(), ?)""")
                .params(id, owner, language, maxSize, Timestamp.from(end))
                .update();
        return change(id, fields);
    }

    Optional<FileRequest> find(String id) {
        return find("SELECT" + COLUMNS + "FROM file_request WHERE id = ?", id);
    }

    /** Returns a request that no other transaction can change, and that gets no file, before the end of this one. */
    Optional<FileRequest> lock(String id) {
        return find("SELECT" + COLUMNS + "FROM file_request WHERE id = ? FOR UPDATE", id);
    }

    private Optional<FileRequest> find(String query, String id) {
        return database.sql(query).param(id).query(FileRequest.class).optional();
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such request");
    }

    /** Returns the requests of a user, newest first. */
    List<FileRequest> of(String owner) {
        return database.sql("SELECT" + COLUMNS + "FROM file_request WHERE owner = ? ORDER BY created_at DESC, id")
                .param(owner)
                .query(FileRequest.class)
                .list();
    }

    /**
     * Adds a file that a stranger is going to send. Those at the same time wait for each other. Its end is set when it has arrived.
     *
     * @return whether it was added; not if too many are being sent
     */
    @Transactional
    public boolean expect(String id, ShareFile file) {
        FileRequest request = lock(id).orElseThrow(FileRequestStore::missing);
        if (request.arriving() >= request.maxFiles() - request.received() + SPARE) {
            return false;
        }
        shares.add(List.of(file), null, id, UnaryOperator.identity());
        return true;
    }

    /**
     * Counts a file whose object is in the bucket, once, and gives it to the owner. Of two files, only one can be the last one.
     *
     * @return whether the owner has the file; not if its upload or the request has ended, or the request is full
     */
    @Transactional
    public boolean receive(String id, ShareFile file) {
        Optional<Share> current = shares.lock(file.shareId());
        if (current.isEmpty() || current.get().uploadedAt() != null) {
            return current.isPresent();
        }
        boolean isReceived = current.get().revokedAt() == null
                && database.sql("""
                        WITH request AS (
                            UPDATE file_request SET received = received + 1
                            WHERE id = ? AND ended_at IS NULL AND expires_at > now() AND received < max_files
                            RETURNING keep_days)
                        UPDATE share SET expires_at = now() + make_interval(days => keep_days)
                        FROM request WHERE share.id = ?""").params(id, file.shareId()).update() == 1;
        return isReceived && shares.markUploaded(file);
    }

    /** Stores what the owner has entered; what is {@code null} stays as it is. */
    FileRequest change(String id, RequestFields fields) {
        Optional<Integer> days = fields.keepDays();
        Instant end = fields.expiresAt();
        return database.sql("""
                        UPDATE file_request SET title = coalesce(:title, title), note = coalesce(:note, note),
                            max_size = coalesce(:maxSize, max_size), max_files = coalesce(:maxFiles, max_files),
                            types = coalesce(lower(:types::text), types), keep_days = nullif(coalesce(:keepDays, keep_days), 0),
                            expires_at = coalesce(:end, expires_at)
                        WHERE id = :id RETURNING""" + COLUMNS)
                .param("id", id)
                .param("title", fields.title())
                .param("note", fields.note())
                .param("maxSize", fields.maxSize())
                .param("maxFiles", fields.maxFiles())
                .param("types", fields.types() == null ? null : String.join(",", fields.types()))
                .param("keepDays", days == null ? null : days.orElse(0))
                .param("end", end == null ? null : Timestamp.from(end))
                .query(FileRequest.class)
                .single();
    }

    /** Ends a request. If it has ended before, it keeps its time. */
    void end(String id) {
        database.sql("UPDATE file_request SET ended_at = coalesce(ended_at, now()) WHERE id = ?")
                .param(id)
                .update();
    }

    void delete(String id) {
        database.sql("DELETE FROM file_request WHERE id = ?").param(id).update();
    }
}
