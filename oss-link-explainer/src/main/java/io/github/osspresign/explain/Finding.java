// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

/**
 * Problem of a link, or a fact about it that its user should know.
 *
 * @param code kind of the problem
 * @param sentence what is wrong with this link, what is allowed, and what to do; contains no secrets
 */
public record Finding(FindingCode code, String sentence) {

    /** Returns the severity of the code. */
    public Severity severity() {
        return code.severity();
    }
}
