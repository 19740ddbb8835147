package io.github.osspresign.error;

/** The object is another one than the link, or the bytes already here, speak of. */
public final class ObjectChangedException extends OssPresignException {

    private final String property;
    private final String expected;
    private final String actual;

    /**
     * @param property what differs: {@code entity tag}, {@code size}, {@code crc64}
     * @param expected the value that the link or the earlier answer gave
     * @param actual the value of this answer
     */
    public ObjectChangedException(String property, String expected, String actual, FailureContext context) {
        super(expected(property + " of the object", expected, actual), context, false, null);
        this.property = property;
        this.expected = expected;
        this.actual = actual;
    }

    /** What differs: {@code entity tag}, {@code size}, {@code crc64}, {@code version}. */
    public String property() {
        return property;
    }

    /** The value that the link or the earlier answer gave. */
    public String expected() {
        return expected;
    }

    /** The value of this answer. */
    public String actual() {
        return actual;
    }
}
