package io.github.osspresign.error;

/** The object is larger than the receiver takes. */
public final class SizeLimitExceededException extends OssPresignException {

    private final long limitBytes;
    private final long actualBytes;

    /**
     * @param limitBytes largest size taken
     * @param actualBytes announced size, or the bytes that had arrived
     */
    public SizeLimitExceededException(long limitBytes, long actualBytes, FailureContext context) {
        super(expected("size", "at most " + limitBytes + " bytes", actualBytes + " bytes"), context, false, null);
        this.limitBytes = limitBytes;
        this.actualBytes = actualBytes;
    }

    /** Largest size taken. */
    public long limitBytes() {
        return limitBytes;
    }

    /** Announced size, or the bytes that had arrived. */
    public long actualBytes() {
        return actualBytes;
    }
}
