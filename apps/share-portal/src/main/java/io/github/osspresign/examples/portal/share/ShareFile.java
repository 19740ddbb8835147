// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * File of a share: one object. Its JSON form is that of the API.
 *
 * @param id unguessable part of the object key. A link shows it, so it is not that of the share, which lives longer
 * @param shareId id of its share
 * @param owner user who offers it
 * @param name file name for recipients
 * @param size size in bytes
 * @param uploadId id of the multipart upload, {@code null} if the object is sent in one request, or not sent yet
 * @param uploadedAt {@code null} until the object is in the bucket
 */
public record ShareFile(
        String id,
        @JsonIgnore String shareId,
        @JsonIgnore String owner,
        String name,
        long size,
        @JsonIgnore @Nullable String uploadId,
        @JsonIgnore @Nullable Instant uploadedAt) {

    /** Returns a file whose object is not in the bucket yet. */
    public static ShareFile unsent(String shareId, String owner, String name, long size) {
        return new ShareFile(RandomToken.next(), shareId, owner, name, size, null, null);
    }

    /**
     * Returns the object key. All objects of a user are below {@code shares/USER/}.
     *
     * @throws IllegalStateException if it would be somewhere else
     */
    public String key() {
        if (!UserName.isValid(owner) || !id.matches("[\\w-]+")) {
            throw new IllegalStateException("file " + id + ": its object must be below that of its owner");
        }
        return "shares/" + owner + "/" + id;
    }

    @JsonProperty("isUploaded")
    public boolean isUploaded() {
        return uploadedAt != null;
    }
}
