// SPDX-License-Identifier: Apache-2.0
/** Camel routes and endpoints: the only place that signs links, talks to the bucket and sends mails. */
@NullMarked
package io.github.osspresign.examples.portal.link;

import org.jspecify.annotations.NullMarked;
