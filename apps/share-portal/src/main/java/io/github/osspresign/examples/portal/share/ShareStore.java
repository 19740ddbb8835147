// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.DataClassRowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.Pbkdf2PasswordEncoder;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Shares in the database, whose clock decides when they begin and end. What must not be done twice is one statement, so that any
 * number of portals can share it.
 */
@Repository
public class ShareStore {

    /** A received file that was revoked stays for its owner. What a stranger begins and does not finish stays for a day. */
    private static final String ENDED =
            " (now() - make_interval(secs => ?) > least(expires_at, CASE WHEN request_id IS NULL THEN revoked_at END,"
                    + " CASE WHEN uploaded_at IS NULL THEN created_at END)"
                    + " OR request_id IS NOT NULL AND uploaded_at IS NULL AND created_at < now() - interval '1 day')";

    private static final String LISTED = "owner = ? AND (request_id IS NULL OR uploaded_at IS NOT NULL)";

    private static final String FILES =
            "SELECT file.*, owner FROM share_file file JOIN share ON share.id = share_id WHERE ";

    /** Spring would throw and catch an exception for most columns of each row, and a list has thousands of rows. */
    static final DataClassRowMapper<Share> SHARE = new DataClassRowMapper<>(Share.class) {
        @Override
        protected String lowerCaseName(String name) {
            return underscoreName(name);
        }

        @Override
        protected @Nullable Object getColumnValue(ResultSet row, int column, Class<?> type) throws SQLException {
            return JdbcUtils.getResultSetValue(row, column);
        }
    };

    /** PBKDF2, because BCrypt refuses more than 72 bytes, which are 24 Chinese characters. */
    private static final String FORM = "pbkdf2@SpringSecurity_v5_8";

    private final JdbcClient database;
    private final DelegatingPasswordEncoder passwords =
            new DelegatingPasswordEncoder(FORM, Map.of(FORM, Pbkdf2PasswordEncoder.defaultsForSpringSecurity_v5_8()));

