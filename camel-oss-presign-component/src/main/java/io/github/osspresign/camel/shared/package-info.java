// SPDX-License-Identifier: Apache-2.0
/**
 * Code that both schemes share: type converters, repositories, masking, health checks. Internal. No class here signs or
 * transfers.
 */
@NullMarked
package io.github.osspresign.camel.shared;

import org.jspecify.annotations.NullMarked;
