/**
 * One request and its response: request target, headers, checked addresses, redirects, timeouts, rate limit, error
 * documents. Internal to {@code transfer}; no class here writes a file or repeats a request that has failed.
 */
@NullMarked
package io.github.osspresign.transfer.http;

import org.jspecify.annotations.NullMarked;
