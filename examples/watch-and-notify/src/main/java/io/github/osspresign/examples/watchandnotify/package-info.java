// SPDX-License-Identifier: Apache-2.0
/** Announces each new object of a bucket by mail and by webhook, from two processes of which one is active. */
@NullMarked
package io.github.osspresign.examples.watchandnotify;

import org.jspecify.annotations.NullMarked;
