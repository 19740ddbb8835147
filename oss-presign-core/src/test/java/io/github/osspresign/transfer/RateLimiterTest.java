// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.transfer.http.Sleeper;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.TransferOptions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void anInterruptEndsTheWait(int parallelism) {
        store(3_000_000);
        Sleeper interrupted = (wait, until) -> {
            throw new InterruptedException();
        };
        TransferOptions options = patient(
                with -> with.maxBytesPerSecond(1000).parallelism(parallelism).partSize(1_000_000));
        try (TransferClient client = client(options, interrupted)) {
            assertThatThrownBy(() -> client.download(Links.request(link(), directory)))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("transfer was interrupted (");
        }
        assertThat(Thread.interrupted() || parallelism > 1).isTrue();
    }
}
