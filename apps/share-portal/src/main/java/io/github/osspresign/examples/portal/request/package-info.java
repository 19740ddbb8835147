// SPDX-License-Identifier: Apache-2.0
/** Requests for files: their owner asks, and anyone with the address of the page sends. */
@NullMarked
package io.github.osspresign.examples.portal.request;

import org.jspecify.annotations.NullMarked;
