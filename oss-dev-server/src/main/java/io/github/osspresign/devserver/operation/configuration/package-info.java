// SPDX-License-Identifier: Apache-2.0
/**
 * Configurations of a bucket or of the account that are stored and returned, and what OSS refuses in them, with
 * the effect of CORS rules on other requests. Nothing here reads or writes the content of an object. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.configuration;

import org.jspecify.annotations.NullMarked;
