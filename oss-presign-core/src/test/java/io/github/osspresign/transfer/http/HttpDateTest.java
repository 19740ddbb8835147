package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    @Test
    void readsDatesOfAllYearsAsHttpClientDoes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            Instant time = Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L));
            String date = DateUtils.formatStandardDate(time);
            assertThat(HttpDate.parse(date)).as("seed %d: %s", seed, date).isEqualTo(time);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
                "sun, 06 nov 1994 08:49:37 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 31 Nov 1994 08:49:37 GMT",
                "Sun, 06 Abc 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:60 GMT",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 0\u0666 Nov 1994 08:49:37 GMT",
                "Sun; 06 Nov 1994 08:49:37 GMT",
                "now",
                ""
            })
    void readsOtherTextsAsHttpClientDoes(String date) {
        assertThat(HttpDate.parse(date)).isEqualTo(DateUtils.parseStandardDate(date));
    }
}
