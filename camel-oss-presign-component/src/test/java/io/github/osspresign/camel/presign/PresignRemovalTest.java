// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.ListObjectsV2Request;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Processor;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer deletes or moves an object after its exchange has succeeded, and never before. */
@Execution(ExecutionMode.CONCURRENT)
class PresignRemovalTest extends PresignServerTestSupport {

    private static final String POLLS = "&prefix=in/&initialDelay=0&delay=50";

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    private List<String> keys() throws Exception {
        try (OSSClient client = client()) {
            List<ObjectSummary> listed = client.listObjectsV2(
                            ListObjectsV2Request.newBuilder().bucket("demo").build())
                    .contents();
            return listed == null
                    ? List.of()
                    : listed.stream().map(ObjectSummary::key).toList();
        }
    }

    private void watch(String options, Processor route) throws Exception {
        addRoutes(routes -> routes.from(bucketUri() + POLLS + options)
                .process(route)
                .process(exchange -> delivered.add(
                        exchange.getMessage().getHeader(PresignConstants.SOURCE_OBJECT_KEY, String.class))));
    }

    @Test
    void objectIsDeletedAfterTheWholeRoute() throws Exception {
        put("in/a.txt");
        put("other/a.txt");
        AtomicBoolean there = new AtomicBoolean();
        watch("&deleteAfterRead=true", exchange -> there.set(keys().contains("in/a.txt")));

        await().until(() -> keys().equals(List.of("other/a.txt")));
        assertThat(delivered).containsExactly("in/a.txt");
        assertThat(there).isTrue();
    }

    @Test
    void objectIsMovedWithItsContent() throws Exception {
        put("in/day/a.txt", "content");
        watch("&moveTo=done/", exchange -> {});

        await().until(() -> keys().equals(List.of("done/day/a.txt")));
        assertThat(new String(server.objectBytes("demo", "done/day/a.txt"), UTF_8))
                .isEqualTo("content");
        assertThat(delivered).containsExactly("in/day/a.txt");
    }

    @Test
    void objectOfAFailedExchangeStaysAndIsDeletedAfterTheNextOne() throws Exception {
        put("in/a.txt");
        AtomicBoolean failed = new AtomicBoolean();
        List<String> atTheSecondAttempt = new CopyOnWriteArrayList<>();
        watch("&deleteAfterRead=true", exchange -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("not yet");
            }
            atTheSecondAttempt.addAll(keys());
        });

        await().until(() -> keys().isEmpty());
        assertThat(atTheSecondAttempt).containsExactly("in/a.txt");
    }

    @Test
    void objectIsDeletedOnlyAfterItsDownloadAndTheStepsBehindItHaveSucceeded(@TempDir Path inbox) throws Exception {
        put("in/a.txt", "content");
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no", Map.of()),
                1,
                request -> request.method().equals("GET") && request.target().contains("in/a.txt"));
        List<String> attempts = new CopyOnWriteArrayList<>();
        List<Boolean> stored = new CopyOnWriteArrayList<>();
        addRoutes(routes -> routes.from(bucketUri() + POLLS + "&deleteAfterRead=true")
                .process(exchange -> {
                    stored.add(keys().contains("in/a.txt"));
                    attempts.add("watched");
                })
                .to("osspresigned:" + inbox + "?allowedHosts=127.0.0.1:*&allowPrivateAddresses=true&allowHttp=true")
                .process(exchange -> {
                    stored.add(keys().contains("in/a.txt"));
                    attempts.add("downloaded");
                    if (attempts.size() < 5) {
                        throw new IllegalStateException("not yet");
                    }
                }));

        await().until(() -> keys().isEmpty());
        assertThat(attempts).containsExactly("watched", "watched", "downloaded", "watched", "downloaded");
        assertThat(stored).hasSize(5).containsOnly(true);
        assertThat(inbox.resolve("a.txt")).hasContent("content");
    }

    @Test
    void objectThatChangedMeanwhileStaysUntilItIsDeliveredToo() throws Exception {
        put("in/a.txt", "first");
        List<Long> sizes = new CopyOnWriteArrayList<>();
        watch("&deleteAfterRead=true", exchange -> {
            sizes.add(exchange.getMessage().getHeader(PresignConstants.OBJECT_SIZE, Long.class));
            if (sizes.size() == 1) {
                put("in/a.txt", "second content");
            }
        });

        await().until(() -> keys().isEmpty());
        assertThat(sizes).containsExactly(5L, 14L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&deleteAfterRead=true", "&moveTo=done/"})
    void objectThatComesAgainWithTheSameContentIsDeliveredAgain(String option) throws Exception {
        put("in/a.txt");
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        context.getRegistry().bind("seen", seen);
        watch(option + "&idempotentRepository=#seen", exchange -> {});
        await().until(() -> !keys().contains("in/a.txt"));

        put("in/a.txt");

        await().until(() -> !keys().contains("in/a.txt"));
        assertThat(delivered).containsExactly("in/a.txt", "in/a.txt");
        assertThat(seen.getCache()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&stateRepository=#position"})
    void failedDeletionIsRepeatedWithoutAnotherDelivery(String option) throws Exception {
        context.getRegistry().bind("position", new MemoryStateRepository());
        put("in/a.txt");
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no", Map.of()),
                1,
                request -> request.method().equals("DELETE"));
        watch("&deleteAfterRead=true" + option, exchange -> {});

        await().until(() -> keys().isEmpty());
        assertThat(delivered).containsExactly("in/a.txt");
        assertThat(server.requests())
                .filteredOn(request -> request.method().equals("DELETE"))
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " | ",
            value = {
                "&deleteAfterRead=true&moveTo=done/ | moveTo: must not be set together with deleteAfterRead",
                "&moveTo=in/done/ | moveTo: must not begin with the prefix 'in/'"
            })
    void wrongOptionsAreRefused(String options, String message) {
        assertThatThrownBy(() -> watch(options, exchange -> {})).hasMessageContaining(message);
    }

    @Test
    void limitsOfTheOperatorHold() {
        Objects.requireNonNull(context.getComponent("presign", PresignComponent.class))
                .setAllowedMethods("GET");
        assertThatThrownBy(() -> watch("&deleteAfterRead=true", exchange -> {}))
                .hasMessageContaining("method: must be one of the methods");
    }
}
