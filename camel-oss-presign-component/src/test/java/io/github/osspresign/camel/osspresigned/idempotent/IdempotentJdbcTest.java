// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.idempotent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.Postgres;
import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With the idempotent keys in a database, nothing is delivered twice and nothing is lost when the process is killed.
 */
class IdempotentJdbcTest extends OssPresignedTestSupport {

    @AutoClose
    private static Postgres postgres;

    IdempotentJdbcTest() {
        withoutRouteBuilder();
    }

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start();
    }

    private static List<String> keys(String name) throws Exception {
        List<String> keys = new ArrayList<>();
        try (Connection connection = postgres.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT messageId FROM CAMEL_MESSAGEPROCESSED WHERE processorName = '" + name + "'")) {
            while (rows.next()) {
                keys.add(rows.getString(1));
            }
        }
        return keys;
    }

    @Test
    void repositoryIsStartedAndRemembersKeys() throws Exception {
        context.getRegistry().bind("seen", new JdbcMessageIdRepository(postgres.dataSource(), "remembers"));
        String long900 = "k".repeat(900);
        context.start();
        String uri = osspresigned("&fileName=f&idempotent=true&idempotentRepository=#seen");

        String first = stored(long900, "A");
        assertThat(send(uri, first, java.util.Map.of()).getProperty(Exchange.DUPLICATE_MESSAGE))
                .isNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(send(uri, link(long900), java.util.Map.of()).getProperty(Exchange.DUPLICATE_MESSAGE))
                .isEqualTo(true);

        assertThat(keys("remembers")).hasSize(1).first().asString().hasSize(100);
    }

    /** The process is killed during a download, or while the route processes the file. */
    @ParameterizedTest
    @ValueSource(strings = {"b.txt", "stop-in-route"})
    void onlyLinksInProgressAreDeliveredAgainAfterKill(String underWay) throws Exception {
        String name = "killed-" + underWay;
        Path links = Files.createDirectories(directory.resolve("links"));
        Path done = Files.createDirectories(directory.resolve("done"));
        stored("a.txt", "A");
        server.putObject(BUCKET, underWay, new byte[100_000]);
        stored("c.txt", "C");
        server.inject(
                new io.github.osspresign.devserver.fault.Fault.StallAfter(1000, Duration.ofMinutes(10)),
                1,
                request -> request.target().contains("b.txt"));
        Files.writeString(links.resolve("list"), link("a.txt") + "\n" + link(underWay) + "\n" + link("c.txt") + "\n");

        Process killed = IdempotentProcess.start(postgres.port(), name, inbox(), links, done, "killed");
        try {
            await().atMost(Duration.ofMinutes(2)).until(() -> server.requests().size() >= 2);
            await().atMost(Duration.ofMinutes(2)).until(() -> keys(name).size() == 1);
            if (underWay.equals("stop-in-route")) {
                await().atMost(Duration.ofMinutes(2))
                        .until(() -> filesIn(done).contains("killed-" + underWay + ".begun"));
            }
        } finally {
            killed.destroyForcibly().waitFor();
        }
        assertThat(filesIn(done)).contains("killed-a.txt").doesNotContain("killed-c.txt");
        assertThat(filesIn(links)).contains("list");

        MockEndpoint out = getMockEndpoint("mock:out");
        context.getRegistry().bind("seen", new JdbcMessageIdRepository(Postgres.dataSource(postgres.port()), name));
        String uri = osspresigned("&idempotent=true&idempotentRepository=#seen&linkSource=RAW(file:" + links
                + "?delay=50&initialDelay=0&readLock=none)");
        start(routes -> routes.from(uri).to("mock:out"));

        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(filesIn(links)).contains(".camel/list"));
        assertThat(out.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("CamelFileName"))
                .containsExactly(underWay, "c.txt");
        assertThat(keys(name)).hasSize(3);
    }
}
