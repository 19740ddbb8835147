/**
 * What {@code osspresigned:} reads from a message: links in headers, bodies and mails, bodies to upload. No class here transfers.
 */
@NullMarked
package io.github.osspresign.camel.osspresigned.message;

import org.jspecify.annotations.NullMarked;
