// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import io.github.osspresign.devserver.error.OssErrorCode;
import io.github.osspresign.devserver.error.OssException;

/** Checks the fields of a form that become headers. */
final class FormFields {

    private FormFields() {}

    /** Rejects line breaks, which a field can hold, unlike a header. They would add headers to every response. */
    static void requireOneLine(String name, String value) {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw invalid(name, "The field must not hold control characters.");
        }
    }

    static OssException invalid(String name, String message) {
        return OssErrorCode.INVALID_ARGUMENT.error(message).with("ArgumentName", name);
    }
}
