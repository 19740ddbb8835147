/**
 * The admin port: faults, requests and the status page. Nothing here answers a request to the service. Not part of the public
 * API.
 */
@NullMarked
package io.github.osspresign.devserver.admin;

import org.jspecify.annotations.NullMarked;
