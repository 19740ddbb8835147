// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

import static org.assertj.core.api.Assertions.assertThat;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.ipv4.IPv4Address;
import inet.ipaddr.ipv6.IPv6Address;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the rules with the same blocks, and with further properties of an address, in the library IPAddress. */
class SpecialAddressesDifferentialTest {

    private static final int RANDOM_ADDRESSES = 20_000;

    /** IANA IPv4 Special-Purpose Address Registry, multicast and reserved addresses. */
    private static final List<String> IPV4 = List.of(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** IANA IPv6 Special-Purpose Address Registry within the global unicast addresses, and 6to4. */
    private static final List<String> IPV6 = List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    private static final String GLOBAL_UNICAST = "2000::/3";

    private static IPAddress block(String text) {
        return new IPAddressString(text).getAddress();
    }

    private static boolean isIn(List<String> blocks, IPAddress address) {
        return blocks.stream().anyMatch(block -> block(block).contains(address));
    }

    /** Returns what the registries say, computed by the library. */
    private static boolean isPublic(IPAddress address) {
        if (address instanceof IPv6Address ipv6) {
            if (ipv6.isWellKnownIPv4Translatable()) {
                return isPublic(ipv6.getEmbeddedIPv4Address());
            }
            return block(GLOBAL_UNICAST).contains(ipv6) && !isIn(IPV6, ipv6) && !ipv6.isIsatap();
        }
        return !isIn(IPV4, address);
    }

    /** Returns whether the library itself knows that an address is not public. */
    private static boolean isSpecial(IPAddress address) {
        boolean special = address.isLoopback() || address.isMulticast() || address.isAnyLocal() || address.isLocal();
        if (address instanceof IPv4Address ipv4) {
            return special || ipv4.isPrivate() || ipv4.isLinkLocal();
        }
        IPv6Address ipv6 = (IPv6Address) address;
        return special
                || ipv6.isLinkLocal()
                || ipv6.isSiteLocal()
                || ipv6.isUniqueLocal()
                || ipv6.isIPv4Mapped()
                || ipv6.isIPv4Compatible()
                || ipv6.is6To4()
                || ipv6.isTeredo()
                || ipv6.isIsatap();
    }

    private static void compare(IPAddress address) {
        compare(address, "border");
    }

    private static void compare(IPAddress address, String origin) {
        boolean actual = SpecialAddresses.isPublic(address.toInetAddress());
        assertThat(actual).as("%s, %s", address, origin).isEqualTo(isPublic(address));
        if (isSpecial(address)) {
            assertThat(actual).as("%s, %s", address, origin).isFalse();
        }
    }

    static Stream<String> blocks() {
        return Stream.of(
                        IPV4,
                        IPV6,
                        List.of(GLOBAL_UNICAST, "64:ff9b::/96", "64:ff9b:1::/48", "::/96", "::ffff:0:0/96"),
                        List.of("fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8", "100::/64", "5f00::/16", "::1/128"))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void agreesAtTheBordersOfEachBlock(String text) {
        IPAddress first = block(text).getLower();
        IPAddress last = block(text).getUpper();
        compare(first);
        compare(last);
        if (!first.isZero()) {
            compare(first.increment(-1));
        }
        if (!last.isMax()) {
            compare(last.increment(1));
        }
    }

    @Test
    void agreesForRandomAddresses() {
        long seed = Long.getLong("seed", 20261126L);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<IPAddress> all = Stream.concat(blocks(), Stream.of("0.0.0.0/0", "::/0"))
                .map(SpecialAddressesDifferentialTest::block)
                .toList();

        IntStream.range(0, RANDOM_ADDRESSES).forEach(i -> {
            IPAddress block = all.get(random.nextInt(all.size()));
            byte[] bytes = new byte[block.getByteCount()];
            random.nextBytes(bytes);
            byte[] prefix = block.getLower().getBytes();
            int bits = block.getNetworkPrefixLength();
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                bytes[bit / 8] = (byte) ((bytes[bit / 8] & ~mask) | (prefix[bit / 8] & mask));
            }
            compare(bytes.length == 4 ? new IPv4Address(bytes) : new IPv6Address(bytes), "seed " + seed);
        });
    }

    @Test
    void agreesForIpv4AddressesBehindNat64() {
        Stream.concat(IPV4.stream(), Stream.of("8.8.8.8/32", "47.110.23.1/32"))
                .map(SpecialAddressesDifferentialTest::block)
                .flatMap(block -> Stream.of(block.getLower(), block.getUpper()))
                .map(ipv4 -> "64:ff9b::" + ipv4.withoutPrefixLength().toCanonicalString())
                .forEach(address -> compare(block(address), address));
    }
}
