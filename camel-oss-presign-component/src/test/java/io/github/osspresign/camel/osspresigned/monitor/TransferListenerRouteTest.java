// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferListener;
import io.github.osspresign.camel.listener.TransferStatus;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.camel.osspresigned.OperationTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** A listener bean, event notifiers of Camel and the log are notified when downloads start, progress and finish. */
public class TransferListenerRouteTest extends OperationTestSupport {

    private static final int SIZE = 3_500_000;
    private static final long MIB = 1024 * 1024;

    @Test
    void beanIsNotifiedOfStartProgressAndEnd() {
        String url = stored("dir/report.bin", SIZE);
        remembering.atProgress = () -> clock.advance(Duration.ofSeconds(1));

        fetch(url);

        assertThat(remembering.started).hasSize(1);
        assertThat(remembering.started.get(0).routeId()).isEqualTo("fetch");
        assertThat(remembering.started.get(0).linkLife()).isEqualTo(Duration.ofHours(1));
        assertThat(remembering.started.get(0).maskedUrl())
                .startsWith(server.endpoint() + "/demo/dir/report.bin?")
                .doesNotContain(signature(url));
        List<TransferStatus> heard = remembering.progress;
        assertThat(heard).hasSize(4).extracting(TransferStatus::fileName).containsOnly("report.bin");
        assertThat(heard).extracting(TransferStatus::total).containsOnly((long) SIZE);
        assertThat(heard).extracting(TransferStatus::bytes).isSorted().endsWith((long) SIZE);
        assertThat(heard.get(0).bytesPerSecond()).isEqualTo(-1);
        assertThat(heard.get(0).timeLeft()).isNull();
        assertThat(heard.get(1).bytesPerSecond()).isBetween(MIB * 8 / 10, MIB * 12 / 10);
        assertThat(heard.get(1).timeLeft()).isEqualTo(Duration.ofSeconds(2));
        assertThat(heard.get(3).timeLeft()).isZero();
        TransferEnd end = onlyEnd();
        assertThat(end.outcome()).isEqualTo(Outcome.DOWNLOADED);
        assertThat(end.object()).isEqualTo(new TransferredObject("report.bin", SIZE, VerifiedBy.crc64, 1, 0));
        assertThat(end.duration()).isEqualTo(Duration.ofSeconds(4));
        assertThat(end.bytesPerSecond()).isEqualTo(SIZE / 4);
        assertThat(end.failure()).isNull();
    }

    @Test
    void fileThatIsTakenAwayAtOnceIsAFinishedDownload() {
        String url = stored("dir/report.bin", SIZE);
        remembering.atProgress = () -> inbox().resolve("report.bin").toFile().delete();

        fetch(url);

        assertThat(onlyEnd().failure()).isNull();
        assertThat(filesIn(inbox())).isEmpty();
        assertThat(getMockEndpoint("mock:out").getExchanges())
                .singleElement()
                .satisfies(exchange -> assertThat(exchange.getMessage().getHeader(Exchange.FILE_LENGTH))
                        .isEqualTo((long) SIZE));
    }

    @Test
    void beanIsNotifiedOfRetriesAndClockSkew() {
        String url = stored("k", 1000);
        server.inject(new Fault.WrongCrc64());

        fetch(url);

        assertThat(remembering.retries).singleElement().isInstanceOf(ChecksumMismatchException.class);
        assertThat(remembering.skews).hasSize(2).containsOnly(Duration.ZERO);
        assertThat(onlyEnd().object()).isNotNull();
        assertThat(onlyEnd().object().attempts()).isEqualTo(2);
    }

    @Test
    void beanIsNotifiedOfFailuresAndExistingFiles() throws Exception {
        fetch(link("missing"));
        assertThat(onlyEnd().failureType()).isEqualTo("ObjectNotFoundException");
        remembering.finished.clear();

        String url = stored("k", 10);
        send(osspresigned("&fileName=k"), url, Map.of());
        send(osspresigned("&fileName=k&fileExist=Ignore&transferListener=#remembering"), url, Map.of());

        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.EXISTING);
        assertThat(onlyEnd().object()).isNull();
    }

    @Test
    void exceptionInProgressFailsTheDownload() {
        remembering.atProgress = () -> {
            throw new IllegalStateException("enough");
        };

        Exchange result =
                template.send("direct:links", exchange -> exchange.getMessage().setBody(stored("k", SIZE)));

        assertThat(result.getException()).hasMessage("enough");
        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(filesIn(inbox())).doesNotContain("k");
    }

    @Test
    void exceptionInOtherMethodsDoesNotAffectTheDownload() throws Exception {
        context.getRegistry().bind("failing", new TransferListener() {
            @Override
            public void finished(TransferEnd end) {
                throw new IllegalStateException("too late");
            }
        });

        Exchange result = send(osspresigned("&transferListener=#failing"), stored("k", "content"), Map.of());

        assertThat(result.getMessage().getBody(String.class)).isEqualTo("content");
    }

    @Test
    void listenerGetsSummaryOfMessageWithManyLinks() throws Exception {
        List<LinkSummary> batches = new CopyOnWriteArrayList<>();
        context.getRegistry().bind("watch", new TransferListener() {
            @Override
            public void batchFinished(String exchangeId, LinkSummary summary) {
                batches.add(summary);
            }
        });
        addRoutes(routes -> routes.from(osspresigned("&transferListener=#watch&linkSource=direct:list"))
                .to("mock:out"));
        String list = stored("a", "A") + "\r\n" + link("missing") + "\r\n" + stored("b", "B");

        template.send("direct:list", exchange -> exchange.getMessage().setBody(list));

        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).links()).isEqualTo(3);
        assertThat(batches.get(0).downloaded()).isEqualTo(2);
        assertThat(batches.get(0).failed()).containsExactly(Map.entry("ObjectNotFoundException", 1));
    }

    @Test
    void logHasOneLineForEachFinishedDownload() throws Exception {
        String url = stored("k", 10);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            fetch(url);
            send(osspresigned("&fileName=k&fileExist=Ignore"), url, Map.of());
            fetch(link("missing"));
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("INFO io.github.osspresign")))
                .singleElement()
                .asString()
                .contains(
                        "io.github.osspresign.camel.osspresigned - Downloaded 'k': 10 bytes, verified by crc64, attempts 1, resumed 0 bytes, 0 ms, http://")
                .doesNotContain(signature(url));
    }

    private TransferEnd onlyEnd() {
        assertThat(remembering.finished).hasSize(1);
        return remembering.finished.get(0);
    }

    public static String signature(String url) {
        return url.replaceAll(".*x-oss-signature=([^&]*).*", "$1");
    }
}