    ShareStore(JdbcClient database) {
        this.database = database;
        passwords.setDefaultPasswordEncoderForMatches(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    /** Returns whether a password is that of a share. */
    public boolean isRight(Share share, @Nullable String password) {
        return password != null && passwords.matches(password, share.passwordHash());
    }

    /**
     * Adds a share whose objects are not in the bucket yet. It has the name of its first file, and no end.
     *
     * @param uploadId upload in parts of its only file, {@code null} if there is none yet
     * @param request id of the request that it is sent through, {@code null} if its owner sends it
     * @param options changes it before anybody sees it
     */
    @Transactional
    public Share add(
            List<ShareFile> files, @Nullable String uploadId, @Nullable String request, UnaryOperator<Share> options) {
        ShareFile first = files.get(0);
        Share share = database.sql("""
                        WITH file AS (
                            SELECT * FROM unnest(:ids::text[], :names::text[], :sizes::bigint[])
                                WITH ORDINALITY AS file (id, name, size, place)),
                        stored AS (
                            INSERT INTO share_file (share_id, place, id, name, size, upload_id)
                            SELECT :id, place, id, name, size, :upload::text FROM file)
                        INSERT INTO share (id, owner, name, size, files, note, created_at, request_id, request_title)
                        SELECT :id, :owner, :name, sum(size), count(*), '', now(), :request::text,
                            (SELECT title FROM file_request WHERE id = :request::text) FROM file
                        RETURNING *""")
                .param("id", first.shareId())
                .param("owner", first.owner())
                .param("name", first.name())
                .param("ids", files.stream().map(ShareFile::id).toArray(String[]::new))
                .param("names", files.stream().map(ShareFile::name).toArray(String[]::new))
                .param("sizes", files.stream().map(ShareFile::size).toArray(Long[]::new))
                .param("upload", uploadId)
                .param("request", request)
                .query(SHARE)
                .single();
        return options.apply(share);
    }

    public Optional<Share> find(String id) {
        return one("id = ?", id);
    }

    /** Returns the files of a share in their order. */
    public List<ShareFile> files(String share) {
        return sql(FILES + "share_id = ? ORDER BY place", share)
                .query(ShareFile.class)
                .list();
    }

    /**
     * Returns a file of a share.
     *
     * @param id {@code null} for the only file
     */
    public Optional<ShareFile> file(Share share, @Nullable String id) {
        return files(share.id()).stream()
                .filter(file -> id == null ? share.files() == 1 : file.id().equals(id))
                .findFirst();
    }

    /** Returns a share that no other transaction can change before the end of this one. */
    public Optional<Share> lock(String id) {
        return one("id = ? FOR NO KEY UPDATE", id);
    }

    /**
     * Stores what the owner changes; a field that is {@code null} stays as it is. The name of a single file is that of its share.
     *
     * @param password empty for none
     * @param maxDownloads empty for any number
     * @param end empty for none
     * @return the changed share, empty if it is gone
     */
    @SuppressWarnings("NullableOptional") // Nothing to change is not no limit.
    public Optional<Share> change(
            String id,
            @Nullable String name,
            @Nullable String note,
            @Nullable String password,
            @Nullable Optional<Integer> maxDownloads,
            @Nullable Optional<Instant> end) {
        return database.sql("""
                        WITH changed AS (
                            UPDATE share SET name = coalesce(:name, name), note = coalesce(:note, note),
                                password_hash = nullif(coalesce(:hash, password_hash), ''),
                                max_downloads = nullif(coalesce(:maxDownloads, max_downloads), 0),
                                expires_at = nullif(coalesce(:end::timestamptz, expires_at), 'infinity')
                            WHERE id = :id RETURNING *),
                        renamed AS (
                            UPDATE share_file SET name = changed.name FROM changed
                            WHERE share_id = changed.id AND files = 1)
                        SELECT * FROM changed""")
                .param("id", id)
                .param("name", name)
                .param("note", note)
                .param("hash", password == null || password.isEmpty() ? password : passwords.encode(password))
                .param("maxDownloads", maxDownloads == null ? null : maxDownloads.orElse(0))
                .param("end", end == null ? null : end.map(Instant::toString).orElse("infinity"))
                .query(SHARE)
                .optional();
    }

    /** Ends a share. If it has ended before, it keeps its time. */
    public void revoke(String id) {
        sql("UPDATE share SET revoked_at = coalesce(revoked_at, now()) WHERE id = ?", id)
                .update();
    }

    /** Stores how a file is sent in parts, unless that was stored before. */
    public void begin(ShareFile file, String uploadId) {
        sql("UPDATE share_file SET upload_id = ? WHERE id = ? AND upload_id IS NULL", uploadId, file.id())
                .update();
    }

    /**
     * Stores that the object of a file is in the bucket.
     *
     * @return whether it was the last one that was missing in its share
     */
    @Transactional
    public boolean markUploaded(ShareFile file) {
        lock(file.shareId());
        sql("UPDATE share_file SET uploaded_at = now() WHERE id = ? AND uploaded_at IS NULL", file.id())
                .update();
        return openComplete(file.shareId());
    }

    /**
     * Removes a file of a share that is not open yet and has others.
     *
     * @return whether it was removed now
     */
    @Transactional
    public boolean remove(ShareFile file) {
        lock(file.shareId());
        return isChanged("""
                WITH changed AS (
                    UPDATE share SET files = files - 1, size = size - ?
                    WHERE id = ? AND files > 1 AND uploaded_at IS NULL
                        AND EXISTS (SELECT FROM share_file WHERE id = ?) RETURNING id)
                DELETE FROM share_file USING changed WHERE share_file.id = ?""", file.size(), file.shareId(), file.id(), file.id());
    }

    /**
     * Opens a share of which all objects are in the bucket. The name of a single file becomes that of its share.
     *
     * @return whether it was opened now
     */
    public boolean openComplete(String share) {
        return isChanged("""
                UPDATE share SET uploaded_at = now(), name = CASE WHEN files > 1 THEN name
                    ELSE (SELECT name FROM share_file WHERE share_id = share.id) END
                WHERE id = ? AND uploaded_at IS NULL AND NOT EXISTS (
                    SELECT FROM share_file WHERE share_id = share.id AND uploaded_at IS NULL)""", share);
    }

    /**
     * Ends an upload that is not complete: nobody can complete it any more, so that its object can be deleted. Exactly one
     * caller succeeds.
     *
     * @return whether it was ended now
     */
    public boolean endUpload(String id) {
        return isChanged(
                "UPDATE share SET revoked_at = now() WHERE id = ? AND uploaded_at IS NULL AND revoked_at IS NULL", id);
    }

    public void delete(String id) {
        sql("DELETE FROM share WHERE id = ?", id).update();
    }

    /**
     * Returns the ids of shares that expired, were revoked, or whose upload began and is not complete, longer ago than they
     * are kept.
     */
    public List<String> ended(Duration kept) {
        return sql("SELECT id FROM share WHERE" + ENDED, kept.toSeconds())
                .query(String.class)
                .list();
    }

    /**
     * Deletes such a share after its objects. Passes over one that another portal deletes, or that has been extended meanwhile;
     * that is not possible while its objects are deleted.
     *
     * @param objects deletes the objects of files
     * @return whether it was deleted now
     */
    @Transactional
    public boolean deleteEnded(String id, Duration kept, Consumer<List<ShareFile>> objects) {
        if (one("id = ? AND" + ENDED + " FOR UPDATE SKIP LOCKED", id, kept.toSeconds())
                .isEmpty()) {
            return false;
        }
        objects.accept(files(id));
        delete(id);
        return true;
    }

    /** Returns a file that is sent through a request, unless its upload has been ended. */
    public Optional<ShareFile> findReceived(String request, String file) {
        return sql(FILES + """
                        request_id = ? AND file.id = ? AND (share.uploaded_at IS NOT NULL OR revoked_at IS NULL)""", request, file).query(ShareFile.class).optional();
    }

    /** Returns the files that strangers are still sending through a request. */
    public List<ShareFile> arriving(String request) {
        return sql(FILES + "request_id = ? AND share.uploaded_at IS NULL", request)
                .query(ShareFile.class)
                .list();
    }

    /**
     * Returns the shares of a user, newest first, without the files that a stranger is still sending.
     *
     * @param since only those that were changed later, and some of the minute before: a change can be seen later than it was
     *     made. {@code null} for all
     */
    public List<Share> of(String owner, @Nullable Instant since) {
        return sql("SELECT * FROM share WHERE " + LISTED + """
                         AND changed_at > coalesce(?::timestamptz, '-infinity') - interval '1 minute'
                        ORDER BY created_at DESC, id""", owner, since == null ? null : Timestamp.from(since))
                .query(SHARE)
                .list();
    }

    /** Returns how many shares a user has. */
    public int count(String owner) {
        return sql("SELECT count(*) FROM share WHERE " + LISTED, owner)
                .query(Integer.class)
                .single();
    }

    /** Returns the time of the database, by which changes are told. */
    public Instant now() {
        return database.sql("SELECT clock_timestamp()").query(Instant.class).single();
    }

    /**
     * Counts a download if the share is still open.
     *
     * @return whether it was counted
     */
    public boolean countDownload(String id) {
        return isChanged("""
                UPDATE share SET downloads = downloads + 1
                WHERE id = ? AND uploaded_at IS NOT NULL AND revoked_at IS NULL
                    AND (expires_at IS NULL OR expires_at > now()) AND (max_downloads IS NULL OR downloads < max_downloads)""", id);
    }

    private Optional<Share> one(String condition, Object... values) {
        return sql("SELECT * FROM share WHERE " + condition, values)
                .query(SHARE)
                .optional();
    }

    private JdbcClient.StatementSpec sql(String statement, @Nullable Object... values) {
        return database.sql(statement).params(values);
    }

    private boolean isChanged(String statement, Object... values) {
        return sql(statement, values).update() == 1;
    }
}
