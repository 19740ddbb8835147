// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.OssCredentials;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A failed link is never lost, whatever keys the person has who sends it again. */
@Tag("slow")
class ResendTest {

    private static final Links LINKS = new Links(
            ServiceEndpoint.of(Links.REGION, EndpointType.PUBLIC), OssCredentials.of("right", "right-secret"));

    @TempDir
    private static Path folder;

    private static KafkaProcess kafka;

    /** That of a test. */
    private String topic;

    private Configuration configuration;

    @AutoClose
    private Sender sender;

    @BeforeAll
    static void startBroker() throws Exception {
        kafka = new KafkaProcess(folder);
        kafka.start(Map.of());
        kafka.awaitReady();
    }

    @AfterAll
    static void stopBroker() {
        kafka.close();
    }

    @BeforeEach
    void start() throws Exception {
        start("1");
    }

    private void start(String partitions) throws Exception {
        topic = UUID.randomUUID().toString();
        configuration = Configuration.of(Map.of(
                "kafka.bootstrap.servers", kafka.address(), "etl.partitions", partitions, "etl.topic.failed", topic));
        Topics.find(configuration, Duration.ofMinutes(1));
        sender = new Sender(configuration);
    }

    @Test
    void linkThatCannotBeRenewedStaysInTheTopic() throws Exception {
        try (Signer signer = signer("right");
                Signer other = signer("other")) {
            PresignedLink link = link("a.zip");
            fail("demo/a.zip", LinkJson.write(link), "0@7");

            assertThat(resend(other)).isEqualTo(new Resend.Outcome(0, 0, 1, 0));
            assertThat(resend(other)).isEqualTo(new Resend.Outcome(0, 0, 1, 0));
            assertThat(new Resend(configuration, signer).reasons())
                    .isEqualTo(Map.of("demo/a.zip", "LinkExpiredException"));
            assertThat(resend(signer)).isEqualTo(new Resend.Outcome(1, 1, 0, 0));
            assertThat(resend(signer)).isEqualTo(new Resend.Outcome(0, 0, 0, 0));
        }
    }

    /** The run reads other partitions when the link is in the topic again. */
    @Test
    void linkThatCannotBeRenewedStaysInATopicWithPartitions() throws Exception {
        sender.close();
        start("2");
        try (Signer signer = signer("right");
                Signer other = signer("other")) {
            for (int i = 0; i < 500; i++) {
                fail("demo/" + i, LinkJson.write(link(i + ".zip")) + " ".repeat(10_000), "0@" + i);
            }
            // They are in partition 0; a run puts each record into the partition of its key.
            assertThat(resend(other)).isEqualTo(new Resend.Outcome(0, 0, 500, 0));

            assertThat(resend(other)).isEqualTo(new Resend.Outcome(0, 0, 500, 0));
            assertThat(resend(other)).isEqualTo(new Resend.Outcome(0, 0, 500, 0));
        }
    }

    @Test
    void recordWithoutALinkIsCounted() throws Exception {
        fail("demo/a.zip", null, "0@7");
        fail("demo/b.zip", "no link", "0@8");
        try (Signer signer = signer("right")) {
            assertThat(resend(signer)).isEqualTo(new Resend.Outcome(0, 0, 0, 2));
        }
    }

    /** A worker that is killed leaves the same record twice; a topic that was created again has the same offsets again. */
    @Test
    void onlyTheSameRecordIsARepetition() throws Exception {
        try (Signer signer = signer("right")) {
            String first = LinkJson.write(link("a.zip"));
            fail("demo/a.zip", first, "0@7");
            fail("demo/a.zip", first, "0@7");
            fail("demo/b.zip", LinkJson.write(link("b.zip")), "0@7");

            assertThat(resend(signer)).isEqualTo(new Resend.Outcome(2, 2, 0, 0));
        }
    }

    @Test
    void runAfterOneThatHasFailedGoesOn() throws Exception {
        try (Signer signer = signer("right")) {
            for (int i = 0; i < 3001; i++) {
                String link = LinkJson.write(LINKS.get(i + ".zip")) + " ".repeat(i < 3000 ? 0 : 500_000);
                sender.send(new ProducerRecord<>(topic, "demo/" + i + ".zip", link));
            }
            sender.flush();
            Configuration small = Configuration.of(Map.of(
                    "kafka.bootstrap.servers",
                    kafka.address(),
                    "kafka.max.request.size",
                    "100000",
                    "etl.topic.failed",
                    topic));

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> new Resend(small, signer).run())
                    .withCauseInstanceOf(RecordTooLargeException.class);
            assertThat(resend(signer).sent()).isBetween(1, 2001);
        }
    }

    /** With the reason it would be larger than the broker allows, and its partition would wait for ever. */
    @ParameterizedTest
    @CsvSource({"1048400, 0, 0", "1, 1048000, 0", "0, 0, 1047000"})
    void largestRecordThatTheBrokerAllowsEntersTheTopic(int text, int key, int version) throws Exception {
        String link = LinkJson.write(PresignedLink.builder("https://b.oss-cn-hangzhou.aliyuncs.com/k?Signature=s")
                .versionId("v".repeat(version))
                .build());
        try (CamelContext worker = new DefaultCamelContext();
                Signer signer = signer("right")) {
            worker.getRegistry().bind("failed", new Failed(new SimpleMeterRegistry()));
            worker.getRegistry().bind("load", new Readings());
            worker.setAutoStartup(false);
            worker.addRoutes(new WorkerRoutes(
                    configuration, new Membership(Duration.ZERO, Duration.ZERO, refusal -> {}), new Readings()));
            worker.start();
            worker.getRouteController().startRoute("load");

            Exchange done = worker.createProducerTemplate().send("direct:links", exchange -> {
                exchange.setProperty(Failed.RECORD, text > 0 ? "x".repeat(text) : link);
                exchange.getMessage().setBody(exchange.getProperty(Failed.RECORD));
                exchange.getMessage().setHeader(KafkaConstants.KEY, key > 0 ? "k".repeat(key) : null);
                exchange.getMessage().setHeader(KafkaConstants.PARTITION, 0);
                exchange.getMessage().setHeader(KafkaConstants.OFFSET, 7L);
            });

            assertThat(done.getException()).isNull();
            assertThat(resend(signer)).isEqualTo(new Resend.Outcome(0, 0, 0, 1));
        }
    }

    private Resend.Outcome resend(Signer signer) throws Exception {
        return new Resend(configuration, signer).run();
    }

    private void fail(String key, @Nullable String value, String source) throws Exception {
        Headers headers = new RecordHeaders()
                .add(Topics.REASON, "LinkExpiredException: link".getBytes(UTF_8))
                .add(Topics.SOURCE, source.getBytes(UTF_8));
        sender.send(new ProducerRecord<>(topic, 0, key, value, headers));
        sender.flush();
    }

    /** Returns a link that must be renewed, because it does not live long enough. */
    private static PresignedLink link(String key) {
        return LINKS.get(key, Duration.ofMinutes(1));
    }

    private static Signer signer(String accessKey) throws Exception {
        return new Signer(
                "demo",
                Map.of(
                        "region",
                        Links.REGION,
                        "camel.component.presign.access-key",
                        accessKey,
                        "camel.component.presign.secret-key",
                        accessKey + "-secret"));
    }
}
