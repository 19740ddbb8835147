// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody wants to send.
 *
 * @param size bytes
 * @param type media type, which is ignored
 */
public record NewFile(
        @NotNull(message = TextRules.LINE_MESSAGE) @Pattern(regexp = TextRules.LINE, message = TextRules.LINE_MESSAGE) String name,

        @NotNull @Min(value = 0, message = "must be 0 or more bytes") Long size,

        @Nullable String type) {

    public NewFile {
        name = TextRules.fileName(name);
    }
}
