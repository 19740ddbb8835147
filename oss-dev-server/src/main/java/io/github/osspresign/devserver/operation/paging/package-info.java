/**
 * What the operations with lists share: the encoding of keys, common prefixes and numeric parameters. Nothing here reads the
 * store. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.paging;

import org.jspecify.annotations.NullMarked;
