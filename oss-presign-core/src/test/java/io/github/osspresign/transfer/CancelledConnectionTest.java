// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ChildJvm;
import io.github.osspresign.test.SettableClock;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * HttpClient throws exceptions of several types if a request is cancelled just before it connects. The log of HttpClient
 * is the only place where a test can meet each of these moments, so another virtual machine writes it.
 */
class CancelledConnectionTest {

    @Test
    void aTransferThatIsCancelledInAnyStepOfHttpClientFailsAsEveryTransfer() throws Exception {
        String output = ChildJvm.with("-Dorg.slf4j.simpleLogger.log.org.apache.hc.client5=debug")
                .run(Program.class);
        List<String> outcomes =
                output.lines().filter(line -> line.startsWith("outcome: ")).toList();
        assertThat(outcomes).hasSizeGreaterThan(10).last().isEqualTo("outcome: 9 bytes");
        assertThat(outcomes.subList(0, outcomes.size() - 1))
                .containsOnly("outcome: io.github.osspresign.error.DownloadFailedException");
    }

    /** Cancels a transfer at the first line of the log, then one at the second, until one ends before. */
    static final class Program {

        private Program() {}

        /** Prints how each transfer ended. */
        public static void main(String[] arguments) throws Exception {
            SettableClock clock = new SettableClock(Instant.now());
            try (OssDevServer server =
                            OssDevServer.builder().bucket("demo").clock(clock).start();
                    TransferClient client = new TransferClient(Links.OPTIONS, clock)) {
                server.putObject("demo", "k", new byte[9]);
                String url = new SignedLinks(server, "demo", clock).url("GET", "k", Map.of(), Duration.ofMinutes(30));
                String outcome = "";
                for (int line = 1; !outcome.endsWith("bytes"); line++) {
                    outcome = outcome(client, PresignedLink.of(url), line);
                    System.out.println("outcome: " + outcome);
                }
            }
        }

        private static String outcome(TransferClient client, PresignedLink link, int line) throws Exception {
            Cancellation cancellation = new Cancellation();
            AtomicInteger left = new AtomicInteger(line);
            System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
                @Override
                public void println(String text) {
                    if (left.decrementAndGet() == 0) {
                        cancellation.cancel();
                    }
                }
            });
            try (DownloadStream stream =
                    (DownloadStream) client.stream(ObjectRequest.builder(link).build(), cancellation)) {
                return stream.readAllBytes().length + " bytes";
            } catch (Exception e) {
                return e.getClass().getName();
            }
        }
    }
}
