// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

/** Refusal of a link that exceeds the limits of the operator. Meters count it apart from other invalid values. */
public final class PolicyException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public PolicyException(String message) {
        super(message);
    }
}
