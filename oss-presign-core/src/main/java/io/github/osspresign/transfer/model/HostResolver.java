// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Resolves hosts; the host policy checks the addresses. Called by several threads at a time. */
@FunctionalInterface
public interface HostResolver {

    /** Resolver of the JDK. */
    HostResolver SYSTEM = InetAddress::getAllByName;

    /**
     * Returns the addresses of a host.
     *
     * @throws UnknownHostException if the host has none
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
