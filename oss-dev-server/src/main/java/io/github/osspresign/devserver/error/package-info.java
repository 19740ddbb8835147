// SPDX-License-Identifier: Apache-2.0
/**
 * The errors of the OSS API and their XML form. Nothing here decides when an error occurs. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.error;

import org.jspecify.annotations.NullMarked;
