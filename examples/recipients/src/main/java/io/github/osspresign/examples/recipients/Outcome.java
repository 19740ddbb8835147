// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.recipients;

/**
 * Result of a recipient.
 *
 * @param exitCode 0 where the file is saved, 3 where the link has expired, another number where it failed otherwise
 * @param out what it printed
 * @param err what it complained about
 */
record Outcome(int exitCode, String out, String err) {}
