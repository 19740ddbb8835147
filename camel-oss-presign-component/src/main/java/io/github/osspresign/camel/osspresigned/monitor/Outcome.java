package io.github.osspresign.camel.osspresigned.monitor;

import java.util.Locale;

/** How the use of a link ended. */
public enum Outcome {
    /** The object has come, whole and verified. */
    DOWNLOADED,
    /** The object has gone to the service. */
    UPLOADED,
    /** There was a file of that name, which was left alone. */
    EXISTING,
    /** The object had come before. */
    DUPLICATE,
    /** The object is still the one that is here. */
    NOT_MODIFIED,
    /** Its reader closed the stream before its end. */
    ABANDONED,
    /** There was an exception. */
    FAILED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The name in lower case, for meters, JMX and JSON. */
    public String label() {
        return label;
    }

    /** Whether the object went over the wire to its end. */
    public boolean isTransfer() {
        return this == DOWNLOADED || this == UPLOADED;
    }
}
