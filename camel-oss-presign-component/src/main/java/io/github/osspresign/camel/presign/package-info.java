// SPDX-License-Identifier: Apache-2.0
/** Scheme {@code presign:}: component, endpoint and producer, which read the options and connect what signs, lists and watches. */
@NullMarked
package io.github.osspresign.camel.presign;

import org.jspecify.annotations.NullMarked;
