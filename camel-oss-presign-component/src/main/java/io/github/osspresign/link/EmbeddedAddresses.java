package io.github.osspresign.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The IPv4 addresses that an IPv6 address can stand for: where a gateway translates or tunnels, what is connected to is
 * one of them.
 */
final class EmbeddedAddresses {

    /**
     * Where the four bytes are: in 6to4 (RFC 3056), in the prefixes of translators of all lengths (RFC 6052), of which
     * the last is that of mapped, compatible and ISATAP addresses too, and the server of Teredo, at 4 like a translator's.
     */
    private static final List<int[]> PLACES = List.of(
            new int[] {2, 3, 4, 5},
            new int[] {4, 5, 6, 7},
            new int[] {5, 6, 7, 9},
            new int[] {6, 7, 9, 10},
            new int[] {7, 9, 10, 11},
            new int[] {9, 10, 11, 12},
            new int[] {12, 13, 14, 15});

    private EmbeddedAddresses() {}

    /** All that it could be, in any of the forms; of most addresses most of them are none. */
    static List<InetAddress> of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return List.of();
        }
        Stream<InetAddress> plain = PLACES.stream().map(place -> at(bytes, place, 0));
        // Teredo has the client's with all bits turned (RFC 4380).
        return Stream.concat(plain, Stream.of(at(bytes, PLACES.get(PLACES.size() - 1), 0xff)))
                .toList();
    }

    /** Whether it is an IPv4 address inside of somebody's network (RFC 5214). */
    static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                && (bytes[8] == 0 || bytes[8] == 2)
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress at(byte[] bytes, int[] place, int mask) {
        byte[] embedded = new byte[4];
        for (int i = 0; i < embedded.length; i++) {
            embedded[i] = (byte) (bytes[place[i]] ^ mask);
        }
        try {
            return InetAddress.getByAddress(embedded);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv4 address has four bytes", e);
        }
    }
}
