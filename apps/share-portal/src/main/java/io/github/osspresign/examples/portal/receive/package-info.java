// SPDX-License-Identifier: Apache-2.0
/** The page on which a recipient downloads a share. */
@NullMarked
package io.github.osspresign.examples.portal.receive;

import org.jspecify.annotations.NullMarked;
