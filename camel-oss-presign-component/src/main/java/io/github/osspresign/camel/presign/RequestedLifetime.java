// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import java.time.Duration;

/**
 * Lifetime that a link should have.
 *
 * @param what option or header that sets it, for messages
 */
record RequestedLifetime(String what, Duration duration) {}
