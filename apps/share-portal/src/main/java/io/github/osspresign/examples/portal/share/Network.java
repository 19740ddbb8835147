// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.share;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Networks by which attempts are limited. A client with IPv6 has 2^64 addresses or more, of which each would have a limit. */
final class Network {

    /** Some proxies add the port of the client, which changes with each connection. */
    private static final Pattern WITH_PORT = Pattern.compile("([0-9.]+):[0-9]+|\\[([0-9A-Fa-f:.]+)](?::[0-9]+)?");

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f:.]*");
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /** Returns the first 64 bits of an IPv6 address, and any other address as it is, both without a port. */
    static String of(String address) {
        Matcher port = WITH_PORT.matcher(address);
        String plain = port.matches() ? Objects.requireNonNullElse(port.group(1), port.group(2)) : address;
        if (plain.contains(":") && IPV6.matcher(plain).matches()) {
            try {
                // The pattern leaves nothing that would be looked up in DNS.
                if (InetAddress.getByName(plain) instanceof Inet6Address ipv6) {
                    return HexFormat.of().formatHex(Arrays.copyOf(ipv6.getAddress(), PREFIX_BYTES)) + "/64";
                }
            } catch (UnknownHostException e) {
                return plain;
            }
        }
        return plain;
    }
}
