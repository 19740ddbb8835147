// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Page on which anyone who has its address sends files to a user. Its JSON form is that of the API.
 *
 * @param id unguessable part of the address of its page
 * @param owner user who gets the files
 * @param note text for senders, may be empty
 * @param maxSize largest file, in bytes
 * @param maxFiles how many files are accepted
 * @param received how many files have arrived
 * @param arriving how many files are being sent, or were begun in the last day and not finished
 * @param types extensions of the accepted files in lower case, empty for any
 * @param keepDays after how many days a file that has arrived ends, {@code null} if it stays until the owner deletes it
 * @param language language of the mails about its files
 * @param endedAt when the owner has ended it, {@code null} if he has not
 */
public record FileRequest(
        String id,
        @JsonIgnore String owner,
        String title,
        String note,
        long maxSize,
        int maxFiles,
        int received,
        int arriving,
        List<String> types,
        @Nullable Integer keepDays,
        @JsonIgnore String language,
        Instant createdAt,
        Instant expiresAt,
        @Nullable Instant endedAt) {

    /** State of a request, on which depends what a sender can do. */
    public enum State {
        OPEN,
        FULL,
        ENDED
    }

    /** Returns the state at this time. */
    @JsonProperty
    public State state() {
        if (endedAt != null || !Instant.now().isBefore(expiresAt)) {
            return State.ENDED;
        }
        return received >= maxFiles ? State.FULL : State.OPEN;
    }

    /** Returns the accepted extensions for a form, such as {@code .pdf,.txt}. */
    public String accept() {
        return types.stream().map(type -> "." + type).collect(Collectors.joining(","));
    }

    /** Returns whether the extension of a file name is accepted. */
    boolean accepts(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return types.isEmpty() || (name.contains(".") && types.contains(extension));
    }
}
