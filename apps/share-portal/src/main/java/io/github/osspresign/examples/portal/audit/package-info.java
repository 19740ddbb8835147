// SPDX-License-Identifier: Apache-2.0
/** Record of who did what with which share. It contains no secrets. */
@NullMarked
package io.github.osspresign.examples.portal.audit;

import org.jspecify.annotations.NullMarked;
