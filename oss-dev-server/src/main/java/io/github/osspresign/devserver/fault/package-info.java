/**
 * Faults that a test injects, public, and the machinery that applies them, package-private. Nothing here knows an
 * operation of the OSS API or the server that it runs in.
 */
@NullMarked
package io.github.osspresign.devserver.fault;

import org.jspecify.annotations.NullMarked;
