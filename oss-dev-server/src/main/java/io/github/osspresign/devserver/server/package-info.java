// SPDX-License-Identifier: Apache-2.0
/**
 * The handling of a request to the service: its admission, its injected fault, its error response and its logs. No operation
 * of the OSS API and no setting of the builder lives here. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.server;

import org.jspecify.annotations.NullMarked;
