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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.AsyncProcessorSupport;
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

    private List<String> keys() {
        try (OSSClient client = client()) {
            List<ObjectSummary> listed = client.listObjectsV2(
                            ListObjectsV2Request.newBuilder().bucket("demo").build())
                    .contents();
            return listed == null
                    ? List.of()
                    : listed.stream().map(ObjectSummary::key).toList();
        } catch (Exception e) {
            throw new IllegalStateException(e);
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
        watch("&deleteAfterRead=always", exchange -> there.set(keys().contains("in/a.txt")));

        await().until(() -> keys().equals(List.of("other/a.txt")));
        assertThat(delivered).containsExactly("in/a.txt");
        assertThat(there).isTrue();
    }

    @Test
    void objectIsMovedWithItsContent() throws Exception {
        put("in/day/a.txt", "content");
        watch("&deleteAfterRead=always&moveTo=done/", exchange -> {});

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
        watch("&deleteAfterRead=always", exchange -> {
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

    @ParameterizedTest
    @ValueSource(strings = {"", "&stateRepository=#position"})
    void objectThatChangedMeanwhileStaysUntilItIsDeliveredToo(String option) throws Exception {
        context.getRegistry().bind("position", new MemoryStateRepository());
        put("in/a.txt", "first");
        List<Long> sizes = new CopyOnWriteArrayList<>();
        watch("&deleteAfterRead=always" + option, exchange -> {
            sizes.add(exchange.getMessage().getHeader(PresignConstants.OBJECT_SIZE, Long.class));
            if (sizes.size() == 1) {
                put("in/a.txt", "second content");
            }
        });

        await().until(() -> keys().isEmpty());
        assertThat(sizes).containsExactly(5L, 14L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"&deleteAfterRead=always", "&deleteAfterRead=always&moveTo=done/"})
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
    void objectThatComesAgainWhileAListingStillHasItIsDeliveredAgain(String option) throws Exception {
        AtomicReference<AsyncCallback> inFlight = new AtomicReference<>();
        context.getRegistry().bind("position", new MemoryStateRepository());
        context.getRegistry().bind("seen", new MemoryIdempotentRepository() {
            @Override
            public boolean contains(String key) {
                AsyncCallback first = inFlight.get();
                // The page of the listing with both keys is there already.
                if (first != null && key.contains("in/a.txt") && keys().contains("in/b.txt")) {
                    first.done(false);
                    put("in/b.txt");
                }
                return super.contains(key);
            }
        });
        put("in/b.txt");
        AsyncProcessor slowAtFirst = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                delivered.add(exchange.getMessage().getHeader(PresignConstants.SOURCE_OBJECT_KEY, String.class));
                boolean first = inFlight.compareAndSet(null, callback);
                if (!first) {
                    callback.done(true);
                }
                return !first;
            }
        };
        addRoutes(routes -> routes.from(
                        bucketUri() + POLLS + "&deleteAfterRead=always&idempotentRepository=#seen" + option)
                .process(slowAtFirst));
        await().until(() -> inFlight.get() != null);

        put("in/a.txt");

        await().until(() -> delivered.size() == 3 && keys().isEmpty());
        assertThat(delivered).containsExactly("in/b.txt", "in/a.txt", "in/b.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&maxMessagesPerPoll=1", "&maxMessagesPerPoll=2&stateRepository=#position"})
    void objectsWithUnusualKeysAreMoved(String option) throws Exception {
        context.getRegistry().bind("position", new MemoryStateRepository());
        // In the order of their UTF-8 bytes.
        List<String> names = List.of(
                "",
                "\u0001",
                "\n",
                " a ",
                "%2Bb",
                "+",
                "..b",
                "//x/",
                "<x>&amp;\"",
                "?acl&a=b#c",
                "\\x",
                "u\u0308",
                "\u007f",
                "\u00fc",
                "\uffee",
                "\ud83d\ude00");
        names.forEach(name -> put("in/" + name, "content of " + name));
        watch("&deleteAfterRead=always&moveTo=RAW(done ü/)" + option, exchange -> {});

        await().atMost(Duration.ofMinutes(1)).until(() -> keys().stream().noneMatch(key -> key.startsWith("in/")));
        assertThat(delivered)
                .containsExactlyElementsOf(
                        names.stream().map(name -> "in/" + name).toList());
        for (String name : names) {
            assertThat(new String(server.objectBytes("demo", "done ü/" + name), UTF_8))
                    .isEqualTo("content of " + name);
        }
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
        watch("&deleteAfterRead=always" + option, exchange -> {});

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
                "&moveTo=in/done/ | moveTo: must not begin with the prefix 'in/'",
                "&moveTo= | moveTo: must not be empty",
                "&moveTo=i | moveTo: must not begin with the prefix 'in/' or be its beginning"
            })
    void wrongOptionsAreRefused(String options, String message) {
        assertThatThrownBy(() -> watch(options, exchange -> {})).hasMessageContaining(message);
    }

    @Test
    void moveWithoutAPrefixIsRefused() {
        assertThatThrownBy(() -> addRoutes(
                        routes -> routes.from(bucketUri() + "&moveTo=done/").to("mock:out")))
                .hasMessageContaining("moveTo: must be used with prefix, which it replaces, was 'done/'");
    }

    @Test
    void limitsOfTheOperatorHold() {
        Objects.requireNonNull(context.getComponent("presign", PresignComponent.class))
                .setAllowedMethods("GET");
        assertThatThrownBy(() -> watch("&deleteAfterRead=always", exchange -> {}))
                .hasMessageContaining("method: must be one of the methods");
    }
}
