// SPDX-License-Identifier: Apache-2.0
/**
 * Operations on buckets and their settings: ACL, domains, resource group, tags and versioning. Nothing here reads or writes
 * the content of an object. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.bucket;

import org.jspecify.annotations.NullMarked;
