package io.github.osspresign.error;

/** A fresh link is refused: nothing proves that the ended link was ever good, or it is not one that may be renewed. */
public final class RenewalRefusedException extends OssPresignException {

    private final String reason;

    /** @param reason why, without secrets, as the end of a sentence */
    public RenewalRefusedException(String reason, FailureContext context) {
        super("link is not renewed: " + reason, context, false, null);
        this.reason = reason;
    }

    /** Returns why. */
    public String reason() {
        return reason;
    }
}
