// SPDX-License-Identifier: Apache-2.0
/** Audit of signed links, forms and plans: log, listener, meters and the health of the credentials. Internal. */
@NullMarked
package io.github.osspresign.camel.presign.monitor;

import org.jspecify.annotations.NullMarked;
