// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import java.util.Locale;

/** Operation of an {@code osspresigned:} producer. */
public enum OssPresignedOperation {
    /** Downloads the object. */
    DOWNLOAD,
    /** Uploads the body. */
    UPLOAD,
    /** Verifies the callback after an upload. */
    CALLBACK;

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
