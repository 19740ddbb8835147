// SPDX-License-Identifier: Apache-2.0
/**
 * The settings of a bucket and what they allow other requests: names, ACL, storage class, encryption and stored
 * documents. No operation lives here, and nothing here reads an object. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.setting;

import org.jspecify.annotations.NullMarked;
