// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TransferClient;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A listener hears of every response, and of attempts that are followed by another one. */
class ProgressListenerTest extends DevServerTestSupport {

    private final List<Object> heard = new CopyOnWriteArrayList<>();

    private final ProgressListener listener = new ProgressListener() {
        @Override
        public void progress(TransferProgress progress) {
            heard.add(progress.bytes());
        }

        @Override
        public void responseReceived(Instant serviceTime) {
            heard.add(serviceTime);
        }

        @Override
        public void retrying(OssPresignException failure) {
            heard.add(failure.getClass());
        }
    };

    private Downloaded download() throws OssPresignException {
        return download(
                patient(),
                DownloadRequest.of(
                        ObjectRequest.builder(link()).listener(listener).build(), directory));
    }

    @Test
    void aRetryIsHeardBetweenTheResponsesOfTwoAttempts() throws Exception {
        store(100);
        server.inject(new Fault.CutBodyAfter(50));
        Instant first = clock.instant();

        assertThat(download().attempts()).isEqualTo(2);

        assertThat(heard)
                .startsWith(first, TruncatedBodyException.class)
                .endsWith(100L)
                .hasSize(4);
    }

    @Test
    void aRefusalIsAResponseTooAndTheLastFailureNoRetry() {
        assertThatThrownBy(this::download).isInstanceOf(ObjectNotFoundException.class);

        assertThat(heard).containsExactly(clock.instant());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "3600, 3600", "-1, 0", "1h, 0", "99999999999999999999, 0"})
    void ageOfCachedResponseIsAddedToItsDate(String age, long seconds) throws Exception {
        try (ScriptedServer cache = new ScriptedServer(ScriptedResponse.ok("abc")
                        .with("Date", "Thu, 01 Jan 2026 10:00:00 GMT")
                        .with("Age", age));
                TransferClient client = client(patient())) {
            client.download(DownloadRequest.of(
                    ObjectRequest.builder(Links.to(cache)).listener(listener).build(), directory));
        }

        assertThat(heard).startsWith(Instant.parse("2026-01-01T10:00:00Z").plusSeconds(seconds));
    }

    @Test
    void aResponseWithoutADateIsNotHeard() throws Exception {
        try (ScriptedServer silent =
                        new ScriptedServer(ScriptedResponse.ok("abc").with("Date", "yesterday"));
                TransferClient client = client(patient())) {
            client.download(DownloadRequest.of(
                    ObjectRequest.builder(Links.to(silent)).listener(listener).build(), directory));
        }

        assertThat(heard).containsExactly(3L);
    }
}
