// SPDX-License-Identifier: Apache-2.0
/**
 * Names that routes and configurations use: headers, values of options and the formatter that masks links in logs.
 */
@NullMarked
package io.github.osspresign.camel;

import org.jspecify.annotations.NullMarked;
