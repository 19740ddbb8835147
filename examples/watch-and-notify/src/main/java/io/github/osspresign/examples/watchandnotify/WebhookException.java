// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.io.IOException;

/** Call of a webhook that was not confirmed. The message has neither its address nor anything that the receiver has sent. */
final class WebhookException extends IOException {

    private static final long serialVersionUID = 1L;

    WebhookException(String reason) {
        super(reason);
    }
}
