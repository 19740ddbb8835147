// SPDX-License-Identifier: Apache-2.0
/** Shares and their rules: who may download what, how often, until when. No class here knows pages, routes or the bucket. */
@NullMarked
package io.github.osspresign.examples.portal.share;

import org.jspecify.annotations.NullMarked;
