// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Extracts the IPv4 addresses that can be embedded in an IPv6 address. A gateway that translates or tunnels connects to
 * one of them.
 */
final class EmbeddedAddresses {

    /**
     * Positions of the four bytes: in 6to4 (RFC 3056), and after translation prefixes of each length (RFC 6052). The
     * last is also the position in mapped, compatible and ISATAP addresses, the second also that of a Teredo server.
     */
    private static final List<int[]> BYTE_POSITIONS = List.of(
            new int[] {2, 3, 4, 5},
            new int[] {4, 5, 6, 7},
            new int[] {5, 6, 7, 9},
            new int[] {6, 7, 9, 10},
            new int[] {7, 9, 10, 11},
            new int[] {9, 10, 11, 12},
            new int[] {12, 13, 14, 15});

    private static final int[] LAST_BYTES = BYTE_POSITIONS.get(BYTE_POSITIONS.size() - 1);

    private EmbeddedAddresses() {}

    /** Returns the possible IPv4 addresses in all forms. Most of them are meaningless for most addresses. */
    static List<InetAddress> of(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return List.of();
        }
        Stream<InetAddress> plain = BYTE_POSITIONS.stream().map(positions -> embedded(bytes, positions, 0));
        // Teredo inverts all bits of the client address (RFC 4380).
        return Stream.concat(plain, Stream.of(embedded(bytes, LAST_BYTES, 0xff)))
                .toList();
    }

    /** Returns the IPv4 address in the last four bytes of an IPv6 address. */
    static InetAddress lastBytes(InetAddress address) {
        return embedded(address.getAddress(), LAST_BYTES, 0);
    }

    /** Returns whether an address is an ISATAP address: an IPv4 address within a private network (RFC 5214). */
    static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                && (bytes[8] == 0 || bytes[8] == 2)
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    private static InetAddress embedded(byte[] bytes, int[] positions, int mask) {
        byte[] embedded = new byte[4];
        for (int i = 0; i < embedded.length; i++) {
            embedded[i] = (byte) (bytes[positions[i]] ^ mask);
        }
        try {
            return InetAddress.getByAddress(embedded);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of four bytes is not an IPv4 address", e);
        }
    }
}
