/** A request read as a call of the OSS API: which bucket, which key, which parameters. Not part of the public API. */
@NullMarked
package io.github.osspresign.devserver.call;

import org.jspecify.annotations.NullMarked;
