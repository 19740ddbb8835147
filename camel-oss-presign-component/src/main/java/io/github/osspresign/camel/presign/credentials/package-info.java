// SPDX-License-Identifier: Apache-2.0
/**
 * Temporary credentials of {@code presign:}: the default chain of the official library and their renewal. No class
 * here signs. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.credentials;

import org.jspecify.annotations.NullMarked;
