/**
 * The request handlers of a running server: requests to OSS, requests to the admin port, and the logs of both. No operation
 * of the OSS API and no setting of the builder lives here. Not part of the public API.
 */
@NullMarked
package io.github.osspresign.devserver.server;

import org.jspecify.annotations.NullMarked;
