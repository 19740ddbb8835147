// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.seen.SeenObjects;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The consumer continues from the position in its state repository, also after a restart and in a new leader. */
@Execution(ExecutionMode.CONCURRENT)
class PresignPositionTest extends PresignServerTestSupport {

    private static final String POLLS = "&initialDelay=0&delay=50&stateRepository=#position";

    @TempDir
    Path folder;

    /** Keys for which the route fails. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Delivered keys and failures, in order. */
    private final List<String> log = new CopyOnWriteArrayList<>();

    private File state() {
        return folder.resolve("state/position.txt").toFile();
    }

    private CamelContext node(String uri) throws Exception {
        return node(uri, FileStateRepository.fileStateRepository(state()));
    }

    private CamelContext node(String uri, StateRepository<String, String> repository) throws Exception {
        CamelContext node = new DefaultCamelContext();
        node.addComponent("presign", new PresignComponent(Map.of(), null));
        node.getRegistry().bind("position", repository);
        RouteBuilder.addRoutes(node, routes -> routes.from(uri).process(this::process));
        return node;
    }

    /** Returns a repository that the consumers do not stop, which would clear it. */
    private static MemoryStateRepository runningRepository() {
        MemoryStateRepository repository = new MemoryStateRepository();
        repository.start();
        return repository;
    }

    private void process(Exchange exchange) {
        String key = key(exchange);
        if (failing.contains(key)) {
            log.add("failed " + key);
            throw new IllegalStateException("fails");
        }
        log.add(key);
    }

    @Test
    void listingContinuesAfterStoredKeyAfterRestart() throws Exception {
        put("2024-01-01/a");
        put("2024-01-02/a");
        try (CamelContext node = node(bucketUri() + POLLS)) {
            node.start();
            patiently().until(() -> log.size() == 2);
            patiently().until(() -> Files.readString(state().toPath()).contains("demo/=v1:2024-01-02/a\n"));
        }
        log.clear();
        put("2024-01-01/late");
        put("2024-01-03/a");
        try (CamelContext node = node(bucketUri() + POLLS)) {
            node.start();
            patiently().until(() -> log.size() == 1);
            awaitFurtherRequests(2);
            assertThat(log).as("objects before the stored key are skipped").containsExactly("2024-01-03/a");
        }
        assertThat(server.requests())
                .last()
                .satisfies(request -> assertThat(request.target()).contains("start-after=2024-01-0"));
    }

    @Test
    void eachPrefixHasItsOwnPosition() throws Exception {
        put("2024/a");
        put("2025=\n/a");
        MemoryStateRepository repository = runningRepository();
        for (String prefix : List.of("2024", "2025%3D%0A")) {
            try (CamelContext node = node(bucketUri() + POLLS + "&prefix=" + prefix, repository)) {
                node.start();
                awaitFurtherRequests(2);
            }
        }

        assertThat(log).containsExactly("2024/a", "2025=\n/a");
        assertThat(repository.getState("demo/2024")).isEqualTo("v1:2024/a");
        assertThat(repository.getState("demo/2025%3D%0A")).isEqualTo("v1:2025%3D%0A/a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&maxMessagesPerPoll=1"})
    void failedObjectIsRepeatedAndDoesNotStopThePosition(String option) throws Exception {
        put("a");
        put("b-bad");
        put("b-bad-not-this-one");
        put("c");
        failing.add("b-bad");
        MemoryStateRepository repository = runningRepository();
        try (CamelContext node = node(bucketUri() + POLLS + option, repository)) {
            node.start();
            patiently().until(() -> "v1:c".equals(repository.getState("demo/")));
            assertThat(repository.getState("demo/#failed")).isEqualTo("v1:b-bad");
            int failures = log.size();
            patiently().until(() -> log.size() >= failures + 3);
            assertThat(log.stream().filter(entry -> !entry.startsWith("failed")))
                    .containsExactly("a", "b-bad-not-this-one", "c");
            assertThat(log.subList(failures, failures + 3)).containsOnly("failed b-bad");
        }
        assertThat(server.requests())
                .anySatisfy(request -> assertThat(request.target()).contains("start-after=c"));

        log.clear();
        put("d");
        failing.clear();
        try (CamelContext node = node(bucketUri() + POLLS + option, repository)) {
            node.start();
            patiently().until(() -> log.size() == 2);
            awaitFurtherRequests(3);
            assertThat(log).as("a new process repeats it too").containsExactly("d", "b-bad");
        }
        assertThat(repository.getState("demo/")).isEqualTo("v1:d");
        assertThat(repository.getState("demo/#failed")).isEqualTo("v1:");
    }

