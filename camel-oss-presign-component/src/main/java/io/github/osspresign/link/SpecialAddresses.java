package io.github.osspresign.link;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/**
 * The address blocks that no link from outside should reach (IANA special-purpose address registries). Java's own
 * {@code isSiteLocalAddress} misses the carrier range, where the metadata service 100.100.100.200 lives.
 */
final class SpecialAddresses {

    private static final Block CARRIER = Block.of("100.64.0.0", 10);
    private static final Block METADATA = Block.of("100.100.100.200", 32);
    private static final List<Block> NOT_PUBLIC = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            CARRIER,
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            Block.of("::", 96),
            Block.of("64:ff9b::", 96),
            Block.of("64:ff9b:1::", 48),
            Block.of("100::", 64),
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("2002::", 16),
            Block.of("3fff::", 20),
            Block.of("5f00::", 16),
            Block.of("fc00::", 7),
            Block.of("fe80::", 9),
            Block.of("ff00::", 8));

    private SpecialAddresses() {}

    static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(block -> block.contains(address));
    }

    /** Whether the address lies where the internal endpoints of OSS do. */
    static boolean isServiceInternal(InetAddress address) {
        return CARRIER.contains(address) && !METADATA.contains(address);
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
            return equals(prefix(address, prefixBits));
        }

        private static Block prefix(InetAddress address, int prefixBits) {
            int addressBits = address.getAddress().length * 8;
            BigInteger bits = new BigInteger(1, address.getAddress());
            return new Block(bits.shiftRight(addressBits - prefixBits), addressBits, prefixBits);
        }
    }
}
