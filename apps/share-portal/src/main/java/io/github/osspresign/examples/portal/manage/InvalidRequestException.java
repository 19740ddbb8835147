// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import org.springframework.http.HttpStatus;

/** Request that the API refuses, with a text for people. */
public final class InvalidRequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String field;

    /**
     * Refuses a request.
     *
     * @param field field of the request that is refused, empty if it is none
     */
    public InvalidRequestException(HttpStatus status, String field, String message) {
        super(message);
        this.status = status;
        this.field = field;
    }

    /** Returns the refusal of a field, whose message begins with its name. */
    public static InvalidRequestException badField(String field, String message) {
        return new InvalidRequestException(HttpStatus.BAD_REQUEST, field, field + ": " + message);
    }

    /** Returns the refusal of an upload whose object is not the file that was announced. */
    public static InvalidRequestException otherContent() {
        return new InvalidRequestException(
                HttpStatus.CONFLICT, "", "the stored object was not the file, and is deleted");
    }

    /** Returns the refusal of a share that does not exist, or that somebody else owns. */
    static InvalidRequestException noShare() {
        return new InvalidRequestException(HttpStatus.NOT_FOUND, "", "there is no such share");
    }

    HttpStatus status() {
        return status;
    }

    /** Returns the field of the request that is refused, empty if it is none. */
    String field() {
        return field;
    }
}
