package io.github.osspresign.devserver.store;

/** Whether a bucket keeps the versions of its objects. */
public enum Versioning {

    /** Never switched on: an object has one version, whose id is null. */
    OFF,

    /** Every change adds a version with an id of its own. */
    ENABLED,

    /** Older versions stay, and every change replaces the version whose id is null. */
    SUSPENDED
}
