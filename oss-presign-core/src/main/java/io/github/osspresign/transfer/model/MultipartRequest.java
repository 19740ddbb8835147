// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import io.github.osspresign.link.PresignedUpload;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Request to upload bytes in parts by the links of a plan.
 *
 * @param plan the plan
 * @param content bytes to upload
 * @param listener receives the progress of all parts together
 * @param refresher gets a fresh link when one of the plan expires, {@code null} if there is none; called by several threads
 *     at a time
 * @param abortOnFailure whether a failed upload deletes the parts that are stored; one that is cancelled or interrupted
 *     never does
 */
public record MultipartRequest(
        PresignedUpload plan,
        UploadContent content,
        ProgressListener listener,
        @Nullable LinkRefresher refresher,
        boolean abortOnFailure) {

    public MultipartRequest {
        Objects.requireNonNull(plan, "plan");
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(listener, "listener");
    }
}
