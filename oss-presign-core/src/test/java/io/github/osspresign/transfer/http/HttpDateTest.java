// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.wire.Responses;
import java.time.Instant;
import java.util.SplittableRandom;
import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    @Test
    void anyTimeIsReadAsHttpClientReadsIt() {
        SplittableRandom random = new SplittableRandom(1);
        long end = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
        for (int i = 0; i < 10_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(end));
            String text = DateUtils.formatStandardDate(time);
            assertThat(HttpDate.parse(text)).as(text).isEqualTo(time).isEqualTo(DateUtils.parseStandardDate(text));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "sun, 06 nov 1994 08:49:37 gmt",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nox 1994 08:49:37 GMT",
                "Sun, 06 ovD 1994 08:49:37 GMT",
                "Sun, 32 Nov 1994 08:49:37 GMT",
                "Wed, 30 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:60 GMT",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sat, 01 Jan 0000 00:00:00 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08-49-37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT ",
                "784111777",
                ""
            })
    void otherTextIsReadAsHttpClientReadsIt(String text) {
        assertThat(HttpDate.parse(text)).isEqualTo(DateUtils.parseStandardDate(text));
    }

    @Test
    void dateOfAnImpossibleYearIsNoDateAndNoAgeMakesItOne() {
        for (String year : new String[] {"999999999", "+999999999", "10000"}) {
            String date = "Fri, 31 Dec " + year + " 23:59:59 GMT";

            assertThat(HttpDate.parse(date)).as(date).isNull();
            assertThat(HttpDate.of(Responses.of(200, new byte[0], "Date", date, "Age", "999999999")))
                    .as(date)
                    .isNull();
        }
        assertThat(HttpDate.of(
                        Responses.of(200, new byte[0], "Date", "Fri, 31 Dec 9999 23:59:59 GMT", "Age", "999999999")))
                .isEqualTo(Instant.parse("9999-12-31T23:59:59Z").plusSeconds(999_999_999));
    }
}
