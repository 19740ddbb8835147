// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.listener.SigningEvent;
import io.github.osspresign.sign.LifetimeLimit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a watcher stores and the audit log contains, as version 1.0.0 writes it, in samples that are never changed. An upgrade and a roll-back
 * neither lose nor repeat an object.
 */
class PresignFormatsTest extends PresignServerTestSupport {

    private static final String POLLS = "&initialDelay=0&delay=50";
    private static final String POSITION = POLLS + "&stateRepository=#position";

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();

    /** Returns a copy of a sample. */
    private Path sample(String name) throws Exception {
        Path sample = Path.of(Objects.requireNonNull(PresignFormatsTest.class.getResource("/formats/1.0/" + name))
                .toURI());
        return Files.copy(sample, folder.resolve(name));
    }

    private static FileStateRepository stateIn(Path file) {
        return FileStateRepository.fileStateRepository(file.toFile());
    }

    private static FileIdempotentRepository keysIn(Path file) {
        FileIdempotentRepository repository = new FileIdempotentRepository();
        repository.setFileStore(file.toFile());
        return repository;
    }

    private CamelContext watcher(String options, Map<String, Object> beans) throws Exception {
        CamelContext watcher = new DefaultCamelContext();
        watcher.addComponent("presign", new PresignComponent(Map.of(), null));
        beans.forEach(watcher.getRegistry()::bind);
        RouteBuilder.addRoutes(
                watcher,
                routes -> routes.from(bucketUri() + options).process(exchange -> delivered.add(key(exchange))));
        return watcher;
    }

    @Test
    void watcherContinuesFromThePositionOfVersion10() throws Exception {
        Path state = sample("watcher-position.txt");
        List<String> settled = List.of("2024-01-01/a", "2024-01-02/报 告,=:");
        settled.forEach(this::put);
        List<String> due = List.of("2024-01-01/bad", "2024-01-01/坏, b", "2024-01-03/a");
        due.forEach(this::put);
        try (CamelContext watcher = watcher(POSITION, Map.of("position", stateIn(state)))) {
            watcher.start();
            patiently().until(() -> delivered.size() >= 3);
            awaitFurtherRequests(4);
        }
        assertThat(delivered).containsExactlyInAnyOrderElementsOf(due);
        assertThat(Files.readAllLines(state)).containsExactlyInAnyOrder("demo/=v1:2024-01-03/a", "demo/#failed=v1:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"demo/", "demo/#failed"})
    void watcherRefusesThePositionOfANewerVersionAndLeavesItToThatVersion(String entry) throws Exception {
        Path state = sample("watcher-position.txt");
        Files.writeString(state, Files.readString(state).replace(entry + "=v1:", entry + "=v2:"));
        String newer = Files.readString(state);
        put("2024-01-01/a");
        put("2024-01-03/a");
        try (CamelContext watcher = watcher(POSITION, Map.of("position", stateIn(state)))) {
            assertThatThrownBy(watcher::start)
                    .hasStackTraceContaining("stateRepository: entry '" + entry + "' must begin with v1:, was 'v2:");
        }
        assertThat(delivered).isEmpty();
        assertThat(server.requests()).isEmpty();
        assertThat(state).hasContent(newer);
    }

    @ParameterizedTest
    @CsvSource({"2024-01-02/a, 2024-01-02/a", "'{\"key\":\"a\"}', '{\"key\":\"a\"}'", "v10:a, v10:a", "v1, v1"})
    void watcherRefusesAPositionWithoutItsVersion(String value, String shown) throws Exception {
        MemoryStateRepository state = new MemoryStateRepository();
        state.start();
        state.setState("demo/", value);
        put("2024-01-03/a");
        try (CamelContext watcher = watcher(POSITION, Map.of("position", state))) {
            assertThatThrownBy(watcher::start)
                    .hasStackTraceContaining("stateRepository: entry 'demo/' must begin with v1:, was '" + shown
                            + "'; another version of camel-oss-presign has written it. Run that version, or replace the"
                            + " value by v1: and percent-encoded keys");
        }
        assertThat(state.getState("demo/")).isEqualTo(value);
        assertThat(delivered).isEmpty();
    }

    @Test
    void watcherWithAnEmptyPositionBeginsWithTheFirstKey() throws Exception {
        MemoryStateRepository state = new MemoryStateRepository();
        state.start();
        state.setState("demo/", "");
        state.setState("demo/#failed", "");
        put("a");
        try (CamelContext watcher = watcher(POSITION, Map.of("position", state))) {
            watcher.start();
            patiently().until(() -> "v1:a".equals(state.getState("demo/")));
        }
        assertThat(delivered).containsExactly("a");
    }

    /** As during a rolling upgrade, when the newer version leads already. */
    @Test
    void runningWatcherNeitherUsesNorReplacesThePositionOfANewerVersion() throws Exception {
        MemoryStateRepository state = new MemoryStateRepository();
        state.start();
        put("a");
        Map<String, Object> beans = Map.of("position", state, "failures", failuresHandler());
        try (CamelContext watcher = watcher(POSITION + "&exceptionHandler=#failures", beans)) {
            watcher.start();
            patiently().until(() -> "v1:a".equals(state.getState("demo/")));
            state.setState("demo/", "v2:newer");
            patiently().until(() -> !failures.isEmpty());
            int requests = server.requests().size();
            put("b");
            int polls = failures.size();
            patiently().until(() -> failures.size() >= polls + 3);
            assertThat(server.requests()).hasSize(requests);
        }
        assertThat(state.getState("demo/")).isEqualTo("v2:newer");
        assertThat(delivered).containsExactly("a");
        assertThat(failures).allSatisfy(failure -> assertThat(failure).contains("must begin with v1:, was 'v2:newer'"));
    }

    /** The newer version takes over during the exchange of an object that fails here. */
    @Test
    void failedKeysAreNotStoredBesideThePositionOfANewerVersion() throws Exception {
        MemoryStateRepository state = new MemoryStateRepository();
        state.start();
        put("bad");
        Map<String, Object> beans = Map.of("position", state, "failures", failuresHandler());
        try (CamelContext watcher = new DefaultCamelContext()) {
            watcher.addComponent("presign", new PresignComponent(Map.of(), null));
            beans.forEach(watcher.getRegistry()::bind);
            RouteBuilder.addRoutes(
                    watcher,
                    routes -> routes.from(bucketUri() + POSITION + "&exceptionHandler=#failures")
                            .process(exchange -> {
                                state.setState("demo/", "v2:newer");
                                throw new IllegalStateException("fails");
                            }));
            watcher.start();
            patiently()
                    .until(() -> failures.stream()
                                    .filter(text -> text.contains("v2:newer"))
                                    .count()
                            >= 2);
        }
        assertThat(state.getState("demo/#failed")).isNull();
        assertThat(state.getState("demo/")).isEqualTo("v2:newer");
    }

    private LoggingExceptionHandler failuresHandler() {
        return new LoggingExceptionHandler(new DefaultCamelContext(), PresignFormatsTest.class) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                failures.add(String.valueOf(exception.getMessage()));
            }
        };
    }

