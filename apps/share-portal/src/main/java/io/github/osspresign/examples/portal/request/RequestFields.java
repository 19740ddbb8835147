// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import io.github.osspresign.examples.portal.manage.TextRules;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an owner enters for a request. In a change, a field that is {@code null} stays as it is.
 *
 * @param keepDays empty for files that stay until their owner deletes them
 */
@SuppressWarnings("NullableOptional") // A field that is null, for no end, is not one that is missing.
record RequestFields(
        @NotNull(groups = New.class, message = TextRules.LINE_MESSAGE) @Pattern(regexp = TextRules.LINE, message = TextRules.LINE_MESSAGE) String title,

        @Nullable @Pattern(regexp = TextRules.NOTE, message = TextRules.NOTE_MESSAGE) String note,

        @Nullable @Min(value = 0, message = "must be 0 or more bytes") Long maxSize,

        @NotNull(groups = New.class, message = FILES) @Min(value = 1, message = FILES) @Max(value = 1000, message = FILES) Integer maxFiles,

        @Size(max = 30, message = TYPES) @Nullable List<
                        @NotNull(message = TYPES) @Pattern(regexp = "[a-z0-9]{1,10}", flags = Pattern.Flag.CASE_INSENSITIVE, message = TYPES) String>
                types,

        @Nullable Optional<Integer> keepDays,
        @Nullable Instant expiresAt) {

    private static final String FILES = "must be 1 to 1,000";
    private static final String TYPES = "must be a list of at most 30 extensions such as pdf";

    /** Rules of a request that does not exist yet. */
    interface New {}

    RequestFields {
        if (title != null) {
            title = title.strip();
        }
        note = note == null ? null : note.strip();
    }
}
