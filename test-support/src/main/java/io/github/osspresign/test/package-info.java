// SPDX-License-Identifier: Apache-2.0
/**
 * Parts that tests of several modules share: a clock, a scripted HTTP server, a proxy, a browser, signed links. Nothing
 * here is published, and nothing here uses the component, whose tests use this package.
 */
@org.jspecify.annotations.NullMarked
package io.github.osspresign.test;
