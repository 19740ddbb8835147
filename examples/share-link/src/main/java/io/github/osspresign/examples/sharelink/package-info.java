// SPDX-License-Identifier: Apache-2.0
/** A page with a button that leads to a link of five minutes. */
@NullMarked
package io.github.osspresign.examples.sharelink;

import org.jspecify.annotations.NullMarked;
