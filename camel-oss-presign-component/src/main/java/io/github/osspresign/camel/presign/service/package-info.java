// SPDX-License-Identifier: Apache-2.0
/**
 * Requests of {@code presign:} to the service, with the clients of the official SDK. No class here signs a link. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.service;

import org.jspecify.annotations.NullMarked;
