// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.util.TimeUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @Test
    void parsesFormsOfCamelAndIso8601() {
        Map.of(
                        "15m", ofMinutes(15),
                        "1h30m", ofMinutes(90),
                        "1d2h3m4s5ms",
                                ofDays(1)
                                        .plusHours(2)
                                        .plusMinutes(3)
                                        .plusSeconds(4)
                                        .plusMillis(5),
                        "500ms", ofMillis(500),
                        "90S", ofSeconds(90),
                        "PT1H", ofHours(1),
                        "P1DT2H", ofHours(26),
                        "-PT1S", ofSeconds(-1),
                        " 7d\n", ofDays(7))
                .forEach((text, duration) ->
                        assertThat(DurationText.parse("x", text)).as(text).isEqualTo(duration));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1s", "5m", "2h", "3d", "1d2h", "1h30m", "1m30s", "1s500ms", "250ms", "1d1ms"})
    void parsesSameDurationAsCamel(String text) {
        assertThat(DurationText.parse("x", text)).isEqualTo(TimeUtils.toDuration(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "soon",
                "1.5s",
                "1h 30m",
                "30m1h",
                "1s1s",
                "1w",
                "s",
                "-1h",
                "+5",
                "0",
                "-1",
                "3600",
                "86000",
                "60000.0",
                "106751991167301d",
                "9223372036854775807",
                "999999999999999999d",
                "999999999999999999h",
                "PT9223372036854775807H",
                "\u0661\u0665m",
                "\uff11\uff15m",
                "{{user.home}}",
                "P",
                "PT"
            })
    void refusesOtherText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse("expiration", text))
                .withMessage(
                        "expiration: must be a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H, was '"
                                + text + "'")
                .withNoCause();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1s", "9", "1h", "PT", "P1D", "1", " ", "\r\n", "d"})
    void refusesLongTextImmediatelyAndShortensItInTheMessage(String part) {
        String text = "1" + part.repeat(1_000_000);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse("expiration", text.isBlank() ? text : text + "x"))
                .satisfies(e -> assertThat(e.getMessage())
                        .hasSizeLessThan(300)
                        .contains("characters)")
                        .doesNotContain("\n"));
    }

    @Test
    void largestDurationsDoNotOverflow() {
        assertThat(DurationText.parse("x", "106751991167300d")).isEqualTo(Duration.ofDays(106_751_991_167_300L));
        assertThat(DurationText.parse("x", "999999999999999999ms").toMillis()).isEqualTo(999_999_999_999_999_999L);
    }
}
