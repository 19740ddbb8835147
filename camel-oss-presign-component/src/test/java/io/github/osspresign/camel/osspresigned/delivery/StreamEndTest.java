// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.listener.Outcome;
import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.listener.TransferredObject;
import io.github.osspresign.camel.osspresigned.OperationTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The outcome of a stream is known when its reader is done; monitoring, idempotency and polling use this outcome. */
class StreamEndTest extends OperationTestSupport {

    private static final int SIZE = 3_000_000;

    /** Number of bytes that the route reads. */
    private volatile int wanted = Integer.MAX_VALUE;

    private final List<Integer> read = new CopyOnWriteArrayList<>();

    private void read(Exchange exchange) throws Exception {
        read.add(exchange.getMessage().getBody(InputStream.class).readNBytes(wanted).length);
    }

    private static String streaming(String options) {
        return "osspresigned:?streaming=true&" + LOCAL + OPTIONS.replace("&parallelism=1", "") + options;
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:links").to(streaming("")).process(StreamEndTest.this::read);
        routes.from("direct:once")
                .to(streaming("&idempotent=true"))
                .filter(routes.exchangeProperty(Exchange.DUPLICATE_MESSAGE).isNull())
                .process(StreamEndTest.this::read);
    }

    private TransferEnd onlyEnd() {
        assertThat(remembering.finished).hasSize(1);
        return remembering.finished.get(0);
    }

    // ---- monitoring

    @Test
    void streamReadToItsEndIsDownloaded() {
        fetch(stored("k.bin", SIZE));

        assertThat(read).containsExactly(SIZE);
        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.DOWNLOADED);
        assertThat(onlyEnd().object()).isEqualTo(new TransferredObject("k.bin", SIZE, VerifiedBy.crc64, 1, 0));
    }

    @Test
    void streamReadToItsLengthIsDownloaded() {
        wanted = SIZE;
        fetch(stored("k.bin", SIZE));

        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.DOWNLOADED);
    }

    @Test
    void streamClosedBeforeItsEndIsAbandoned() {
        wanted = SIZE - 1;
        fetch(stored("k.bin", SIZE));

        assertThat(read).containsExactly(SIZE - 1);
        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.ABANDONED);
        assertThat(onlyEnd().object()).isNull();
    }

    @Test
    void streamThatFailsDuringReadHasFailed() {
        server.inject(new Fault.WrongCrc64());
        fetch(stored("k.bin", SIZE));

        assertThat(read).isEmpty();
        assertThat(onlyEnd().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(onlyEnd().failure()).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void objectWithFailedStreamIsDeliveredAgain() throws Exception {
        String url = stored("k.bin", SIZE);
        server.inject(new Fault.WrongCrc64());
        assertThatThrownBy(() -> send("direct:once", url, Map.of())).isInstanceOf(ChecksumMismatchException.class);
        server.clearFaults();

        Exchange second = send("direct:once", url, Map.of());

        assertThat(second.getProperty(Exchange.DUPLICATE_MESSAGE)).isNull();
        assertThat(read).containsExactly(SIZE);
    }
}
