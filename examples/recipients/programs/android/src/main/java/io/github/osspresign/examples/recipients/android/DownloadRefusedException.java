// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients.android;

import java.io.IOException;

/** The download did not succeed, for a reason whose text holds no link. */
public final class DownloadRefusedException extends IOException {

    DownloadRefusedException(String reason) {
        super(reason);
    }
}
