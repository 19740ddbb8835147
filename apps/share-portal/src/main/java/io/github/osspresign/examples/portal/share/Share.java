// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Object that a user offers for download.
 *
 * @param id unguessable part of the address of its page
 * @param owner user who offers it
 * @param key object key
 * @param name file name for recipients
 * @param size size in bytes
 * @param note text for recipients, may be empty
 * @param passwordHash {@code null} if no password is needed
 * @param maxDownloads {@code null} for any number
 * @param downloads how often a download was begun
 * @param expiresAt {@code null} if it has no end
 * @param uploadId id of the multipart upload, {@code null} if the object is sent in one request
 * @param uploadedAt {@code null} until the object is in the bucket
 * @param revokedAt {@code null} if it is not revoked
 * @param received the request that it was sent through, {@code null} if its owner has sent it
 */
public record Share(
        String id,
        String owner,
        String key,
        String name,
        long size,
        String note,
        @Nullable String passwordHash,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String uploadId,
        @Nullable Instant uploadedAt,
        @Nullable Instant revokedAt,
        @Nullable Received received) {

    /** The request that a stranger has sent a file through, and its title at that time. */
    public record Received(String request, String title) {}

    /** State of a share, on which depends what a recipient can do. */
    public enum State {
        UPLOADING,
        OPEN,
        EXPIRED,
        REVOKED,
        USED_UP
    }

    /**
     * Returns a share whose object is not in the bucket yet.
     *
     * @param token unguessable part of the object key
     * @param received the request that it is sent through, {@code null} if its owner sends it
     */
    public static Share uploading(
            String id,
            String owner,
            String token,
            String name,
            long size,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Received received) {
        return new Share(
                id,
                owner,
                key(owner, token),
                name,
                size,
                "",
                null,
                null,
                0,
                createdAt,
                expiresAt,
                null,
                null,
                null,
                received);
    }

    /** Returns the key of an object of a user. All of them are below {@code shares/USER/}. */
    public static String key(String owner, String token) {
        return "shares/" + owner + "/" + token;
    }

    /** Returns the state at a time. A revoked share stays revoked when it expires. */
    public State state(Instant now) {
        if (uploadedAt == null) {
            return State.UPLOADING;
        }
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return State.EXPIRED;
        }
        return maxDownloads != null && downloads >= maxDownloads ? State.USED_UP : State.OPEN;
    }

    public boolean needsPassword() {
        return passwordHash != null;
    }

    /** Returns this share with the upload that sends its object in parts. */
    public Share withUploadId(@Nullable String id) {
        return copy(name, note, passwordHash, maxDownloads, expiresAt, id);
    }

    /** Returns this share with what its owner may change. */
    public Share changed(
            String newName,
            String newNote,
            @Nullable String newPasswordHash,
            @Nullable Integer newMaxDownloads,
            @Nullable Instant newExpiresAt) {
        return copy(newName, newNote, newPasswordHash, newMaxDownloads, newExpiresAt, uploadId);
    }

    private Share copy(
            String newName,
            String newNote,
            @Nullable String newPasswordHash,
            @Nullable Integer newMaxDownloads,
            @Nullable Instant newExpiresAt,
            @Nullable String newUploadId) {
        return new Share(
                id,
                owner,
                key,
                newName,
                size,
                newNote,
                newPasswordHash,
                newMaxDownloads,
                downloads,
                createdAt,
                newExpiresAt,
                newUploadId,
                uploadedAt,
                revokedAt,
                received);
    }

    /** Does not show the hash of the password. */
    @Override
    public String toString() {
        return "Share[id=" + id + ", owner=" + owner + ", key=" + key + "]";
    }
}
