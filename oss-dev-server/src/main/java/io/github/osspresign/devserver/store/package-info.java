/** Where buckets and objects are kept: in memory or on disk. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.store;

import org.jspecify.annotations.NullMarked;
