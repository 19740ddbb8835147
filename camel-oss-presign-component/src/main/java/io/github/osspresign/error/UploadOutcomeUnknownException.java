package io.github.osspresign.error;

/**
 * Upload to an object that exists already and must not be overwritten, after an attempt without a response. The object is
 * that of the earlier attempt, or another one.
 */
public final class UploadOutcomeUnknownException extends OssPresignException {

    /**
     * @param refusal refusal of the service to overwrite the object
     * @param earlier failure of the attempt that may have stored the object
     */
    public UploadOutcomeUnknownException(OssPresignException refusal, OssPresignException earlier) {
        super(
                "object exists already, and an earlier attempt of this upload may have stored it",
                refusal.context(),
                false,
                earlier);
    }
}
