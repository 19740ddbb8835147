// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.model.Downloaded;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Bytes come no faster than they may. */
class RateLimiterTest extends DevServerTestSupport {

    @Test
    void aDownloadTakesItsTime() throws Exception {
        byte[] content = store(3_000_000);

        Downloaded result = download(patient(with -> with.maxBytesPerSecond(1_000_000)));

        assertThat(result.file()).hasBinaryContent(content);
        // The last bytes are taken before their time is over.
        assertThat(result.duration()).isBetween(Duration.ofMillis(2800), Duration.ofMillis(3000));
    }

    @Test
    void aLimitThatIsNotReachedCostsNothing() throws Exception {
        store(3_000_000);
        Downloaded result = download(patient());
        assertThat(result.duration()).isZero();
        assertThat(waits).isEmpty();
    }
}
