// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.github.osspresign.transfer;

import org.jspecify.annotations.NullMarked;
