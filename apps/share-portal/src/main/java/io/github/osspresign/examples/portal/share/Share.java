// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One file or several that a user offers for download.
 *
 * @param id unguessable part of the address of its page
 * @param owner user who offers it
 * @param name title for recipients; of one file its name
 * @param size bytes of all files
 * @param files how many files it has
 * @param note text for recipients, may be empty
 * @param passwordHash {@code null} if no password is needed
 * @param maxDownloads {@code null} for any number
 * @param downloads how often a download was begun
 * @param expiresAt {@code null} if it has no end
 * @param uploadedAt {@code null} until all objects are in the bucket
 * @param revokedAt {@code null} if it is not revoked
 * @param received the request that it was sent through, {@code null} if its owner has sent it
 */
public record Share(
        String id,
        String owner,
        String name,
        long size,
        int files,
        String note,
        @Nullable String passwordHash,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant expiresAt,
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
     * Returns a share whose objects are not in the bucket yet.
     *
     * @param received the request that it is sent through, {@code null} if its owner sends it
     */
    public static Share uploading(
            String id,
            String owner,
            String name,
            List<ShareFile> files,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Received received) {
        long size = files.stream().mapToLong(ShareFile::size).sum();
        return new Share(
                id, owner, name, size, files.size(), "", null, null, 0, createdAt, expiresAt, null, null, received);
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

    /** Returns this share with what its owner may change. */
    public Share changed(
            String newName,
            String newNote,
            @Nullable String newPasswordHash,
            @Nullable Integer newMaxDownloads,
            @Nullable Instant newExpiresAt) {
        return new Share(
                id,
                owner,
                newName,
                size,
                files,
                newNote,
                newPasswordHash,
                newMaxDownloads,
                downloads,
                createdAt,
                newExpiresAt,
                uploadedAt,
                revokedAt,
                received);
    }

    /** Does not show the hash of the password. */
    @Override
    public String toString() {
        return "Share[id=" + id + ", owner=" + owner + "]";
    }
}
