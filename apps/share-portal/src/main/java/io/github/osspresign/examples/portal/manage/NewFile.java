// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/** A file of a size in bytes that somebody wants to send. */
public record NewFile(
        @NotNull(message = TextRules.LINE_MESSAGE) @Pattern(regexp = TextRules.LINE, message = TextRules.LINE_MESSAGE) String name,

        @NotNull @Min(value = 0, message = "must be 0 or more bytes") Long size) {

    public NewFile {
        name = TextRules.fileName(name);
    }
}
