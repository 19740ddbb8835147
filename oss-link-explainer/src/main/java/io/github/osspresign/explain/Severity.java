package io.github.osspresign.explain;

/** How much a finding matters. */
public enum Severity {
    /** The link does not work as it is. */
    ERROR,
    /** The link may fail for some who use it. */
    WARNING,
    /** Good to know; nothing is wrong. */
    HINT
}
