package io.github.osspresign.error;

/** The link, or an answer that sends on, points where links may not point; no byte was sent there. */
public final class HostNotAllowedException extends OssPresignException {

    private final String host;
    private final String expected;
    private final String actual;

    /**
     * @param host the host or address that is refused
     * @param expected what would have been allowed
     * @param actual what the link has instead
     */
    public HostNotAllowedException(String host, String expected, String actual, FailureContext context) {
        super(expected("target of the link", expected, actual), context, false, null);
        this.host = host;
        this.expected = expected;
        this.actual = actual;
    }

    /** The host or address that is refused. */
    public String host() {
        return host;
    }

    /** What would have been allowed. */
    public String expected() {
        return expected;
    }

    /** What the link has instead, safe to print. */
    public String actual() {
        return actual;
    }
}