    /** Keys of objects of the sample, in the order of the listing. */
    private static List<String> seenKeys() {
        return List.of("a", "b ~+#=:,", "k".repeat(70), "目录/报告.pdf");
    }

    @Test
    void objectsThatVersion10HasDeliveredAreNotRepeated() throws Exception {
        Path seen = sample("watcher-seen.txt");
        seenKeys().forEach(this::put);
        put("new");
        try (CamelContext watcher = watcher(POLLS + "&idempotentRepository=#seen", Map.of("seen", keysIn(seen)))) {
            watcher.start();
            patiently().until(() -> !delivered.isEmpty());
            awaitFurtherRequests(3);
        }
        assertThat(delivered).containsExactly("new");
    }

    /** After a roll-back, version 1.0.0 does not repeat the objects either. */
    @Test
    void keysOfDeliveredObjectsAreThoseOfVersion10() throws Exception {
        Path expected = sample("watcher-seen.txt");
        Path seen = folder.resolve("seen.txt");
        seenKeys().forEach(this::put);
        try (CamelContext watcher = watcher(POLLS + "&idempotentRepository=#seen", Map.of("seen", keysIn(seen)))) {
            watcher.start();
            patiently()
                    .until(() -> Files.exists(seen) && Files.readAllLines(seen).size() >= 4);
        }
        assertThat(seen).hasSameBinaryContentAs(expected);
    }

    @Test
    void objectWhoseDownloadVersion10HasRecordedIsRemoved() throws Exception {
        Path seen = sample("watcher-downloaded.txt");
        put("in/removed");
        String options = "&prefix=in/&deleteAfterRead=true&idempotentRepository=#seen";
        try (CamelContext watcher = watcher(POLLS + options, Map.of("seen", keysIn(seen)))) {
            watcher.start();
            patiently()
                    .until(() -> server.requests().stream()
                            .anyMatch(request -> request.method().equals("DELETE")
                                    && request.target().contains("in/removed")));
        }
        assertThat(delivered).isEmpty();
    }

    @Test
    void auditLineIsThatOfVersion10() throws Exception {
        SigningEvent event = new SigningEvent(
                Instant.parse("2026-11-30T04:00:00Z"),
                "share",
                "8E0F1D8B6A1C3F4-0000000000000001",
                "sign",
                "GET",
                "my-bucket",
                "reports/2.pdf",
                Instant.parse("2026-11-30T05:00:00Z"),
                LifetimeLimit.REQUESTED,
                "https://my-bucket.oss-cn-hangzhou.aliyuncs.com/reports/2.pdf?x-oss-credential=xxxxxx",
                "25bcf64a0ee98f5a");

        assertThat(event + "\n").isEqualTo(Files.readString(sample("audit-line.txt")));
    }
}
