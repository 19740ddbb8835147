package io.github.osspresign.devserver.error;

import org.jspecify.annotations.Nullable;

/** Ends a request with an error response. */
public final class OssException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient OssError error;
    private final @Nullable String diagnosis;

    OssException(OssError error) {
        this(error, null);
    }

    private OssException(OssError error, @Nullable String diagnosis) {
        super(error.toString());
        this.error = error;
        this.diagnosis = diagnosis;
    }

    public OssError error() {
        return error;
    }

    /** Returns a sentence for the log that says what is wrong with the request, or null. It is not in the response. */
    public @Nullable String diagnosis() {
        return diagnosis;
    }

    /** Returns this exception with a diagnosis. */
    public OssException withDiagnosis(String sentence) {
        return new OssException(error, sentence);
    }
}