    @Test
    void failedObjectWhoseStateTheServiceRefusesDoesNotStopTheOthers() throws Exception {
        put("a-bad");
        put("b-bad");
        failing.addAll(Set.of("a-bad", "b-bad"));
        MemoryStateRepository repository = runningRepository();
        try (CamelContext node = node(bucketUri() + POLLS, repository)) {
            node.start();
            patiently().until(() -> "v1:b-bad".equals(repository.getState("demo/")));
            server.inject(FaultRule.of(new Fault.StatusError(403, "AccessDenied", "no"))
                    .when(request -> request.target().contains("prefix=a-bad"))
                    .always());
            // The one that is refused may have been asked for just before.
            failing.remove("b-bad");
            awaitFurtherRequests(2);
            put("c");
            patiently().until(() -> log.containsAll(List.of("b-bad", "c")));
            patiently().until(() -> "v1:a-bad".equals(repository.getState("demo/#failed")));
        }
        assertThat(log).doesNotContain("a-bad");
    }

    @Test
    void failedObjectThatIsDeletedIsForgotten() throws Exception {
        put("bad");
        failing.add("bad");
        MemoryStateRepository repository = runningRepository();
        try (CamelContext node = node(bucketUri() + POLLS, repository)) {
            node.start();
            patiently().until(() -> "v1:bad".equals(repository.getState("demo/#failed")));
            try (OSSClient client = client()) {
                client.deleteObject(DeleteObjectRequest.newBuilder()
                        .bucket("demo")
                        .key("bad")
                        .build());
            }
            patiently().until(() -> "v1:".equals(repository.getState("demo/#failed")));
        }
        assertThat(repository.getState("demo/")).isEqualTo("v1:bad");
    }

    @Test
    void tooYoungObjectStopsThePosition() throws Exception {
        put("a");
        MemoryStateRepository repository = runningRepository();
        try (CamelContext node = node(bucketUri() + POLLS + "&minAge=1h", repository)) {
            node.start();
            awaitFurtherRequests(3);
        }
        assertThat(log).isEmpty();
        assertThat(repository.getState("demo/")).isNull();
    }

    @Test
    void repositoryThatRunsAlreadyIsNotStopped() throws Exception {
        FileStateRepository repository = FileStateRepository.fileStateRepository(state());
        repository.start();
        put("a");
        try (CamelContext node = node(bucketUri() + POLLS, repository)) {
            node.start();
            patiently().until(() -> "v1:a".equals(repository.getState("demo/")));
        }
        assertThat(repository.isStarted()).isTrue();
        repository.stop();
    }

    @Test
    void consumersShareTheRepositoryOfTheComponent() throws Exception {
        put("a/1");
        put("b/1");
        String uri = bucketUri() + POLLS.replace("&stateRepository=#position", "");
        try (CamelContext node = node(uri + "&prefix=a/")) {
            node.getComponent("presign", PresignComponent.class)
                    .getConfiguration()
                    .setStateRepository(FileStateRepository.fileStateRepository(state()));
            RouteBuilder.addRoutes(
                    node,
                    routes -> routes.from(uri + "&prefix=b/").routeId("second").process(this::process));
            node.start();
            patiently().until(() -> log.size() == 2);
            node.getRouteController().stopRoute("second");
            put("a/2");
            patiently().until(() -> Files.readString(state().toPath()).contains("demo/a/=v1:a/2\n"));
        }
        assertThat(log).containsExactlyInAnyOrder("a/1", "b/1", "a/2");
        assertThat(Files.readString(state().toPath())).contains("demo/a/=v1:a/2\n", "demo/b/=v1:b/1\n");
    }

    @Test
    void secondConsumerWithTheSamePositionIsRefused() throws Exception {
        MemoryStateRepository repository = runningRepository();
        try (CamelContext node = node(bucketUri() + POLLS + "&antInclude=*.csv", repository)) {
            RouteBuilder.addRoutes(
                    node,
                    routes -> routes.from(bucketUri() + POLLS + "&antInclude=*.xml")
                            .process(this::process));
            assertThatThrownBy(node::start)
                    .hasStackTraceContaining("stateRepository: must not be shared by two consumers of one bucket and"
                            + " prefix, was shared for 'demo/'");
        }
    }

