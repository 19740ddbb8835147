// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

/** Part of the message that receives the link of a {@code presign:} endpoint. */
public enum PresignOutput {
    /** Headers. The body stays unchanged. */
    HEADER("header"),
    /** Body, in JSON form. */
    BODY("body"),
    /** Headers and body. */
    BOTH("both");

    private final String optionValue;

    PresignOutput(String optionValue) {
        this.optionValue = optionValue;
    }

    boolean toHeaders() {
        return this != BODY;
    }

    boolean toBody() {
        return this != HEADER;
    }

    /** Returns the value of the option. */
    @Override
    public String toString() {
        return optionValue;
    }
}
