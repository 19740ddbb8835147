// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.SignedLinks;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The table has the object that the last link to it found, whatever the table had before and whatever the clock says. */
class StaleLoadTest {

    private static final Sample SAMPLE = new Sample("", 10);
    private static final int CHANGED = 5;
    /** Each test has another topic, whose offsets begin again. */
    private final Uuid topic = Uuid.randomUuid();

    /** Clock of the service. The worker has that of the machine. */
    private Clock clock = Clock.systemUTC();

    @AutoClose
    private static EmbeddedPostgres postgres;

    @AutoClose
    private static HikariDataSource database;

    private OssDevServer server;

    @BeforeAll
    static void startDatabase() throws Exception {
        postgres = EmbeddedPostgres.builder().start();
        database = Database.open(Configuration.of(Map.of(
                "etl.database.url", postgres.getJdbcUrl("postgres", "postgres"), "etl.database.user", "postgres")));
        Database.createTables(database, new Readings());
    }

    @BeforeEach
    void startServer() {
        server = OssDevServer.builder().bucket("demo").clock(clock).start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void laterLinkToAnEarlierContentIsLoadedAlthoughAPausedWorkerHasSeenIt() throws Exception {
        put(SAMPLE.finalContent(CHANGED));
        load(5);
        put(SAMPLE.content(CHANGED));
        load(6);

        put(SAMPLE.finalContent(CHANGED));
        load(5, 7);

        assertThatTheLastVersionIsLoaded();
    }

    @Test
    void linkThatHasExpiredByAWrongClockIsLoaded() throws Exception {
        server.close();
        clock = Clock.offset(Clock.systemUTC(), Duration.ofDays(-2));
        startServer();

        put(SAMPLE.finalContent(CHANGED));
        load(5);

        assertThatTheLastVersionIsLoaded();
    }

    private void put(byte[] content) {
        server.putObject("demo", SAMPLE.key(CHANGED), content);
    }

    private void assertThatTheLastVersionIsLoaded() throws Exception {
        String object = SAMPLE.object(CHANGED);
        assertThat(Contents.of(database, "demo/"))
                .isEqualTo(Contents.of(new TreeMap<>(
                        Map.of(object, List.copyOf(SAMPLE.rows(true).get(object))))));
    }

    /** Loads a link to the object for each offset, as a worker does. */
    private void load(long... offsets) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        String url = new SignedLinks(server, "demo", clock).get(SAMPLE.key(CHANGED));
        String link = LinkJson.write(PresignedLink.builder(url)
                .bucket("demo")
                .key(SAMPLE.key(CHANGED))
                .build());
        try (CamelContext worker = new DefaultCamelContext()) {
            worker.getRegistry().bind("failed", new Failed(meters));
            worker.getRegistry().bind("load", new Load(database, topic, new Readings(), meters));
            worker.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
            // The route of the records needs a broker.
            worker.setAutoStartup(false);
            worker.addRoutes(new WorkerRoutes(
                    Configuration.of(Map.of("kafka.bootstrap.servers", "127.0.0.1:9")),
                    new Membership(Duration.ZERO, Duration.ZERO, refusal -> {}),
                    new Readings()));
            worker.start();
            worker.getRouteController().startRoute("load");
            for (long offset : offsets) {
                Exchange done = worker.createProducerTemplate().send("direct:links", exchange -> {
                    exchange.getMessage().setBody(link);
                    exchange.getMessage().setHeader(KafkaConstants.PARTITION, 0);
                    exchange.getMessage().setHeader(KafkaConstants.OFFSET, offset);
                });
                assertThat(done.getException()).isNull();
            }
        }
    }
}
