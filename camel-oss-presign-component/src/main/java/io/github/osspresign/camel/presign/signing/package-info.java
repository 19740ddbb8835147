// SPDX-License-Identifier: Apache-2.0
/**
 * Signs the links, forms and upload plans of {@code presign:} within the policy of the operator, for OSS and for a CDN. The options come
 * as records; no class here sees the configuration or sends a request. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.signing;

import org.jspecify.annotations.NullMarked;
