// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A network by which attempts are limited. A client may have any address of a network, with IPv6 2^64 or more.
 *
 * @param times limit of the network, in limits of the smallest one
 */
record Network(String name, int times) {

    /** Some proxies add the port of the client, which changes with each connection. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+|\\[([0-9A-Fa-f:.]+)](?::[0-9]+)?");

    /** Nothing that would be looked up in DNS. */
    private static final Pattern ADDRESS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*");

    /** Sizes of networks in bits, and how many limits of the smallest one they have. */
    private static final int[][] IPV4 = {{32, 1}, {24, 4}, {16, 8}};

    private static final int[][] IPV6 = {{64, 1}, {56, 2}, {48, 4}, {32, 8}};

    /**
     * Returns the networks of an address, with or without a port, the smallest one first. Any other text is a separate network.
     */
    static List<Network> of(String address) {
        Matcher port = WITH_PORT.matcher(address);
        String plain = port.matches() ? Objects.requireNonNullElse(port.group(1), port.group(2)) : address;
        try {
            if (ADDRESS.matcher(plain).matches()) {
                return of(InetAddress.getByName(plain).getAddress());
            }
        } catch (UnknownHostException e) {
            // Not an address, such as 1:2.
        }
        return List.of(new Network(plain, 1));
    }

    private static List<Network> of(byte[] address) throws UnknownHostException {
        List<Network> networks = new ArrayList<>();
        for (int[] size : address.length == 4 ? IPV4 : IPV6) {
            byte[] first = Arrays.copyOf(Arrays.copyOf(address, size[0] / Byte.SIZE), address.length);
            networks.add(new Network(InetAddress.getByAddress(first).getHostAddress() + "/" + size[0], size[1]));
        }
        return networks;
    }
}
