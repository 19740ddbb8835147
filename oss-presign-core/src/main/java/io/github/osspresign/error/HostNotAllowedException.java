// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.error;

import io.github.osspresign.error.text.Quoted;

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
        this("link target", host, expected, actual, context);
    }

    private HostNotAllowedException(
            String subject, String host, String expected, String actual, FailureContext context) {
        super(subject + ": must be " + Quoted.part(expected) + ", was " + Quoted.part(actual), context);
        this.host = host;
        this.expected = expected;
        this.actual = actual;
    }

    /** Returns this failure of a link that was to replace an expired one. */
    public HostNotAllowedException ofFreshLink() {
        return new HostNotAllowedException("fresh link target", host, expected, actual, context());
    }

    /** Returns this failure of the target of a redirect. */
    public HostNotAllowedException ofRedirect() {
        return new HostNotAllowedException("redirect target", host, expected, actual, context());
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
