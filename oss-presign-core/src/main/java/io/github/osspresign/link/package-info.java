// SPDX-License-Identifier: Apache-2.0
/** The link as a value: its JSON form, its masked form, and the targets that it may point to. */
@NullMarked
package io.github.osspresign.link;

import org.jspecify.annotations.NullMarked;
