// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/**
 * A file that was sent into the bucket.
 *
 * @param crc64 its CRC-64 as OSS writes it, unsigned decimal; {@code null} if its sender does not know it
 */
public record SentFile(
        @Nullable @Pattern(regexp = "\\d{1,20}", message = "must be a text of 1 to 20 digits") String crc64) {

    /** Returns the refusal of an upload whose object is not the file that was announced. */
    public static ResponseStatusException other() {
        return new ResponseStatusException(HttpStatus.CONFLICT, "the stored object was not the file, and is deleted");
    }
}
