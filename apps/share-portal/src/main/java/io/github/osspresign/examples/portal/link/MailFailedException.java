// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.link;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** Mail that the mail server does not take. */
@ResponseStatus(
        code = HttpStatus.BAD_GATEWAY,
        reason =
                "the mail server does not take the mail; the share is as it was; try again, or send its address yourself")
final class MailFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MailFailedException(RouteFailedException cause) {
        super(cause.getMessage(), cause);
    }
}
