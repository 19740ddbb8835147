// SPDX-License-Identifier: Apache-2.0
/** Writes mails that offer links for download. No class here signs, downloads or sends anything. */
@NullMarked
package io.github.osspresign.camel.mail;

import org.jspecify.annotations.NullMarked;
