// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

/** The versioning state of a bucket. */
public enum Versioning {

    /** Never enabled. An object has one version with the ID null. */
    OFF,

    /** Every change adds a version with a new ID. */
    ENABLED,

    /** Existing versions stay. Every change replaces the version with the ID null. */
    SUSPENDED
}
