// SPDX-License-Identifier: Apache-2.0
/**
 * Forms that browsers upload with: multipart parts and the policy. Nothing here verifies a signature or stores a file.
 * Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.form;

import org.jspecify.annotations.NullMarked;
