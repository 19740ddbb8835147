// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import java.util.Locale;

/** Part of the message that receives the link of a {@code presign:} endpoint. */
public enum PresignOutput {
    /** Headers. The body stays unchanged. */
    HEADER,
    /** Body, in JSON form. */
    BODY,
    /** Headers and body. */
    BOTH;

    boolean toHeaders() {
        return this != BODY;
    }

    boolean toBody() {
        return this != HEADER;
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
