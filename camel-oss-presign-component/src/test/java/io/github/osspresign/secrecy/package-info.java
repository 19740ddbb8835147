// SPDX-License-Identifier: Apache-2.0
/** What the product and Camel print, searched for secrets. */
@NullMarked
package io.github.osspresign.secrecy;

import org.jspecify.annotations.NullMarked;
