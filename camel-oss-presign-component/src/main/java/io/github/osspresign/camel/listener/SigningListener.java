// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.listener;

/** Listener for signed links, forms and upload plans. Concurrent exchanges call it from several threads. */
@FunctionalInterface
public interface SigningListener {

    /** Called before the exchange gets the link. An exception fails the exchange, so that no link leaves unrecorded. */
    void signed(SigningEvent event);
}
