// SPDX-License-Identifier: Apache-2.0
/**
 * Values of messages for both schemes: text, files, headers of this library, links and upload plans as types of Camel, the request for a
 * new link. No class here signs or transfers. Internal.
 */
@NullMarked
package io.github.osspresign.camel.message;

import org.jspecify.annotations.NullMarked;
