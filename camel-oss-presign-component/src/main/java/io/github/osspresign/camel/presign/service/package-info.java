// SPDX-License-Identifier: Apache-2.0
/**
 * Requests of {@code presign:} to the service: lists a bucket, filters its objects and checks that an object
 * exists. Links are signed elsewhere. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.service;

import org.jspecify.annotations.NullMarked;
