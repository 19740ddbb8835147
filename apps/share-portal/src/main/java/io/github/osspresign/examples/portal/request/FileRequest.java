// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Page on which anyone who has its address sends files to a user.
 *
 * @param id unguessable part of the address of its page
 * @param owner user who gets the files
 * @param note text for senders, may be empty
 * @param maxSize largest file, in bytes
 * @param maxFiles how many files are accepted
 * @param received how many files have arrived
 * @param types extensions of the accepted files in lower case, empty for any
 * @param keepDays after how many days a file that arrives ends, {@code null} if it stays until the owner deletes it
 * @param endedAt when the owner has ended it, {@code null} if he has not
 */
public record FileRequest(
        String id,
        String owner,
        String title,
        String note,
        long maxSize,
        int maxFiles,
        int received,
        List<String> types,
        @Nullable Integer keepDays,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {

    /** State of a request, on which depends what a sender can do. */
    public enum State {
        OPEN,
        FULL,
        ENDED
    }

    /** Returns the state at a time. */
    public State state(Instant now) {
        if (endedAt != null || !now.isBefore(expiresAt)) {
            return State.ENDED;
        }
        return received >= maxFiles ? State.FULL : State.OPEN;
    }

    /** Returns this request with what its owner has changed. */
    FileRequest changed(RequestFields fields) {
        return new FileRequest(
                id,
                owner,
                requireNonNullElse(fields.title(), title),
                requireNonNullElse(fields.note(), note),
                requireNonNullElse(fields.maxSize(), maxSize),
                requireNonNullElse(fields.maxFiles(), maxFiles),
                received,
                fields.types() == null
                        ? types
                        : fields.types().stream()
                                .map(type -> type.toLowerCase(Locale.ROOT))
                                .toList(),
                fields.keepDays() == null ? keepDays : fields.keepDays().orElse(null),
                createdAt,
                requireNonNullElse(fields.expiresAt(), expiresAt),
                endedAt);
    }

    /** Returns when a file ends that arrives now, {@code null} if it has no end. */
    @Nullable Instant endOfFile(Instant now) {
        return keepDays == null ? null : now.plus(Duration.ofDays(keepDays));
    }

    /** Returns whether the extension of a file name is accepted. */
    boolean accepts(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.isEmpty() || (name.contains(".") && types.contains(extension));
    }
}
