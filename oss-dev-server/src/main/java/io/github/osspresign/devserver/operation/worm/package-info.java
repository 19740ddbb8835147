/**
 * Operations on the retention policies (WORM) of buckets. The store asks {@code support.Retention} before it removes a
 * version. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.worm;

import org.jspecify.annotations.NullMarked;
