// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.test.PlanDocuments;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.StuckStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upload whose body does not come ends with its time, and with the stop of its context. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StuckBodyTest extends OssPresignedTestSupport {

    private static final String UPLOAD = "osspresigned:?operation=upload&" + LOCAL;

    private final StuckStream body = new StuckStream(() -> clock.advance(Duration.ofSeconds(1)));

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:upload").streamCache("false").to(UPLOAD);
    }

    @AfterEach
    void release() {
        body.released.countDown();
    }

    private CompletableFuture<Exchange> upload(String route, String kind) throws Exception {
        Map<String, Object> headers = new HashMap<>();
        if (kind.equals("plan")) {
            headers.put("CamelPresignUpload", new PlanDocuments(server, BUCKET, clock).open("k", 3));
        } else {
            String link = new SignedLinks(server, BUCKET, clock).url("PUT", "k", Map.of(), Duration.ofHours(1));
            headers.put("CamelPresignUrl", link);
        }
        return template.asyncSend(route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(headers);
        });
    }

    private static OssPresignException failure(CompletableFuture<Exchange> upload) throws Exception {
        return upload.get(20, TimeUnit.SECONDS).getException(UploadFailedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"link", "plan"})
    void stopOfContextEndsTheWaitForTheBody(String kind) throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        CompletableFuture<Exchange> upload = upload("direct:upload", kind);
        assertThat(body.reading.await(20, TimeUnit.SECONDS)).isTrue();

        long begun = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        assertThat(failure(upload)).hasMessageStartingWith("transfer was interrupted (");
    }
}
