/**
 * What OSS refuses in the configurations of a bucket. Nothing here stores or applies a configuration. Not part of the public
 * API.
 */
@NullMarked
package io.github.osspresign.devserver.operation.configuration;

import org.jspecify.annotations.NullMarked;
