// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.Postgres;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Service;
import org.apache.camel.StatefulService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Repositories of the consumer: what they store, who starts and stops them, and what a removed route leaves. */
@Execution(ExecutionMode.CONCURRENT)
class PresignRepositoryTest extends PresignServerTestSupport {

    private static final String POLLS = "&initialDelay=0&delay=50";

    @AutoClose
    private static Postgres postgres;

    @TempDir
    Path folder;

    private final List<String> delivered = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
        // Creates the table, which repositories that start side by side would do twice.
        new JdbcMessageIdRepository(postgres.dataSource(), "none").start();
    }

    private CamelContext node(String options, Map<String, Object> beans) throws Exception {
        CamelContext node = new DefaultCamelContext();
        node.addComponent("presign", new PresignComponent(Map.of(), null));
        HealthCheckRegistry health = HealthCheckRegistry.get(node);
        health.register(health.resolveById("consumers"));
        beans.forEach(node.getRegistry()::bind);
        addWatcher(node, options);
        return node;
    }

    private void addWatcher(CamelContext node, String options) throws Exception {
        RouteBuilder.addRoutes(
                node,
                routes -> routes.from(bucketUri() + POLLS + options)
                        .routeId("watch" + options)
                        .process(exchange -> delivered.add(key(exchange))));
    }

    @Test
    void objectWithLongKeyIsDeliveredOnceWithRepositoryInDatabase() throws Exception {
        put("k".repeat(70));
        put("报告".repeat(30));
        for (int run = 0; run < 2; run++) {
            try (CamelContext node = node(
                    "&idempotentRepository=#seen",
                    Map.of("seen", new JdbcMessageIdRepository(postgres.dataSource(), "long keys")))) {
                node.start();
                patiently().until(() -> delivered.size() >= 2);
                awaitFurtherRequests(3);
            }
        }
        assertThat(delivered).containsExactly("k".repeat(70), "报告".repeat(30));
    }

    @Test
    void failureToRecordAnObjectIsAFailedPollAndTheObjectIsDeliveredAgain() throws Exception {
        put("bad");
        put("good");
        List<String> failures = new CopyOnWriteArrayList<>();
        JdbcMessageIdRepository repository = new JdbcMessageIdRepository(postgres.dataSource(), "failures");
        try (CamelContext node = node(
                "&idempotentRepository=#seen&exceptionHandler=#failures",
                Map.of("seen", repository, "failures", handler(failures)))) {
            execute("alter table CAMEL_MESSAGEPROCESSED add constraint no_bad"
                    + " check (messageId not like 'demo/bad%')");
            node.start();
            patiently().until(() -> health(node).getError().isPresent());
            assertThat(health(node).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(node).getError().orElseThrow())
                    .hasMessage("idempotentRepository: object 'bad' was not recorded after its exchange and is"
                            + " delivered again");
            patiently().until(() -> delivered.stream().filter("bad"::equals).count() >= 3);
            assertThat(failures)
                    .isNotEmpty()
                    .allSatisfy(failure -> assertThat(failure).contains("no_bad"));

            execute("alter table CAMEL_MESSAGEPROCESSED drop constraint no_bad");
            patiently().until(() -> health(node).getState() == HealthCheck.State.UP);
            int size = delivered.size();
            awaitFurtherRequests(3);
            assertThat(delivered).hasSize(size).containsOnlyOnce("good");
        }
    }

    private static LoggingExceptionHandler handler(List<String> failures) {
        return new LoggingExceptionHandler(new DefaultCamelContext(), PresignRepositoryTest.class) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                StringBuilder messages = new StringBuilder();
                for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
                    messages.append(cause.getMessage()).append('\n');
                }
                failures.add(messages.toString());
            }
        };
    }

    private static HealthCheck.Result health(CamelContext node) {
        return HealthCheckRegistry.get(node)
                .getCheck("consumer:" + node.getRoutes().get(0).getId())
                .orElseThrow()
                .call();
    }

    private static void execute(String sql) throws Exception {
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void chineseKeyIsDeliveredOnceWithRepositoryInFileWithoutLocale() throws Exception {
        ChildJvm process = new ChildJvm(
                Path.of(System.getProperty("java.home")),
                Map.of("LC_ALL", "C"),
                List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=off"));
        assertThat(process.run(
                        PresignRepositoryTest.class, folder.resolve("seen.txt").toString()))
                .isEqualTo("2 objects\n");
    }

    /** Child process that watches a bucket with two Chinese keys twice, and prints how often it has got an object. */
    public static void main(String[] args) throws Exception {
        PresignRepositoryTest test = new PresignRepositoryTest();
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            test.server = server;
            test.put("目录/报告.pdf");
            test.put("目录/年报.pdf");
            for (int run = 0; run < 2; run++) {
                FileIdempotentRepository repository = new FileIdempotentRepository();
                repository.setFileStore(Path.of(args[0]).toFile());
                try (CamelContext node = test.node("&idempotentRepository=#seen", Map.of("seen", repository))) {
                    node.start();
                    test.awaitFurtherRequests(4);
                }
            }
            System.out.println(test.delivered.size() + " objects");
        }
    }

    @Test
    void watchersThatNameTheSamePositionFileKeepBothPositions() throws Exception {
        put("a/1");
        put("b/1");
        Path file = folder.resolve("position.txt");
        String spelledOtherwise = folder + "/../" + folder.getFileName() + "/position.txt";
        for (int run = 0; run < 2; run++) {
            try (CamelContext node = node("&prefix=a/&stateRepository=" + file, Map.of())) {
                addWatcher(node, "&prefix=b/&stateRepository=" + spelledOtherwise);
                node.start();
                patiently().until(() -> delivered.size() >= 2);
                awaitFurtherRequests(4);
            }
        }
        assertThat(Files.readAllLines(file)).contains("demo/a/=v1:a/1", "demo/b/=v1:b/1");
        assertThat(delivered).containsExactlyInAnyOrder("a/1", "b/1");
    }

    @Test
    void repositoriesOfTwoContextsRunUntilTheLastOneStops() throws Exception {
        FileIdempotentRepository seen = new FileIdempotentRepository();
        seen.setFileStore(folder.resolve("seen.txt").toFile());
        FileStateRepository position = FileStateRepository.fileStateRepository(
                folder.resolve("position.txt").toFile());
        Map<String, Object> beans = Map.of("seen", seen, "position", position);
        String options = "&idempotentRepository=#seen&stateRepository=#position";
        put("a/1");
        put("b/1");
        try (CamelContext second = node(options + "&prefix=b/", beans)) {
            try (CamelContext first = node(options + "&prefix=a/", beans)) {
                first.start();
                second.start();
                patiently().until(() -> delivered.size() == 2);
                awaitFurtherRequests(4);
            }
            assertThat(List.<StatefulService>of(seen, position)).allMatch(StatefulService::isStarted);
            put("b/2");
            patiently().until(() -> delivered.size() == 3);
            patiently().until(() -> "v1:b/2".equals(position.getState("demo/b/")));
        }
        assertThat(List.<StatefulService>of(seen, position)).allMatch(StatefulService::isStopped);
    }

    @Test
    void repositoryThatAnotherPartOfTheContextUsesIsNotStoppedWithTheRoute() throws Exception {
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        put("a");
        try (CamelContext node = node("&idempotentRepository=#seen", Map.of("seen", seen))) {
            RouteBuilder.addRoutes(
                    node,
                    routes -> routes.from("direct:other")
                            .idempotentConsumer(routes.body())
                            .idempotentRepository("seen")
                            .to("mock:other"));
            node.start();
            patiently().until(() -> delivered.size() == 1);
            node.createProducerTemplate().sendBody("direct:other", "x");
            String watcher = "watch&idempotentRepository=#seen";
            node.getRouteController().stopRoute(watcher);
            node.removeRoute(watcher);
            assertThat(seen.contains("x")).isTrue();
        }
    }

    @Test
    void restartedRouteKeepsWhatItHasSeen() throws Exception {
        MemoryIdempotentRepository seen = new MemoryIdempotentRepository();
        put("a");
        try (CamelContext node = node("&idempotentRepository=#seen", Map.of("seen", seen))) {
            addWatcher(node, "&prefix=a");
            node.start();
            patiently().until(() -> delivered.size() == 2);
            for (String route : List.of("watch&idempotentRepository=#seen", "watch&prefix=a")) {
                node.getRouteController().stopRoute(route);
                node.getRouteController().startRoute(route);
            }
            awaitFurtherRequests(4);
        }
        assertThat(delivered).containsExactly("a", "a");
    }

    @Test
    void removedRoutesLeaveNothingInTheContext() throws Exception {
        put("a");
        try (CamelContext node = node("", Map.of())) {
            node.start();
            patiently().until(() -> delivered.size() == 1);
            Set<Service> services = node.hasServices(Service.class);
            List<Endpoint> endpoints = List.copyOf(node.getEndpoints());
            for (int i = 0; i < 20; i++) {
                String options = "&prefix=a&maxMessagesPerPoll=" + (i + 1);
                addWatcher(node, options);
                int expected = i + 2;
                patiently().until(() -> delivered.size() == expected);
                node.getRouteController().stopRoute("watch" + options);
                node.removeRoute("watch" + options);
            }
            assertThat(node.getEndpoints()).containsExactlyInAnyOrderElementsOf(endpoints);
            assertThat(node.hasServices(Service.class)).containsExactlyInAnyOrderElementsOf(services);
        }
    }
}
