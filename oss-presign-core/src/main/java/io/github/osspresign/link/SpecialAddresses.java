// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Address blocks that links from outside must not reach: those of the IANA special-purpose address registries, and all
 * IPv6 addresses that are not global unicast. {@link InetAddress#isSiteLocalAddress} is not enough, because it does not
 * include the range 100.64.0.0/10, which has the metadata service 100.100.100.200.
 */
final class SpecialAddresses {

    private static final Block CARRIER = Block.of("100.64.0.0", 10);

    /**
     * Metadata services that are known. Any IPv6 address that may contain one of them is refused: such a match is hardly
     * ever accidental, because 32 bits have to agree.
     */
    private static final List<Block> METADATA_IPV4 = List.of(
            // Alibaba Cloud.
            Block.of("100.100.100.200", 32),
            // Most other clouds.
            Block.of("169.254.169.254", 32),
            // AWS: tasks of ECS, and pods of EKS.
            Block.of("169.254.170.2", 32),
            Block.of("169.254.170.23", 32),
            // Tencent Cloud.
            Block.of("169.254.0.23", 32),
            // Scaleway.
            Block.of("169.254.42.42", 32),
            // Azure.
            Block.of("168.63.129.16", 32),
            // Oracle Cloud.
            Block.of("192.0.0.192", 32));

    private static final List<Block> METADATA_IPV6 = List.of(
            // AWS.
            Block.of("fd00:ec2::", 112),
            // Google Cloud.
            Block.of("fd20:ce::254", 128),
            // Scaleway.
            Block.of("fd00:42::42", 128));

    /**
     * Range in which clouds add further metadata services. It is refused only as an IPv4 address or in the known forms of
     * embedding. At any other position of an IPv6 address, its 16 bits also occur in public addresses.
     */
    private static final Block LINK_LOCAL_IPV4 = Block.of("169.254.0.0", 16);

    /** Addresses that a NAT64 gateway of an IPv6-only network translates to the IPv4 address in their last bytes. */
    private static final Block NAT64 = Block.of("64:ff9b::", 96);

    /** Known forms that embed an IPv4 address, besides ISATAP. */
    private static final List<Block> EMBEDDING = List.of(
            // IPv4-compatible and IPv4-mapped addresses (RFC 4291).
            Block.of("::", 80),
            // NAT64 (RFC 6052, RFC 8215).
            NAT64,
            Block.of("64:ff9b:1::", 48),
            // Teredo (RFC 4380).
            Block.of("2001::", 32),
            // 6to4 (RFC 3056).
            Block.of("2002::", 16));

    /**
     * Positions in an IPv6 address at which an IPv4 address may begin: in 6to4 (RFC 3056), and after translation prefixes of
     * each length, which leave out byte 8 (RFC 6052). The last is also the position in mapped, compatible and ISATAP
     * addresses, the second also that of a Teredo server. Most of them are meaningless for most addresses.
     */
    private static final int[] EMBEDDED = {2, 4, 5, 6, 7, 9, 12};

    private static final int LAST_BYTES = 12;
    private static final int LEFT_OUT = 8;

    private static final Block GLOBAL_UNICAST = Block.of("2000::", 3);

    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            CARRIER,
            Block.of("127.0.0.0", 8),
            LINK_LOCAL_IPV4,
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("2002::", 16),
            Block.of("3fff::", 20));

    private SpecialAddresses() {}

    /** Returns whether an address is public. An address of a NAT64 gateway is public if the IPv4 address in it is. */
    static boolean isPublic(InetAddress address) {
        if (NAT64.contains(address)) {
            return isPublic(embedded(address, LAST_BYTES, 0));
        }
        boolean unicast = address instanceof Inet4Address || GLOBAL_UNICAST.contains(address);
        return unicast && !isIn(NOT_PUBLIC, address) && !isIsatap(address);
    }

    /** Returns whether an address is in the range of the internal endpoints of OSS. */
    static boolean isServiceInternal(InetAddress address) {
        return CARRIER.contains(address);
    }

    /**
     * Returns whether an address is that of a metadata service, which provides credentials to the machines of a cloud.
     */
    static boolean isMetadataService(InetAddress address) {
        return isIn(METADATA_IPV4, address)
                || isIn(METADATA_IPV6, address)
                || LINK_LOCAL_IPV4.contains(address)
                || mayEmbed(METADATA_IPV4, address)
                || (hasEmbeddingForm(address) && mayEmbed(List.of(LINK_LOCAL_IPV4), address));
    }

    private static boolean hasEmbeddingForm(InetAddress address) {
        return isIn(EMBEDDING, address) || isIsatap(address);
    }

    /** Returns whether an address is an ISATAP address: an IPv4 address within a private network (RFC 5214). */
    private static boolean isIsatap(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                && (bytes[8] == 0 || bytes[8] == 2)
                && bytes[9] == 0
                && bytes[10] == 0x5e
                && bytes[11] == (byte) 0xfe;
    }

    /** Returns whether an IPv6 address may embed one of these, to which a gateway that translates or tunnels connects. */
    private static boolean mayEmbed(List<Block> blocks, InetAddress address) {
        // Teredo inverts all bits of the client address (RFC 4380).
        return address instanceof Inet6Address
                && (isIn(blocks, embedded(address, LAST_BYTES, 0xff))
                        || Arrays.stream(EMBEDDED).anyMatch(position -> isIn(blocks, embedded(address, position, 0))));
    }

    private static InetAddress embedded(InetAddress address, int position, int mask) {
        byte[] bytes = address.getAddress();
        byte[] embedded = new byte[4];
        int from = position;
        for (int i = 0; i < embedded.length; i++) {
            from += from == LEFT_OUT ? 1 : 0;
            embedded[i] = (byte) (bytes[from++] ^ mask);
        }
        try {
            return InetAddress.getByAddress(embedded);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("address of four bytes is not an IPv4 address", e);
        }
    }

    private static boolean isIn(List<Block> blocks, InetAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    private record Block(BigInteger prefix, int addressBits, int prefixBits) {

        static Block of(String network, int prefixBits) {
            try {
                return prefix(InetAddress.getByName(network), prefixBits);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException(network, e);
            }
        }

        boolean contains(InetAddress address) {
            Block same = prefix(address, prefixBits);
            // The first use of the equality of a record takes milliseconds.
            return addressBits == same.addressBits && prefix.equals(same.prefix);
        }

        private static Block prefix(InetAddress address, int prefixBits) {
            int addressBits = address.getAddress().length * 8;
            BigInteger bits = new BigInteger(1, address.getAddress());
            return new Block(bits.shiftRight(addressBits - prefixBits), addressBits, prefixBits);
        }
    }
}
