// SPDX-License-Identifier: Apache-2.0
/** Scheme {@code presign:}: component, endpoint, producer and consumer, which convert options to signing requests within the policy of the operator. */
@NullMarked
package io.github.osspresign.camel.presign;

import org.jspecify.annotations.NullMarked;
