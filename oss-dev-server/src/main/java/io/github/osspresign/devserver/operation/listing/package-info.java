/**
 * Operations that list buckets, objects and versions page by page. Nothing here changes data. Not part of the public
 * API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.listing;

import org.jspecify.annotations.NullMarked;
