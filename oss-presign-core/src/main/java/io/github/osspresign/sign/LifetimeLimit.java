// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

/** Reason for the lifetime of a link. */
public enum LifetimeLimit {
    /** The lifetime that the caller requested. */
    REQUESTED,
    /** The expiry of the temporary credentials. */
    CREDENTIALS,
    /** The longest lifetime that the service allows. */
    PROTOCOL
}
