// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.queuehandover;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** Runs the example: five files and four bad messages are handed over, each of which ends where it should. */
public final class QueueHandover implements AutoCloseable {

    private static final String LINKS = "jms:queue:links";
    private static final String PLAIN = "plain.txt";
    private static final String BUSY = "busy.txt";
    private static final String AWAY = "away.txt";
    private static final String GONE = "gone.txt";
    private static final String FORGED = "forged";
    private static final String CLAIMED = "claimed";
    private static final String FOREIGN = "foreign";
    private static final String UNREADABLE = "unreadable";
    private static final long MAX_WAIT_SECONDS = 120;
    private static final Duration LONGEST_DELETION = Duration.ofSeconds(5);

    /** It explains each refused request, and this example has refused requests on purpose. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.github.osspresign.devserver");

    private final Settings settings;
    private final TransferView view;
    private final Main camel = new Main();
    private final Path workspace;
    private final Map<String, String> expected = new TreeMap<>();
    private final Ledger ledger;
    private @Nullable OssDevServer devServer;
    private @Nullable EmbeddedBroker embeddedBroker;
    private @Nullable Connections connections;
    private @Nullable OSSClient client;
    private @Nullable BucketUpload bucket;
    private boolean closed;

    QueueHandover(Settings settings, TransferView view) throws IOException {
        this.settings = settings;
        this.view = view;
        this.workspace = Files.createTempDirectory("queue-handover");
        expected.put(PLAIN, Ledger.ARRIVED);
        expected.put(Ledger.LATE, Ledger.ARRIVED);
        expected.put(GONE, "links.missing");
        if (settings.bucket() == null) {
            expected.put(BUSY, Ledger.ARRIVED);
            expected.put(AWAY, Ledger.GIVEN_UP);
        }
        int files = expected.size();
        expected.put(FORGED, "links.rejected");
        expected.put(CLAIMED, "links.rejected");
        expected.put(FOREIGN, "links.refused");
        expected.put(UNREADABLE, "links.unreadable");
        this.ledger = new Ledger(view, workspace.resolve("outbox"), files, expected.size());
    }

    /** Ends with exit code 0 only if each message has ended where it should. */
    public static void main(String[] arguments) throws Exception {
        TransferView view = TransferView.ofProcess();
        Settings settings;
        try {
            settings = Settings.of(List.of(arguments), System.getenv());
        } catch (IllegalArgumentException e) {
            (e.getMessage() + "\n\n" + Settings.USAGE).lines().forEach(view::note);
            System.exit(2);
            return;
        }
        boolean well;
        try (view;
                QueueHandover example = new QueueHandover(settings, view)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> example.interrupt(main), "queue-handover-stop"));
            well = example.run();
            if (settings.keepRunning()) {
                view.note("Running on until Ctrl-C. Add files to the outbox:");
                view.note("   " + example.workspace.resolve("outbox"));
                new CountDownLatch(1).await();
            }
        }
        if (!well) {
            System.exit(1);
        }
    }

    /** Hands everything over and waits until each message has ended. */
    boolean run() throws Exception {
        prepareBucket();
        prepareBroker();
        camel.bind("ledger", ledger);
        camel.bind("lives", new Lives());
        property("outbox", Files.createDirectories(workspace.resolve("outbox")).toString());
        property("inbox", workspace.resolve("inbox").toString());
        camel.configure().addRoutesBuilder(new SenderRoutes(ledger));
        camel.configure().addRoutesBuilder(new ReceiverRoutes());
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure().withShutdownTimeout(1);
        camel.start();

        view.note("1. The sender hands over links while the receiver is away.");
        send();
        await(ledger.allSent());

        view.note("2. Meanwhile a link ends, an object is deleted, and the service has its troubles.");
        cause();

        view.note("3. The receiver comes back.");
        camel.getCamelContext().getRouteController().startRoute("receive");
        await(ledger.allEnded());
        return report();
    }

    private void send() throws Exception {
        for (Map.Entry<String, String> message : expected.entrySet()) {
            String name = message.getKey();
            if (name.endsWith(".txt")) {
                // By a rename, so that the route never sees half a file.
                Path staged = Files.writeString(workspace.resolve(name), "This is " + name + ".\n");
                Files.move(staged, workspace.resolve("outbox").resolve(name));
            }
        }
        put(FORGED, link().replaceAll("x-oss-signature=[0-9a-f]{4}", "x-oss-signature=0000"));
        put(CLAIMED, link().replaceAll("\\?[^\"]*", "?OSSAccessKeyId=nobody&Expires=1&Signature=AAAA"));
        put(FOREIGN, "{\"url\":\"https://bucket.oss-cn-hangzhou.aliyuncs.com.example.org/k?x-oss-signature=0\"}");
        put(UNREADABLE, "{\"url\":");
    }

    private String link() throws Exception {
        return camel.getCamelTemplate()
                .requestBodyAndHeader(
                        "presign:{{bucket}}?region={{region}}&output=body",
                        null,
                        PresignConstants.OBJECT_KEY,
                        "handover/" + PLAIN,
                        String.class);
    }

    private void put(String ticket, String body) throws Exception {
        camel.getCamelTemplate().sendBodyAndHeader(LINKS, body, "ticket", ticket);
    }

    private void cause() throws InterruptedException {
        Objects.requireNonNull(bucket).delete("handover/" + GONE);
        if (devServer != null) {
            Fault busy = new Fault.StatusError(503, "ServiceUnavailable", "Please try again later.");
            FaultRule rule = FaultRule.of(busy).forMethod("GET");
            devServer.inject(rule.forKey("handover/" + BUSY).times(3));
            devServer.inject(rule.forKey("handover/" + AWAY).always());
        }
        Duration left = Duration.between(Instant.now(), ledger.firstEnd());
        TimeUnit.MILLISECONDS.sleep(left.toMillis() + 1000);
    }

    private boolean report() {
        Map<String, String> ends = ledger.ends();
        view.note("4. Where each message has ended:");
        view.note("");
        List<List<String>> rows = new ArrayList<>();
        for (String ticket : expected.keySet()) {
            long failed =
                    ledger.failedDeliveries().stream().filter(ticket::equals).count();
            long deliveries = Ledger.GIVEN_UP.equals(ends.get(ticket)) ? failed : failed + 1;
            rows.add(List.of(ticket, ends.getOrDefault(ticket, "nowhere"), String.valueOf(deliveries)));
        }
        view.table(List.of("message", "ended in", "deliveries"), rows);
        view.note("");
        boolean well = ends.equals(expected);
        view.note(well ? "5. Each link ended as expected." : "5. NOT as expected, which is " + expected + ".");
        return well;
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "handover: not finished within " + MAX_WAIT_SECONDS + " s; so far: " + ledger.ends());
        }
    }

    private void prepareBroker() throws Exception {
        String url = settings.brokerUrl();
        if (url == null) {
            embeddedBroker = new EmbeddedBroker();
            url = EmbeddedBroker.URL;
            view.note("Using an embedded broker.");
        }
        Connections opened = new Connections(url, settings.brokerUser(), settings.brokerPassword());
        connections = opened;
        opened.bind(camel);
    }

    private void prepareBucket() {
        String name = settings.bucket();
        property("camel.component.presign.allowedKeyPrefixes", "handover/");
        if (name == null) {
            useDevServer();
            return;
        }
        String region = Objects.requireNonNull(settings.region());
        view.note("Using bucket " + name + " in " + region + ".");
        useBucket(region, null, new EnvironmentVariableCredentialsProvider(), name);
    }

    private void useDevServer() {
        SERVER_LOG.setLevel(Level.WARNING);
        OssDevServer server = OssDevServer.builder().bucket("demo").start();
        devServer = server;
        String endpoint = server.endpoint().toString();
        view.note("Using an embedded OSS server at " + endpoint + ".");
        server.camelProperties().forEach(this::property);
        CredentialsProvider keys = new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret());
        useBucket(server.region(), endpoint, keys, "demo");
    }

    private void useBucket(String region, @Nullable String endpoint, CredentialsProvider credentials, String name) {
        var builder = OSSClient.newBuilder().region(region).credentialsProvider(credentials);
        OSSClient bucketClient =
                endpoint == null ? builder.build() : builder.endpoint(endpoint).build();
        client = bucketClient;
        bucket = new BucketUpload(bucketClient, name);
        camel.bind("upload", bucket);
        property("bucket", name);
        property("region", region);
    }

    private void property(String name, String value) {
        camel.addInitialProperty(name, value);
    }

    /** Ends on Ctrl-C. The main thread may fail by it, which is no news. */
    private void interrupt(Thread main) {
        main.setUncaughtExceptionHandler((thread, failure) -> {});
        close();
    }

    /** Stops everything and deletes the files unless the example keeps running. Does so once, at the end or on Ctrl-C. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        camel.stop();
        if (connections != null) {
            connections.close();
        }
        if (embeddedBroker != null) {
            embeddedBroker.close();
        }
        closeClient();
        if (devServer != null) {
            devServer.close();
        }
        if (!settings.keepRunning()) {
            deleteFiles();
        }
    }

    /** Deletes the files, and again those that threads write meanwhile which do not know of the end yet. */
    private void deleteFiles() {
        long end = System.nanoTime() + LONGEST_DELETION.toNanos();
        do {
            FileUtil.removeDir(workspace.toFile());
        } while (Files.exists(workspace) && System.nanoTime() < end);
    }

    private void closeClient() {
        if (client != null) {
            try {
                client.close();
            } catch (Exception e) {
                throw new IllegalStateException("the client of the bucket does not close", e);
            }
        }
    }
}
