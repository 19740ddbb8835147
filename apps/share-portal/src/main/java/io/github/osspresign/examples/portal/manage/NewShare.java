// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A share that a user wants to create.
 *
 * @param name see {@link NewFile}; this and the size are the file if there is no list
 * @param options what else is set before anybody can open the share
 */
record NewShare(
        @Nullable String name,
        @Nullable Long size,

        @Valid @Size(min = 1, max = MAX_FILES, message = "must be 1 to 500 files") List<@NotNull(message = "must be files") NewFile> files,

        @Valid ShareChange options) {

    static final int MAX_FILES = 500;

    /** The name and the size are checked after that. */
    @SuppressWarnings("NullAway")
    NewShare {
        if (files == null) {
            files = List.of(new NewFile(name, size));
        }
        if (options == null) {
            options = new ShareChange(null, null, null, null, null);
        }
    }
}
