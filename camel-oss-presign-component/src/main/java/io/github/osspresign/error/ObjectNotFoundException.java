package io.github.osspresign.error;

/** The object, its version, or its bucket does not exist. */
public final class ObjectNotFoundException extends OssPresignException {

    /** A missing object as the context tells it. */
    public ObjectNotFoundException(FailureContext context) {
        super(expected("object", "to exist", "missing"), context, false, null);
    }
}
