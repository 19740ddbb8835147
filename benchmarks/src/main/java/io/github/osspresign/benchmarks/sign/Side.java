// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.sign;

/** One side of the comparison: makes a link as its users do, from a key to the text of a URL that works for an hour. */
interface Side {

    String url(String key);
}
