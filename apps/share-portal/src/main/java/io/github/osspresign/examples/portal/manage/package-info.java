// SPDX-License-Identifier: Apache-2.0
/** API for the owner of shares: create, change, revoke, delete. The page and programs use the same JSON API. */
@NullMarked
package io.github.osspresign.examples.portal.manage;

import org.jspecify.annotations.NullMarked;
