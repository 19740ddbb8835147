// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit is in bit/s or bytes per second, and within the range of the service. */
class TrafficLimitTest {

    @ParameterizedTest
    @CsvSource({"819200, 819200", "838860800, 838860800", "100KB/s, 819200", "800kb/s, 6553600", "100 MB/s, 838860800"})
    void parsesBitsAndBytesPerSecond(String text, long bitsPerSecond) {
        assertThat(TrafficLimit.parse(text)).isEqualTo(new TrafficLimit(bitsPerSecond));
    }

    @ParameterizedTest
    @ValueSource(strings = {"819199", "838860801", "99KB/s", "101MB/s", "fast", "", "-1", "1GB/s", "999999999999MB/s"})
    void rejectsInvalidLimits(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrafficLimit.parse(text))
                .withMessage(
                        "trafficLimit: must be 819200 to 838860800 bit/s, or 100KB/s to 100MB/s, was '" + text + "'");
    }
}
