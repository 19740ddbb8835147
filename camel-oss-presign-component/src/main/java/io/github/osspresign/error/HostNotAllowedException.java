package io.github.osspresign.error;

/** The link points where links may not point; no byte was sent. */
public final class HostNotAllowedException extends OssPresignException {

    private final String host;

    /**
     * @param host the host or address that is refused
     * @param expected what would have been allowed
     * @param actual what the link has instead
     */
    public HostNotAllowedException(String host, String expected, String actual, FailureContext context) {
        super(expected("target of the link", expected, actual), context, false, null);
        this.host = host;
    }

    /** The host or address that is refused. */
    public String host() {
        return host;
    }
}
