// SPDX-License-Identifier: Apache-2.0
/** Rules about who may call which address: logins, tokens, proxies and bodies; and the headers of every response. */
@NullMarked
package io.github.osspresign.examples.portal.security;

import org.jspecify.annotations.NullMarked;
