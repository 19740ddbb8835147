package io.github.osspresign.error;

/** The bytes that arrived are not those that the service holds, or it sent nothing to check them with. */
public final class ChecksumMismatchException extends OssPresignException {

    private final String algorithm;
    private final String expected;
    private final String actual;

    /**
     * @param algorithm {@code crc64} or {@code md5}
     * @param expected the service's value
     * @param actual the value of the bytes that arrived
     */
    public ChecksumMismatchException(String algorithm, String expected, String actual, FailureContext context) {
        this(algorithm, expected, actual, true, context);
    }

    private ChecksumMismatchException(
            String algorithm, String expected, String actual, boolean retryable, FailureContext context) {
        super(expected(algorithm, expected, actual), context, retryable, null);
        this.algorithm = algorithm;
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * An answer without the checksum that is required of it; another try would bring none either.
     *
     * @param expected what would have done
     * @param actual what there was instead
     */
    public static ChecksumMismatchException missing(String expected, String actual, FailureContext context) {
        return new ChecksumMismatchException("checksum", expected, actual, false, context);
    }

    /** {@code crc64} or {@code md5}; {@code checksum} where there was none. */
    public String algorithm() {
        return algorithm;
    }

    /** The service's value. */
    public String expected() {
        return expected;
    }

    /** The value of the bytes that arrived. */
    public String actual() {
        return actual;
    }
}
