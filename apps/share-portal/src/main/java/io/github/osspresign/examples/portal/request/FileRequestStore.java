// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.share.RecordParameters;
import io.github.osspresign.examples.portal.share.Share;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
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

    private final JdbcClient database;
    private final ShareStore shares;

    FileRequestStore(JdbcClient database, ShareStore shares) {
        this.database = database;
        this.shares = shares;
    }

    void add(FileRequest request) {
        database.sql("""
                        INSERT INTO file_request (id, owner, title, note, max_size, max_files, types, keep_days,
                            language, created_at, expires_at)
                        VALUES (:id, :owner, :title, :note, :maxSize, :maxFiles, :types, :keepDays,
                            :language, :createdAt, :expiresAt)""").paramSource(new RecordParameters(request)).update();
    }

    Optional<FileRequest> find(String id) {
        return find("SELECT * FROM file_request WHERE id = ?", id);
    }

    private Optional<FileRequest> lock(String id) {
        return find("SELECT * FROM file_request WHERE id = ? FOR UPDATE", id);
    }

    private Optional<FileRequest> find(String query, String id) {
        return database.sql(query).param(id).query(FileRequest.class).optional();
    }

    static ResponseStatusException missing() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "there is no such request");
    }

    /** Returns the requests of a user, newest first. */
    List<FileRequest> of(String owner) {
        return database.sql("SELECT * FROM file_request WHERE owner = ? ORDER BY created_at DESC, id")
                .param(owner)
                .query(FileRequest.class)
                .list();
    }

    /**
     * Counts a file whose object is in the bucket, and gives it to the owner. The lock lets only one of two files be the
     * last one, and counts a file once.
     *
     * @return whether the owner has the file; not if its upload or the request has ended, or the request is full
     */
    @Transactional
    public boolean receive(String id, ShareFile file, String share) {
        Optional<FileRequest> request = lock(id);
        Optional<Share> current = shares.lock(share);
        if (current.isEmpty() || current.get().uploadedAt() != null) {
            return current.isPresent();
        }
        if (current.get().revokedAt() != null
                || request.isEmpty()
                || request.get().state() != FileRequest.State.OPEN) {
            return false;
        }
        database.sql("""
                        WITH request AS (UPDATE file_request SET received = received + 1 WHERE id = ? RETURNING keep_days)
                        UPDATE share SET expires_at = now() + make_interval(days => keep_days)
                        FROM request WHERE share.id = ?""").params(id, share).update();
        return shares.markUploaded(share, file);
    }

    /** Changes a request, one change after the other, so that none is lost and no file arrives meanwhile. */
    @Transactional
    public FileRequest change(String id, UnaryOperator<FileRequest> change) {
        FileRequest changed = change.apply(lock(id).orElseThrow(FileRequestStore::missing));
        database.sql("""
                        UPDATE file_request SET title = :title, note = :note, max_size = :maxSize, max_files = :maxFiles,
                            types = :types, keep_days = :keepDays, expires_at = :expiresAt
                        WHERE id = :id""").paramSource(new RecordParameters(changed)).update();
        return changed;
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
