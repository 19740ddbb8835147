// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Field of a request that is not allowed, with a text for people that begins with its name. */
public final class InvalidFieldException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidFieldException(String field, String rule) {
        super(HttpStatus.BAD_REQUEST, field + ": " + rule);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
