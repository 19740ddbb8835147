// SPDX-License-Identifier: Apache-2.0
/** Parts that all pages share: the format of sizes and times, and the pages for failures. */
@NullMarked
package io.github.osspresign.examples.portal.page;

import org.jspecify.annotations.NullMarked;