    @Test
    void repositoryIsStoppedWhenThePositionCannotBeStored() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        FileStateRepository repository = new FileStateRepository() {
            @Override
            public void setState(String key, String value) {
                if (broken.get()) {
                    throw new IllegalStateException("no space left");
                }
                super.setState(key, value);
            }
        };
        repository.setFileStore(state());
        put("a");
        failing.add("a");
        try (CamelContext node = node(bucketUri() + POLLS, repository)) {
            node.start();
            patiently().until(() -> log.contains("failed a"));
            broken.set(true);
            put("b");
            patiently().until(() -> log.contains("b"));
        }
        assertThat(repository.isStopped()).isTrue();
    }

    @Test
    void repositoryIsStoppedWhenTheConsumerDoesNotStart() throws Exception {
        FileStateRepository repository = new FileStateRepository() {
            @Override
            public String getState(String key) {
                throw new IllegalStateException("cannot be read");
            }
        };
        repository.setFileStore(state());
        try (CamelContext node = node(bucketUri() + POLLS, repository)) {
            assertThatThrownBy(node::start).hasStackTraceContaining("cannot be read");
            assertThat(repository.isStarted()).isFalse();
        }
    }

    @Test
    void newLeaderContinuesWhereTheLastOneStopped() throws Exception {
        put("a");
        put("b-bad");
        put("c");
        failing.add("b-bad");
        String uri = "master:watch:" + bucketUri() + POLLS;
        try (CamelContext second = node(uri)) {
            second.addService(cluster());
            try (CamelContext first = node(uri)) {
                first.addService(cluster());
                first.start();
                patiently().until(() -> log.contains("c"));
                second.start();
                patiently().until(() -> Files.readString(state().toPath()).contains("demo/=v1:c\n"));
            }
            log.clear();
            put("d");
            failing.clear();
            patiently().until(() -> log.size() >= 2);
            awaitFurtherRequests(3);
        }
        assertThat(log).containsExactly("d", "b-bad");
        assertThat(server.requests())
                .anySatisfy(request -> assertThat(request.target()).contains("start-after=d"));
    }

    private FileLockClusterService cluster() throws IOException {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(Files.createDirectories(folder.resolve("cluster")).toString());
        cluster.setAcquireLockDelay(1, TimeUnit.MILLISECONDS);
        cluster.setAcquireLockInterval(50, TimeUnit.MILLISECONDS);
        return cluster;
    }

    @ParameterizedTest
    @Tag("slow")
    @ValueSource(strings = {"", "&maxMessagesPerPoll=0"})
    void objectThatAlwaysFailsDoesNotStopTheConsumerAboveTheCapacityOfTheDefaultRepository(String option)
            throws Exception {
        AtomicLong delivered = new AtomicLong();
        Processor route = exchange -> {
            if (BulkMain.key(0).equals(key(exchange))) {
                throw new IllegalStateException("fails");
            }
            delivered.incrementAndGet();
        };
        watchMoreThanTheDefaultRepositoryRemembers(option, 0, route, () -> {});
        assertThat(delivered).hasValue(SeenObjects.CAPACITY + 9);
    }

    @Test
    @Tag("slow")
    void exchangesThatOutlastTheirPollDoNotCountAllObjectsBeforeThem() throws Exception {
        AtomicReference<AsyncCallback> last = new AtomicReference<>();
        // Each exchange ends when the next one begins, so one is in flight at the end of each poll.
        AsyncProcessor slow = new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                AsyncCallback previous = last.getAndSet(callback);
                if (previous != null) {
                    previous.done(false);
                }
                return false;
            }
        };
        watchMoreThanTheDefaultRepositoryRemembers("", 1, slow, () -> last.get().done(false));
    }

    /** Watches until the position is at the last object, or at that before the one in flight, which is ended then. */
    private void watchMoreThanTheDefaultRepositoryRemembers(
            String option, int inFlight, Processor route, Runnable endOfLast) throws Exception {
        long number = SeenObjects.CAPACITY + 10;
        HttpServer many = BulkMain.service(number);
        many.start();
        MemoryStateRepository repository = runningRepository();
        String uri = bucketUri()
                        .replace(
                                server.endpoint().toString(),
                                "http://127.0.0.1:" + many.getAddress().getPort())
                + POLLS + "&greedy=true&exceptionHandler=#failures" + option;
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        try (CamelContext node = new DefaultCamelContext()) {
            node.addComponent("presign", new PresignComponent(Map.of(), null));
            node.getRegistry().bind("position", repository);
            node.getRegistry().bind("failures", new LoggingExceptionHandler(node, getClass()) {
                @Override
                public void handleException(String message, Exchange exchange, Throwable exception) {
                    failures.add(exception);
                }
            });
            RouteBuilder.addRoutes(
                    node,
                    routes -> routes.from(uri)
                            .errorHandler(routes.noErrorHandler())
                            .process(route));
            node.start();
            String last = BulkMain.key(number - 1 - inFlight);
            await().atMost(Duration.ofMinutes(3))
                    .until(() -> ("v1:" + last).equals(repository.getState("demo/")) || !failures.isEmpty());
            assertThat(failures).isEmpty();
            endOfLast.run();
        }
        many.stop(0);
    }
}
