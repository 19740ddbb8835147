// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.etlcluster.Sample.Kind;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.test.KeyStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
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
    private static final Links LINKS = Links.of(SERVER);
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
                        login("admin", "admin")
                                .replace(";", " user_admin=admin user_etl=etl-pw-1 user_supplier=supplier;"),
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
                        may(AclOperation.READ, ResourceType.GROUP, "etl-loaders"),
                        may("supplier", AclOperation.WRITE, ResourceType.TOPIC, "etl.links")))
                .all()
                .get();
        cluster.createTopicsAndTables();
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
            // What has failed in another test.
            new Resend(operator, supplier.signer()).run();
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

    /** Somebody with the right to write to the topic, and with links to objects, has each of them loaded as itself only. */
    @Test
    void writerOfTheTopicCannotChooseTheRowsOfAnotherObject() throws Exception {
        Map<String, String> ofSupplier = new HashMap<>(cluster.properties());
        ofSupplier.put("kafka.sasl.jaas.config", login("supplier", "supplier"));
        SortedMap<String, List<String>> expected = new TreeMap<>();
        long objects = Contents.of(cluster.database(), "").objects();
        cluster.startWorker(0, Map.of());
        try (Signer signer = Supplier.signer(SERVER);
                Sender sender = new Sender(Configuration.of(ofSupplier));
                Lag lag = new Lag(operator);
                Lag lagOfSupplier = new Lag(Configuration.of(ofSupplier))) {
            String other = "forged/other.zip";
            String own = "forged/own.zip";
            String columns = "forged/columns.zip";
            String quoted = "forged/'); drop table reading; --.zip";
            expected.put("demo/" + other, store(other, "meter,day,kwh", "1,2026-01-01,1"));
            expected.put("demo/" + own, store(own, "meter,day,kwh", "2,2026-01-02,2"));
            expected.put("demo/" + quoted, store(quoted, "meter,day,kwh", "3,2026-01-03,3"));
            store(columns, "meter,day,kwh,object,line", "4,2026-01-04,4,demo/" + other + ",1");
            expected.put("demo/" + columns, List.of("4,2026-01-04,4"));
            long failed = lag.failed();

            for (String key : List.of(other, quoted, columns)) {
                sender.send(LINKS.get(key));
            }
            String json = LinkJson.write(LINKS.get(own));
            sender.send("name", json.replace("\"key\":\"" + own, "\"key\":\"" + other));
            sender.send("bucket", json.replace("\"bucket\":\"demo\"", "\"bucket\":\"others\""));
            sender.send(
                    "host",
                    "{\"url\":\"https://own.oss-cn-hangzhou.aliyuncs.com/%s\",\"bucket\":\"demo\",\"key\":\"%1$s\"}"
                            .formatted(other));
            // The key of the record, and headers with the names of those of the worker.
            ProducerRecord<String, String> record = new ProducerRecord<>("etl.links", "demo/" + other, json);
            Map.of(
                            PresignConstants.LINK,
                            LinkJson.write(LINKS.get(other)),
                            PresignConstants.OBJECT_KEY,
                            other,
                            "camelpresignobjectkey",
                            other,
                            KafkaConstants.OFFSET,
                            "999999",
                            "KAFKA.offset",
                            "999999",
                            "Kafka.Topic",
                            "etl.others",
                            "CamelBeanMethodName",
                            "drop")
                    .forEach((name, value) -> record.headers().add(name, value.getBytes(UTF_8)));
            sender.send(record);
            sender.flush();

            await().atMost(Duration.ofMinutes(1)).until(() -> lag.total() == 0);
            assertThat(Contents.of(cluster.database(), "demo/forged/")).isEqualTo(Contents.of(expected));
            assertThat(Contents.of(cluster.database(), "").objects()).isEqualTo(objects + expected.size());
            assertThat(lag.failed() - failed).isEqualTo(3);
            assertThat(new Resend(operator, signer).reasons())
                    .containsEntry("name", "IllegalArgumentException")
                    .containsEntry("bucket", "IllegalArgumentException")
                    .containsEntry("host", "IllegalArgumentException");
            // Nor can it read the progress of the group.
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(lagOfSupplier::partitions)
                    .withCauseInstanceOf(GroupAuthorizationException.class);
        } finally {
            cluster.kill(0);
        }
    }

    /** Stores an object, and returns its row. */
    private static List<String> store(String key, String header, String row) {
        SERVER.putObject("demo", key, Sample.zip(header, List.of(row)));
        return List.of(row);
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
        return may("etl", operation, type, name);
    }

    private static AclBinding may(String user, AclOperation operation, ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + user, "*", operation, AclPermissionType.ALLOW));
    }

    /** Adds the certificate of a key to those that the owner of a store trusts. */
    private static void trust(KeyStores stores, String alias, String store) throws Exception {
        String certificate = folder.resolve(alias + ".pem").toString();
        stores.keytool(alias + ".p12", "-exportcert -rfc -alias " + alias + " -file " + certificate);
        stores.keytool(store, "-importcert -noprompt -alias " + alias + " -file " + certificate);
    }
}
