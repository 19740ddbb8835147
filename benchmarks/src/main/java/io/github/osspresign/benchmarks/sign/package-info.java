// SPDX-License-Identifier: Apache-2.0
/** Cost of making links: the signature alone, in a route, and for a list of millions. */
@NullMarked
package io.github.osspresign.benchmarks.sign;

import org.jspecify.annotations.NullMarked;
