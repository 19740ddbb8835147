package io.github.osspresign.examples.portal.share;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Networks by which attempts are limited. A client with IPv6 has 2^64 addresses or more, of which each would have a limit. */
final class Network {

    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final int PREFIX_BYTES = 8;

    private Network() {}

    /** Returns the first 64 bits of an IPv6 address, and any other address as it is. */
    static String of(String address) {
        if (IPV6.matcher(address).matches()) {
            try {
                // The pattern leaves nothing that would be looked up in DNS.
                if (InetAddress.getByName(address) instanceof Inet6Address ipv6) {
                    return HexFormat.of().formatHex(Arrays.copyOf(ipv6.getAddress(), PREFIX_BYTES)) + "/64";
                }
            } catch (UnknownHostException e) {
                return address;
            }
        }
        return address;
    }
}
