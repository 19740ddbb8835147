// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.PrintedText;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.SmallDisk;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sender and receiver while the disk is full, broker, service or sender are away, and with messages of an attacker. */
@Timeout(60)
class AttackTest {

    private static final String OBJECT = "handover/file.txt";

    @TempDir
    private Path folder;

    private final PrintedText printed = new PrintedText();
    private final PrintedText logged = PrintedText.ofStandardError();
    private OssDevServer server;
    private EmbeddedBroker broker;
    private Connections connections;
    private Main camel;
    private Ledger ledger;

    @BeforeEach
    void start() throws Exception {
        server = OssDevServer.builder().bucket("demo").start();
        broker = new EmbeddedBroker();
        connections = new Connections(EmbeddedBroker.URL, null, null);
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
        }
        connections.close();
        broker.close();
        server.close();
        String output = "" + printed + logged;
        logged.close();
        assertThat(output).doesNotContainPattern("x-oss-signature=[0-9a-f]");
    }

    @Test
    void linksWaitWhileTheDiskIsFull() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(folder.resolve("inbox"), "size=1m")) {
            disk.fill(0);
            sent(OBJECT, "content");
            camel(1);
            send("file.txt", link(OBJECT));
            camel.getCamelContext().getRouteController().startRoute("receive");
            until(() -> !ledger.failedDeliveries().isEmpty() || !ledger.ends().isEmpty());
            disk.makeRoom();

            assertThat(ends()).containsExactly(Map.entry("file.txt", Ledger.ARRIVED));
        }
    }

    @Test
    @Tag("slow")
    void fileWaitsWhileTheBrokerIsAway() throws Exception {
        camel(1);
        camel.getCamelContext().getRouteController().startRoute("receive");
        broker.close();
        handOver("file.txt");
        untilSenderFails();
        broker = new EmbeddedBroker();

        assertThat(ends()).containsExactly(Map.entry("file.txt", Ledger.ARRIVED));
    }

    @Test
    void fileWaitsWhileTheServiceIsAway() throws Exception {
        server.inject(FaultRule.of(new Fault.StatusError(503, "ServiceUnavailable", "no"))
                .always());
        camel(1);
        camel.getCamelContext().getRouteController().startRoute("receive");
        handOver("file.txt");
        untilSenderFails();
        server.clearFaults();

        assertThat(ends()).containsExactly(Map.entry("file.txt", Ledger.ARRIVED));
    }

    @Test
    void linkThatIsSentTwiceArrivesTwice() throws Exception {
        sent(OBJECT, "content");
        camel(2);
        send("file.txt", link(OBJECT));
        send("file.txt", link(OBJECT));
        camel.getCamelContext().getRouteController().startRoute("receive");

        assertThat(ends()).containsExactly(Map.entry("file.txt", Ledger.ARRIVED));
    }

    /** As a receiver that is killed: the broker counts a delivery of each message that it has sent to it. */
    @Test
    @Tag("slow")
    void messagesThatWaitDoNotCountTheEndsOfReceivers() throws Exception {
        sent(OBJECT, "content");
        camel(20);
        for (int i = 0; i < 20; i++) {
            send("file.txt", link(OBJECT));
        }
        server.inject(
                FaultRule.of(new Fault.DelayedResponse(Duration.ofMillis(300))).always());
        for (int end = 0; end < 4; end++) {
            camel.getCamelContext().getRouteController().startRoute("receive");
            int already = server.requests().size();
            until(() -> server.requests().size() > already);
            cutConnections();
            camel.getCamelContext().getRouteController().stopRoute("receive");
        }
        camel.getCamelContext().getRouteController().startRoute("receive");

        assertThat(ends()).containsExactly(Map.entry("file.txt", Ledger.ARRIVED));
    }

    @Test
    void messagesOfAnAttackerEndInTheirQueues() throws Exception {
        sent(OBJECT, "content");
        server.putObject("demo", "handover/endless.bin", new byte[(16 << 20) + 1]);
        Map<String, String> expected = new LinkedHashMap<>();
        camel(9);
        try (ActiveMQConnectionFactory attacker = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
                JMSContext context = attacker.createContext()) {
            BytesMessage bytes = context.createBytesMessage();
            bytes.writeBytes(new byte[] {(byte) 0xC3, 0x28, 0, 1, 2});
            send(context, expected, "bytes", "links.unreadable", bytes);
            MapMessage map = context.createMapMessage();
            map.setString("url", "https://example.com/");
            send(context, expected, "map", "links.unreadable", map);
            send(context, expected, "object", "links.unreadable", context.createObjectMessage(new ArrayList<>()));
            send(context, expected, "none", "links.unreadable", context.createTextMessage());
            send(context, expected, "empty", "links.unreadable", context.createTextMessage(""));
            send(context, expected, "deep", "links.unreadable", context.createTextMessage("{\"url\":".repeat(8_000)));
            send(context, expected, "large", "links.refused", context.createTextMessage(link("handover/endless.bin")));
            Message headers = context.createTextMessage(link(OBJECT));
            headers.setStringProperty("cAmElFileName", "../../hostile.txt");
            headers.setStringProperty("cAmElPresignUrl", "https://example.com/");
            send(context, expected, "../../../../dev/stdin", Ledger.ARRIVED, headers);
            Message anonymous = context.createTextMessage("{");
            context.createProducer().send(context.createQueue("links"), anonymous);
            expected.put("null", "links.unreadable");
        }
        camel.getCamelContext().getRouteController().startRoute("receive");

        assertThat(ends()).as(() -> "" + printed + logged).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(folder.resolve("inbox")).isDirectoryNotContaining("glob:**hostile*");
        assertThat(folder.getParent().resolve("hostile.txt")).doesNotExist();
    }

    private static void send(
            JMSContext context, Map<String, String> expected, String ticket, String end, Message message)
            throws Exception {
        message.setStringProperty("ticket", ticket);
        context.createProducer().send(context.createQueue("links"), message);
        expected.put(ticket, end);
    }

    private void send(String ticket, String body) throws Exception {
        try (ActiveMQConnectionFactory sender = new ActiveMQConnectionFactory(EmbeddedBroker.URL);
                JMSContext context = sender.createContext()) {
            send(context, new LinkedHashMap<>(), ticket, "", context.createTextMessage(body));
        }
    }

    private String link(String key) {
        return LinkJson.write(PresignedLink.builder(new SignedLinks(server, "demo", Clock.systemUTC()).get(key))
                .bucket("demo")
                .key(key)
                .build());
    }

    /** Stores an object and the file that the sender has sent. */
    private void sent(String key, String content) throws Exception {
        server.putObject("demo", key, content.getBytes(UTF_8));
        Path file = outbox().resolve(".sent").resolve(Path.of(key).getFileName());
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private void handOver(String name) throws Exception {
        Path staged = Files.writeString(folder.resolve(name), "content");
        Files.move(staged, outbox().resolve(name));
    }

    private Path outbox() {
        return folder.resolve("outbox");
    }

    /** Starts sender and receiver, whose route does not read messages yet. */
    private void camel(int messages) throws Exception {
        ledger = new Ledger(TransferView.of(printed), Files.createDirectories(outbox()), messages, messages);
        camel = new Main();
        server.camelProperties().forEach(camel::addInitialProperty);
        camel.addInitialProperty("camel.component.presign.allowedKeyPrefixes", "handover/");
        camel.addInitialProperty("bucket", "demo");
        camel.addInitialProperty("region", server.region());
        camel.addInitialProperty("outbox", outbox().toString());
        camel.addInitialProperty("inbox", folder.resolve("inbox").toString());
        camel.bind("ledger", ledger);
        camel.bind("lives", new Lives());
        camel.bind("upload", new BucketUpload(client(), "demo"));
        connections.bind(camel);
        camel.configure().addRoutesBuilder(new SenderRoutes(ledger));
        camel.configure().addRoutesBuilder(new ReceiverRoutes());
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure().withShutdownTimeout(1);
        camel.start();
    }

    private OSSClient client() {
        return OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build();
    }

    private void cutConnections() {
        for (RemotingConnection connection :
                broker.server.getActiveMQServer().getRemotingService().getConnections()) {
            connection.fail(new ActiveMQNotConnectedException("killed"));
        }
    }

    private void untilSenderFails() {
        until(() -> printed.toString().contains("file.txt is not on the queue yet"));
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    private Map<String, String> ends() throws Exception {
        boolean ended = ledger.allEnded().await(30, TimeUnit.SECONDS);
        assertThat(ended).as(() -> ledger.ends() + "\n" + printed + logged).isTrue();
        return ledger.ends();
    }
}
