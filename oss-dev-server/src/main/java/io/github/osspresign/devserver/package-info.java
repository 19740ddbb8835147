// SPDX-License-Identifier: Apache-2.0
/**
 * An OSS-compatible server for development and tests that verifies signatures. Start with {@link
 * io.github.osspresign.devserver.OssDevServer#builder()}.
 *
 * <p>The public API is this package, {@code fault.Fault}, {@code fault.FaultRule}, {@code rules.Assumption} and {@code
 * request.RecordedRequest}. All other classes are internal. Only the server, its builder and the JUnit extension may
 * live in this package.
 */
@NullMarked
package io.github.osspresign.devserver;

import org.jspecify.annotations.NullMarked;
