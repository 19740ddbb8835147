// SPDX-License-Identifier: Apache-2.0
/**
 * Links for many objects of {@code presign:}, from the entries of a body or from a listing. Each link is signed
 * when it is requested. Internal.
 */
@NullMarked
package io.github.osspresign.camel.presign.bulk;

import org.jspecify.annotations.NullMarked;
