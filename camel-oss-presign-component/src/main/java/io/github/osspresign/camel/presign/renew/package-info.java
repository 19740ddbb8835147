// SPDX-License-Identifier: Apache-2.0
/**
 * The link that {@code presign:} is asked to renew: read from a message, with its signature verified. No class
 * here signs. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.renew;

import org.jspecify.annotations.NullMarked;
