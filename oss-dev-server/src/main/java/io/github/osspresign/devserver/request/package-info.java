// SPDX-License-Identifier: Apache-2.0
/**
 * A request read as a request to OSS: bucket, key, query and form, and the rules for keys. Nothing here verifies a signature
 * or reads the store.
 * Only {@link io.github.osspresign.devserver.request.RecordedRequest} is part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.request;

import org.jspecify.annotations.NullMarked;
