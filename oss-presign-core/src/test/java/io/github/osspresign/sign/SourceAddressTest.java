// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A source address is an IPv4 address or a CIDR block. */
class SourceAddressTest {

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7, 32", "192.0.2.0/24, 192.0.2.0, 24", "10.0.0.0/1, 10.0.0.0, 1"})
    void addressOrBlockBecomesTwoParameters(String text, String ip, String bits) {
        assertThat(SourceAddress.parameters(text))
                .containsOnly(Map.entry("x-oss-ac-source-ip", ip), Map.entry("x-oss-ac-subnet-mask", bits));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "192.0.2",
                "192.0.2.256",
                "192.0.2.07",
                "192.0.2.7/0",
                "192.0.2.7/33",
                "192.0.2.7/",
                "::1",
                "example.com",
                "192.0.2.7 "
            })
    void rejectsTextThatIsNotIpv4AddressOrBlock(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceAddress.parameters(text))
                .withMessageStartingWith("sourceIp: must be an IPv4 address")
                .withMessageEndingWith(", was '" + text + "'");
    }
}
