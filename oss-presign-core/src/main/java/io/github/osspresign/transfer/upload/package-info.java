// SPDX-License-Identifier: Apache-2.0
/**
 * Uploads of one request and in parts: bodies, plans, parts, completion, and their XML documents. Internal to
 * {@code transfer}.
 */
@NullMarked
package io.github.osspresign.transfer.upload;

import org.jspecify.annotations.NullMarked;
