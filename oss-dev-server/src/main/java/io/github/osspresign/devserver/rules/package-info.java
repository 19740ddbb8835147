// SPDX-License-Identifier: Apache-2.0
/**
 * The rules that decide how the service behaves: its region, and each {@link
 * io.github.osspresign.devserver.rules.Assumption} where the documentation of OSS is silent. Nothing here applies a rule.
 * Only {@code Assumption} is part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.rules;

import org.jspecify.annotations.NullMarked;
