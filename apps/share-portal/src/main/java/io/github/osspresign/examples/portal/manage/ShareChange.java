// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a share sets. A field that is {@code null} stays as it is.
 *
 * @param expiresAt empty for no end, which only a received file can have
 * @param password empty for none
 * @param maxDownloads empty for any number
 */
@SuppressWarnings("NullableOptional") // A field that is null, such as no limit, is not one that is missing.
record ShareChange(
        @Nullable @Pattern(regexp = TextRules.LINE, message = TextRules.LINE_MESSAGE) String name,

        @Nullable @Pattern(regexp = TextRules.NOTE, message = TextRules.NOTE_MESSAGE) String note,

        @Nullable Optional<Instant> expiresAt,

        @Nullable @Size(max = 100, message = "must have at most 100 characters") @Pattern(regexp = TextRules.NOTE, message = TextRules.NOTE_MESSAGE) String password,

        @Nullable Optional<@Min(value = 1, message = DOWNLOADS) @Max(value = 1_000_000, message = DOWNLOADS) Integer>
                maxDownloads) {

    private static final String DOWNLOADS = "must be 1 to 1,000,000, or null for any number";

    ShareChange {
        name = TextRules.fileName(name);
        note = note == null ? null : note.strip();
    }
}
