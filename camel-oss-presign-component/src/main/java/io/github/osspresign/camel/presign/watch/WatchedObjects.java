// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.watch;

import io.github.osspresign.camel.presign.listing.ObjectFilter;
import org.jspecify.annotations.Nullable;

/**
 * Objects that a consumer watches, and what becomes of them after their exchange.
 *
 * @param prefix beginning of their keys, empty for all keys
 * @param filter filter for the listed objects
 * @param removal how objects are removed after their exchange, {@code null} if they stay
 * @param removesAlways whether an object is removed without a known download of its link
 */
public record WatchedObjects(
        String bucket,
        String prefix,
        ObjectFilter filter,
        @Nullable ObjectRemoval removal,
        boolean removesAlways) {

    /** Returns whether an object is removed only after a known download of its link. */
    boolean awaitDownload() {
        return removal != null && !removesAlways;
    }
}
