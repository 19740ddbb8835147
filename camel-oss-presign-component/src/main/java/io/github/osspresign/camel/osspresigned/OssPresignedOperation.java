// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

/** Operation of an {@code osspresigned:} producer. */
public enum OssPresignedOperation {
    /** Downloads the object. */
    DOWNLOAD("download"),
    /** Uploads the body. */
    UPLOAD("upload"),
    /** Verifies the callback after an upload. */
    CALLBACK("callback");

    private final String optionValue;

    OssPresignedOperation(String optionValue) {
        this.optionValue = optionValue;
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return optionValue;
    }
}
