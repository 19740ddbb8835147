package io.github.osspresign.error;

/** Object, version or bucket that does not exist. */
public final class ObjectNotFoundException extends OssPresignException {

    /** @param context place of the failure, with the error of the service */
    public ObjectNotFoundException(FailureContext context) {
        super("object does not exist", context, false, null);
    }
}
