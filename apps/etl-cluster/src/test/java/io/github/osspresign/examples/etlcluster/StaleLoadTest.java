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
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A link that is loaded too late finds a newer object than that of its time, which a later link must still load. */
class StaleLoadTest {

    private static final Sample SAMPLE = new Sample("demo", "", 10);
    private static final int CHANGED = 5;
    private static final Uuid TOPIC = Uuid.randomUuid();

    private EmbeddedPostgres postgres;
    private HikariDataSource database;
    private OssDevServer server;

    @BeforeEach
    void start() throws Exception {
        server = OssDevServer.builder().bucket("demo").start();
        postgres = EmbeddedPostgres.builder().start();
        database = Database.open(Configuration.of(Map.of(
                "etl.database.url", postgres.getJdbcUrl("postgres", "postgres"), "etl.database.user", "postgres")));
        Database.createTables(database);
    }

    @AfterEach
    void stop() throws Exception {
        database.close();
        postgres.close();
        server.close();
    }

    @Test
    void laterLinkIsLoadedAlthoughAWorkerWasKilledBetweenRowsAndKeyAndTheObjectWasReplaced() throws Exception {
        server.putObject("demo", SAMPLE.key(CHANGED), SAMPLE.content(CHANGED));
        load(new KeyIsLost(database), 5);

        server.putObject("demo", SAMPLE.key(CHANGED), SAMPLE.finalContent(CHANGED));
        load(new JdbcMessageIdRepository(database, "etl-cluster"), 5, 6);

        assertThatTheLastVersionIsLoaded();
    }

    @Test
    void laterLinkIsLoadedAlthoughAPausedWorkerHasSeenItsObject() throws Exception {
        server.putObject("demo", SAMPLE.key(CHANGED), SAMPLE.content(CHANGED));
        load(new JdbcMessageIdRepository(database, "etl-cluster"), 6);

        server.putObject("demo", SAMPLE.key(CHANGED), SAMPLE.finalContent(CHANGED));
        load(new JdbcMessageIdRepository(database, "etl-cluster"), 5, 7);

        assertThatTheLastVersionIsLoaded();
    }

    private void assertThatTheLastVersionIsLoaded() throws Exception {
        String object = SAMPLE.object(CHANGED);
        assertThat(Contents.of(database, "demo/"))
                .isEqualTo(Contents.of(new TreeMap<>(
                        Map.of(object, List.copyOf(SAMPLE.rows(true).get(object))))));
    }

    /** Loads a link to the object for each offset, as a worker does. */
    private void load(JdbcMessageIdRepository loaded, long... offsets) throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        String url = new SignedLinks(server, "demo", InstantSource.system()).get(SAMPLE.key(CHANGED));
        String link = LinkJson.write(PresignedLink.builder(url)
                .bucket("demo")
                .key(SAMPLE.key(CHANGED))
                .build());
        try (CamelContext worker = new DefaultCamelContext()) {
            worker.getRegistry().bind("csv", new Csv());
            worker.getRegistry().bind("failed", new Failed(meters));
            worker.getRegistry().bind("loaded", loaded);
            worker.getRegistry().bind("readings", new Readings(database, TOPIC, meters));
            worker.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
            // The route of the records needs a broker.
            worker.setAutoStartup(false);
            worker.addRoutes(new WorkerRoutes(
                    Configuration.of(Map.of("kafka.bootstrap.servers", "127.0.0.1:9")),
                    new Membership(Duration.ZERO, refusal -> {})));
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

    /** Repository of a worker that is killed after the rows and before the key. */
    private static final class KeyIsLost extends JdbcMessageIdRepository {

        KeyIsLost(HikariDataSource database) {
            super(database, "etl-cluster");
        }

        @Override
        public boolean add(String key) {
            return true;
        }
    }
}
