// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

/** Checksum of the received bytes that differs from that of the service, or a response without a checksum. */
public final class ChecksumMismatchException extends OssPresignException {

    private final String algorithm;
    private final String expected;
    private final String actual;

    /**
     * @param algorithm {@code crc64} or {@code md5}
     * @param expected checksum from the service
     * @param actual checksum of the received bytes
     */
    public ChecksumMismatchException(String algorithm, String expected, String actual, FailureContext context) {
        this(
                algorithm + " of the transferred bytes: must be " + Quoted.part(expected) + ", was "
                        + Quoted.part(actual),
                algorithm,
                expected,
                actual,
                true,
                context);
    }

    private ChecksumMismatchException(
            String message,
            String algorithm,
            String expected,
            String actual,
            boolean retryable,
            FailureContext context) {
        super(message, context, retryable, null);
        this.algorithm = algorithm;
        this.expected = expected;
        this.actual = actual;
    }

    /**
     * Returns the failure of a response without a required checksum. It is not retryable, because a further response
     * would not have one either.
     *
     * @param expected headers of which one was required
     * @param actual value that the response had instead
     */
    public static ChecksumMismatchException missing(String expected, String actual, FailureContext context) {
        return new ChecksumMismatchException(
                "checksum in the response: must be " + Quoted.part(expected) + ", was " + Quoted.part(actual),
                "checksum",
                expected,
                actual,
                false,
                context);
    }

    /**
     * Returns the failure of an upload in parts whose object is stored with other bytes. It is not retryable, because the
     * upload has ended.
     */
    public static ChecksumMismatchException ofObject(
            String algorithm, String expected, String actual, FailureContext context) {
        return new ChecksumMismatchException(
                algorithm + " of the stored object: must be " + Quoted.part(actual) + ", was " + Quoted.part(expected),
                algorithm,
                expected,
                actual,
                false,
                context);
    }

    /** Returns {@code crc64} or {@code md5}; {@code checksum} if the response had no checksum. */
    public String algorithm() {
        return algorithm;
    }

    /** Returns the checksum from the service. */
    public String expected() {
        return expected;
    }

    /** Returns the checksum of the received bytes. */
    public String actual() {
        return actual;
    }
}
