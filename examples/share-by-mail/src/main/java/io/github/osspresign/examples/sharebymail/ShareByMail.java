// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.sharebymail;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.CredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import io.github.osspresign.camel.mail.LinkMail;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.examples.terminal.CtrlC;
import io.github.osspresign.examples.terminal.TransferView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** Runs the example: one file goes out as a link in a mail and comes back as a file. */
public final class ShareByMail implements AutoCloseable {

    private static final String SAMPLE_NAME = "报告 Q1+2 (final) 100%.pdf";
    private static final long MAX_WAIT_SECONDS = 120;

    private final Settings settings;
    private final TransferView view;
    private final Main camel = new Main();
    private final Path workspace;
    private final Ledger ledger;
    private @Nullable OssDevServer devServer;
    private @Nullable EmbeddedMail embeddedMail;
    private @Nullable OSSClient client;

    ShareByMail(Settings settings, TransferView view) throws IOException {
        this.settings = settings;
        this.view = view;
        this.workspace = Files.createTempDirectory("share-by-mail");
        this.ledger = new Ledger(view, settings.keepRunning(), Files.createDirectories(workspace.resolve("copies")));
    }

    /** Ends with exit code 0 only if the received file equals the sent one. */
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
        boolean equal;
        CtrlC ctrlC = CtrlC.interruptsThisThread();
        try (ctrlC;
                view;
                ShareByMail example = new ShareByMail(settings, view)) {
            equal = example.run();
            if (settings.keepRunning()) {
                view.note("Running on until Ctrl-C. Try the link with curl or a browser. The files stay in");
                view.note("   " + example.workspace);
                new CountDownLatch(1).await();
            }
        }
        if (!equal) {
            System.exit(1);
        }
    }

    /** Shares one file and waits until it has arrived. */
    boolean run() throws Exception {
        prepareBucket();
        prepareMail();
        camel.bind("ledger", ledger);
        camel.bind("mail", mail());
        camel.bind("progress", view);
        property("outbox", Files.createDirectories(workspace.resolve("outbox")).toString());
        property("inbox", workspace.resolve("inbox").toString());
        property("expiration", settings.expiration());
        if (settings.yaml()) {
            camel.configure().withRoutesIncludePattern("classpath:routes/share-by-mail.yaml");
        } else {
            camel.configure().addRoutesBuilder(new ShareRoutes());
        }
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure().withShutdownTimeout(1);
        camel.start();
        view.note("Outbox: " + workspace.resolve("outbox"));
        view.note("Inbox:  " + workspace.resolve("inbox"));
        placeInOutbox();
        return ledger.firstArrival().get(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
    }

    private LinkMail mail() {
        LinkMail mail = new LinkMail();
        mail.setLanguage(settings.language());
        mail.setZone(ZoneId.systemDefault().getId());
        return mail;
    }

    private void prepareBucket() {
        String bucket = settings.bucket();
        if (bucket == null) {
            useDevServer();
            return;
        }
        String region = Objects.requireNonNull(settings.region());
        view.note("Using bucket " + bucket + " in " + region + ".");
        useBucket(region, null, new EnvironmentVariableCredentialsProvider(), bucket);
    }

    private void useDevServer() {
        OssDevServer server = OssDevServer.builder().bucket("demo").start();
        devServer = server;
        String endpoint = server.endpoint().toString();
        view.note("Using an embedded OSS server at " + endpoint + ".");
        server.camelProperties().forEach(this::property);
        CredentialsProvider keys = new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret());
        useBucket(server.region(), endpoint, keys, "demo");
    }

    private void useBucket(String region, @Nullable String endpoint, CredentialsProvider credentials, String bucket) {
        var builder = OSSClient.newBuilder().region(region).credentialsProvider(credentials);
        OSSClient bucketClient =
                endpoint == null ? builder.build() : builder.endpoint(endpoint).build();
        client = bucketClient;
        camel.bind("upload", new BucketUpload(bucketClient, bucket));
        property("bucket", bucket);
        property("region", region);
    }

    private void prepareMail() {
        String smtp = settings.smtp();
        String imap = settings.imap();
        if (smtp == null || imap == null) {
            EmbeddedMail server = new EmbeddedMail();
            embeddedMail = server;
            smtp = server.smtp();
            imap = server.imap();
            view.note("Using an embedded mail server.");
        }
        // They have passwords. Camel prints properties at start, but not those of such a name.
        property("smtp.secret", smtp);
        property("imap.secret", imap);
    }

    /** By a rename, so that the route never sees half a file. */
    private void placeInOutbox() throws IOException {
        Path file = settings.file();
        Path staged = workspace.resolve("staged");
        if (file == null) {
            Files.write(staged, new SamplePdf().bytes());
        } else {
            Files.copy(file, staged);
        }
        String name = file == null ? SAMPLE_NAME : String.valueOf(file.getFileName());
        Files.move(staged, workspace.resolve("outbox").resolve(name));
    }

    private void property(String name, String value) {
        camel.addInitialProperty(name, value);
    }

    /** Stops everything and deletes the files unless the example keeps running. */
    @Override
    public void close() {
        // What stops here waits, and the interrupt of Ctrl-C would end these waits as well.
        boolean interrupted = Thread.interrupted();
        camel.stop();
        closeClient();
        if (embeddedMail != null) {
            embeddedMail.close();
        }
        if (devServer != null) {
            devServer.close();
        }
        if (!settings.keepRunning()) {
            FileUtil.removeDir(workspace.toFile());
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
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
