// SPDX-License-Identifier: Apache-2.0
/**
 * What listeners of both components get: each signed link, and each transfer with its progress and its end. No class
 * here signs or transfers.
 */
@NullMarked
package io.github.osspresign.camel.listener;

import org.jspecify.annotations.NullMarked;
