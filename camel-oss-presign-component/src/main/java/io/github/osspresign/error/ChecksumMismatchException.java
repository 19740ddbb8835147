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
        super(expected(algorithm, expected, actual), context, true, null);
        this.algorithm = algorithm;
        this.expected = expected;
        this.actual = actual;
    }

    /** {@code crc64} or {@code md5}. */
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
