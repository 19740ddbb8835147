package io.github.osspresign.devserver.error;

/** Ends a request with an error response. */
public final class OssException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient OssError error;

    OssException(OssError error) {
        super(error.toString());
        this.error = error;
    }

    public OssError error() {
        return error;
    }
}
