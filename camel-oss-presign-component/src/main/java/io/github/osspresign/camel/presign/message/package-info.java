// SPDX-License-Identifier: Apache-2.0
/**
 * What {@code presign:} reads from messages and entries of lists for a link, the link to renew, and signed links, forms and plans
 * with their headers and bodies. No class here signs. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.message;

import org.jspecify.annotations.NullMarked;
