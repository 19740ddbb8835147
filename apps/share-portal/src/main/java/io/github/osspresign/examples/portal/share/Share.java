// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One file or several that a user offers for download. Its JSON form is that of the API.
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
 * @param requestId the request that it was sent through, {@code null} if its owner has sent it
 * @param requestTitle title of the request at that time
 */
public record Share(
        String id,
        @JsonIgnore String owner,
        String name,
        long size,
        int files,
        String note,
        @JsonIgnore @Nullable String passwordHash,
        @Nullable Integer maxDownloads,
        int downloads,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @JsonIgnore @Nullable Instant uploadedAt,
        @JsonIgnore @Nullable Instant revokedAt,
        @JsonIgnore @Nullable String requestId,
        @JsonIgnore @Nullable String requestTitle) {

    /** The request that a stranger has sent a file through, and its title at that time. */
    record Received(String request, @Nullable String title) {}

    /** State of a share, on which depends what a recipient can do. */
    public enum State {
        UPLOADING,
        OPEN,
        EXPIRED,
        REVOKED,
        USED_UP
    }

    /** Returns the state at this time. A revoked share stays revoked when it expires. */
    @JsonProperty
    public State state() {
        if (uploadedAt == null) {
            return State.UPLOADING;
        }
        if (revokedAt != null) {
            return State.REVOKED;
        }
        if (expiresAt != null && !Instant.now().isBefore(expiresAt)) {
            return State.EXPIRED;
        }
        return maxDownloads != null && downloads >= maxDownloads ? State.USED_UP : State.OPEN;
    }

    @JsonProperty
    public boolean hasPassword() {
        return passwordHash != null;
    }

    @JsonProperty
    @Nullable Received received() {
        return requestId == null ? null : new Received(requestId, requestTitle);
    }

    /** Does not show the hash of the password. */
    @Override
    public String toString() {
        return "Share[id=" + id + ", owner=" + owner + "]";
    }
}
