// SPDX-License-Identifier: Apache-2.0
/** A folder whose files are mailed as links, and a mailbox whose links become files again. */
@NullMarked
package io.github.osspresign.examples.sharebymail;

import org.jspecify.annotations.NullMarked;
