// SPDX-License-Identifier: Apache-2.0
/** Tests of the generated endpoint builders. */
@NullMarked
package io.github.osspresign.endpointdsl;

import org.jspecify.annotations.NullMarked;
