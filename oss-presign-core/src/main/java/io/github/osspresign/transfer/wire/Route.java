// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import io.github.osspresign.link.url.LinkAddress;

/**
 * Where a connection leads to, directly or through the proxy of the client. Links with the same route share connections.
 *
 * @param host as in {@link LinkAddress}, an IPv6 address in brackets
 */
record Route(String scheme, String host, int port) {

    static Route of(LinkAddress address) {
        return new Route(address.scheme(), address.host(), address.port());
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** Returns the host, an IPv6 address without brackets. */
    String bareHost() {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** Returns host and port, which a proxy is asked for. */
    @Override
    public String toString() {
        return host + ":" + port;
    }

    /** Returns what makes routes equal: the first use of the equality of a record takes milliseconds. */
    String origin() {
        return scheme + "://" + this;
    }
}
