// SPDX-License-Identifier: Apache-2.0
/**
 * Part files and their journals, file names, the directory that nothing leaves, ranges and checksums. Internal to
 * {@code transfer}; no class here sends a request.
 */
@NullMarked
package io.github.osspresign.transfer.file;

import org.jspecify.annotations.NullMarked;
