// SPDX-License-Identifier: Apache-2.0
/** Signing of OSS URLs and of forms for browser uploads. Classes here do no I/O, read no clock and have no logger. */
@NullMarked
package io.github.osspresign.sign;

import org.jspecify.annotations.NullMarked;
