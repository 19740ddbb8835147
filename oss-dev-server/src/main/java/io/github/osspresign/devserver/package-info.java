/**
 * An OSS-compatible server for development and tests that verifies signatures.
 *
 * <p>The public API is here, in {@code fault} and in {@code request.RecordedRequest}; start with
 * {@link io.github.osspresign.devserver.OssDevServer#builder()}. All other packages are internal. Nothing but the public
 * API, its builder and the JUnit extension may live here.
 */
@NullMarked
package io.github.osspresign.devserver;

import org.jspecify.annotations.NullMarked;
