/**
 * The command line of the runnable jar: options, option file and start-up message. It only calls the public API of the
 * server; no other package may use it.
 */
@NullMarked
package io.github.osspresign.devserver.cli;

import org.jspecify.annotations.NullMarked;
