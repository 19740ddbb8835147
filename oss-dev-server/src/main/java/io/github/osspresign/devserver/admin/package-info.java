// SPDX-License-Identifier: Apache-2.0
/**
 * The admin port: faults, requests and the status page. Requests to the service are processed elsewhere. Not part of the
 * public API.
 */
@NullMarked
package io.github.osspresign.devserver.admin;

import org.jspecify.annotations.NullMarked;
