package io.github.osspresign.error;

/** Link or redirect to a target that is not allowed. No byte was sent to the target. */
public final class HostNotAllowedException extends OssPresignException {

    private final String host;
    private final String expected;
    private final String actual;

    /**
     * @param host host or address that is not allowed
     * @param expected allowed value
     * @param actual value of the link
     */
    public HostNotAllowedException(String host, String expected, String actual, FailureContext context) {
        super("link target: must be " + Quoted.part(expected) + ", was " + Quoted.part(actual), context, false, null);
        this.host = host;
        this.expected = expected;
        this.actual = actual;
    }

    /** Returns the host or address that is not allowed. */
    public String host() {
        return host;
    }

    /** Returns the allowed value, as text for people. */
    public String expected() {
        return expected;
    }

    /** Returns the value of the link, without secrets. */
    public String actual() {
        return actual;
    }
}
