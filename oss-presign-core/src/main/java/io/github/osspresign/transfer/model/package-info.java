/**
 * What callers hand to a transfer and get back: requests, options, results, listeners. No class here opens a connection or
 * a file.
 */
@NullMarked
package io.github.osspresign.transfer.model;

import org.jspecify.annotations.NullMarked;
