// SPDX-License-Identifier: Apache-2.0
/**
 * The command line of the runnable jar: options, option file and start-up message. Nothing here handles a request, and no
 * other package may use this one.
 */
@NullMarked
package io.github.osspresign.devserver.cli;

import org.jspecify.annotations.NullMarked;
