// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

/** Refusal to renew an expired link: nothing proves that its signature was valid, or it must not be renewed. */
public final class RenewalRefusedException extends OssPresignException {

    private final String reason;

    /** @param reason reason for the refusal, without secrets */
    public RenewalRefusedException(String reason, FailureContext context) {
        super("link is not renewed: " + reason, context);
        this.reason = reason;
    }

    /** Returns the reason for the refusal. */
    public String reason() {
        return reason;
    }
}
