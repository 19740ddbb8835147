// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.test.KeyStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A broker as companies run it: TLS with a certificate of the client, SASL, and rights for each topic and group. Its topics
 * are the operator's.
 */
@Tag("slow")
@Timeout(180)
class SecuredKafkaTest {

    @TempDir
    private static Path folder;

    private static final OssDevServer SERVER =
            OssDevServer.builder().bucket("demo").start();
    private static final Map<String, String> PROPERTIES = new HashMap<>(SERVER.camelProperties());
    private static Cluster cluster;
    private static Configuration operator;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        KeyStores stores = new KeyStores(folder);
        stores.keytool("broker.p12", "-genkeypair -alias broker -keyalg EC -dname CN=broker -ext san=ip:127.0.0.1");
        stores.keytool("worker.p12", "-genkeypair -alias worker -keyalg EC -dname CN=worker");
        stores.keytool("stranger.p12", "-genkeypair -alias stranger -keyalg EC -dname CN=stranger");
        trust(stores, "broker", "worker.p12");
        trust(stores, "worker", "broker.p12");
        Files.writeString(folder.resolve("password"), "etl-pw-1");
        PROPERTIES.putAll(Map.of(
                "kafka.security.protocol", "SASL_SSL",
                "kafka.sasl.mechanism", "PLAIN",
                "kafka.sasl.jaas.config", login("etl", "\"${directory:" + folder + ":password}\""),
                "kafka.ssl.keystore.location", folder.resolve("worker.p12").toString(),
                "kafka.ssl.keystore.password", "changeit",
                "kafka.ssl.truststore.location", folder.resolve("worker.p12").toString(),
                "kafka.ssl.truststore.password", "changeit",
                "etl.partitions", "",
                "etl.patience", "3s"));
        cluster = new Cluster(folder, PROPERTIES, note -> {});
        cluster.startServices(Map.of(
                "listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.broker.plain.sasl.jaas.config",
                        login("admin", "admin").replace(";", " user_admin=admin user_etl=etl-pw-1;"),
                "listener.name.broker.ssl.keystore.location",
                        folder.resolve("broker.p12").toString(),
                "listener.name.broker.ssl.keystore.password", "changeit",
                "listener.name.broker.ssl.truststore.location",
                        folder.resolve("broker.p12").toString(),
                "listener.name.broker.ssl.truststore.password", "changeit",
                "listener.name.broker.ssl.client.auth", "required",
                "authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"));
        Map<String, String> properties = new HashMap<>(cluster.properties());
        properties.put("kafka.sasl.jaas.config", login("admin", "admin"));
        operator = Configuration.of(properties);
        admin = Admin.create(operator.kafka(Map.of()));
        Cluster.createTopics(admin, 2, 2);
        admin.createAcls(List.of(
                        may(AclOperation.READ, ResourceType.TOPIC, "etl.links"),
                        may(AclOperation.WRITE, ResourceType.TOPIC, "etl.links.failed"),
                        may(AclOperation.READ, ResourceType.GROUP, "etl-loaders")))
                .all()
                .get();
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        cluster.close();
        SERVER.close();
    }

    @Test
    void workerLoadsLinksWithTheRightsToReadThemAndToWriteThoseThatFail() throws Exception {
        Sample sample = new Sample("secured/", 100);
        cluster.startWorker(0, Map.of());
        try (Supplier supplier = new Supplier(sample, SERVER, operator);
                Lag lag = new Lag(operator)) {
            supplier.supply();
            await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() == 0 && lag.failed() > 0);

            assertThat(Contents.of(cluster.database(), "demo/secured/")).isEqualTo(Contents.of(sample.rows(false)));
            assertThat(new Resend(operator, supplier.signer()).reasons().keySet())
                    .isEqualTo(
                            sample.links(Kind::fails).mapToObj(sample::object).collect(toSet()));

            AclBinding right = may(AclOperation.READ, ResourceType.GROUP, "etl-loaders");
            admin.deleteAcls(List.of(right.toFilter())).all().get();
            try {
                assertThatWorkerEnds(0, "Kafka refuses this worker: GroupAuthorizationException: ");
            } finally {
                admin.createAcls(List.of(right)).all().get();
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kafka.sasl.jaas.config | WRONG | SaslAuthenticationException: Authentication failed: Invalid username or password",
                "kafka.ssl.truststore.location | stranger.p12 | unable to find valid certification path to requested target",
                "kafka.ssl.keystore.location | stranger.p12 | SslAuthenticationException: ",
                "kafka.security.protocol | PLAINTEXT | TimeoutException: ",
                "kafka.bootstrap.servers | broker.invalid:9092 | No resolvable bootstrap urls",
                "etl.topic | etl.others | TopicAuthorizationException: ",
                "kafka.max.poll.interval.ms | 60000 | kafka.max.poll.interval.ms: must be at least ",
            })
    void workerThatIsRefusedEndsWithTheReason(String name, String value, String reason) throws Exception {
        String wrong = value.endsWith(".p12")
                ? folder.resolve(value).toString()
                : value.equals("WRONG") ? login("etl", "etl-pw-2") : value;
        cluster.startWorker(1, Map.of(name, wrong));

        assertThatWorkerEnds(1, reason);
    }

    private static void assertThatWorkerEnds(int worker, String reason) throws Exception {
        assertThat(cluster.awaitEnd(worker)).isPositive();
        assertThat(Files.readString(cluster.log(worker))).contains(reason).doesNotContain("etl-pw-", "changeit");
    }

    private static String login(String user, String password) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=" + user + " password="
                + password + ";";
    }

    private static AclBinding may(AclOperation operation, ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:etl", "*", operation, AclPermissionType.ALLOW));
    }

    /** Adds the certificate of a key to those that the owner of a store trusts. */
    private static void trust(KeyStores stores, String alias, String store) throws Exception {
        String certificate = folder.resolve(alias + ".pem").toString();
        stores.keytool(alias + ".p12", "-exportcert -rfc -alias " + alias + " -file " + certificate);
        stores.keytool(store, "-importcert -noprompt -alias " + alias + " -file " + certificate);
    }
}
