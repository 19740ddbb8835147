// SPDX-License-Identifier: Apache-2.0
/** Output of the examples for the person who runs them. Its only public class is {@code TransferView}. */
@NullMarked
package io.github.osspresign.examples.terminal;

import org.jspecify.annotations.NullMarked;
