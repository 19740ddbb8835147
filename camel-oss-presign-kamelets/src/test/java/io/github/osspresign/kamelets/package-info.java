// SPDX-License-Identifier: Apache-2.0
/** Tests of the kamelets: their form, and routes that use them. */
@NullMarked
package io.github.osspresign.kamelets;

import org.jspecify.annotations.NullMarked;
