// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

/** Severity of a finding, the most severe first. */
public enum Severity {
    /** The link does not work. */
    ERROR,
    /** The link can fail for some of its users. */
    WARNING,
    /** Nothing is wrong, but the user of the link should know it. */
    HINT
}
