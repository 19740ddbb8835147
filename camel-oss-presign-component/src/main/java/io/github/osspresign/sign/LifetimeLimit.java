package io.github.osspresign.sign;

/** What decided how long a link lives. */
public enum LifetimeLimit {
    /** The caller's wish. */
    REQUESTED,
    /** The end of the temporary credentials. */
    CREDENTIALS,
    /** The longest life that the service allows. */
    PROTOCOL
}
