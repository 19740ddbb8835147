// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etldownload;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.EnvironmentVariableCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.osspresign.camel.listener.LinkSummary;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.etldownload.Sample.Kind;
import io.github.osspresign.examples.terminal.TransferView;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Runs the example: a manifest is loaded, some of its links fail, their causes are fixed, and the file of failures is
 * loaded as a manifest.
 */
public final class EtlDownload implements AutoCloseable {

    private final Settings settings;
    private final TransferView view;
    private final Path workspace;
    private final Map<String, String> properties = new HashMap<>();
    private @Nullable EmbeddedPostgres embeddedDatabase;
    private @Nullable HikariDataSource database;
    private @Nullable OssDevServer devServer;
    private @Nullable OSSClient client;
    private volatile @Nullable Load loading;
    private boolean closed;

    EtlDownload(Settings settings, TransferView view) throws IOException {
        this.settings = settings;
        this.view = view;
        Path given = settings.workspace();
        this.workspace = given == null ? Files.createTempDirectory("etl-download") : Files.createDirectories(given);
    }

    /** Ends with exit code 0 only if each row is in the table once, and each failure is one that was to be expected. */
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
                EtlDownload example = new EtlDownload(settings, view)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> example.interrupt(main), "etl-download-stop"));
            well = example.run();
        }
        if (!well) {
            System.exit(1);
        }
    }

    /** Runs the example and returns whether everything has ended as it should. */
    boolean run() throws Exception {
        HikariDataSource loaded = openDatabase();
        if (settings.loadOnly()) {
            return run(new Load(workspace, loaded, view, settings.refreshUri(), properties))
                    .isComplete();
        }
        return runSample(loaded);
    }

    private boolean runSample(HikariDataSource loaded) throws Exception {
        String name = settings.bucket() == null ? "demo" : settings.bucket();
        Sample sample = new Sample(name, "etl-download/" + Instant.now().getEpochSecond() + "/", settings.links());
        BiConsumer<String, byte[]> bucket = openBucket(name);
        String endpoint = "presign:" + name + "?region=" + properties.get("region");
        Supplier supplier = new Supplier(sample, bucket, endpoint + "&expiration=1d", properties, workspace);

        view.note("1. The supplier stores objects and gives a manifest of " + sample.links() + " links.");
        supplier.store();
        supplier.giveManifest(Load.manifests(workspace).resolve("readings.jsonl"));
        boolean corrupt = corrupt(sample);

        view.note("2. It is loaded.");
        Load.Outcome first = load(loaded, null);
        Path failures = Load.failures(workspace);
        SortedMap<String, Integer> bad = expectedFailures(sample, corrupt);
        boolean well = isAsExpected(first, sample.links(), sample.count(Kind.SECOND), bad);
        long lines = Files.exists(failures) ? Files.readAllLines(failures).size() : 0;
        view.note("   " + lines + " links that have failed are in");
        view.note("   " + failures);
        well &= lines == first.failed();

        view.note("3. The causes are mended, and the failures are loaded as a manifest.");
        supplier.storeMissing();
        if (devServer != null) {
            devServer.clearFaults();
        }
        Files.move(failures, Load.manifests(workspace).resolve("failed-once.jsonl"));
        Load.Outcome second = load(loaded, endpoint + "&expiration=1h");
        well &= isAsExpected(second, first.failed(), 0, new TreeMap<>());

        boolean complete = sample.rows().equals(new Readings(loaded).rows(name + "/" + sample.prefix()));
        view.note("4. " + (complete ? "Each row is in the table, once." : "The table is NOT what it should be."));
        return well && complete;
    }

    /** Runs a load that Ctrl-C stops. */
    private Load.Outcome run(Load load) throws Exception {
        loading = load;
        return load.run();
    }

    private Load.Outcome load(HikariDataSource loaded, @Nullable String refreshUri) throws Exception {
        return run(new Load(workspace, loaded, view, refreshUri, properties));
    }

    private static SortedMap<String, Integer> expectedFailures(Sample sample, boolean corrupt) {
        SortedMap<String, Integer> failures = new TreeMap<>();
        failures.put("LinkExpiredException", sample.count(Kind.ENDED));
        failures.put("ObjectNotFoundException", sample.count(Kind.MISSING));
        if (corrupt) {
            failures.put("ChecksumMismatchException", sample.count(Kind.CORRUPT));
        }
        return failures;
    }

    private boolean isAsExpected(Load.Outcome outcome, int links, int duplicates, SortedMap<String, Integer> failures) {
        int failed = failures.values().stream().mapToInt(Integer::intValue).sum();
        LinkSummary expected = new LinkSummary(links, links - duplicates - failed, duplicates, failures);
        boolean well = outcome.summaries().equals(List.of(expected))
                && outcome.waiting().isEmpty();
        if (!well) {
            view.note("   NOT as it should be, which is " + expected);
        }
        return well;
    }

    /** A real service does not do so on demand. */
    private boolean corrupt(Sample sample) {
        if (devServer == null) {
            return false;
        }
        devServer.inject(FaultRule.of(new Fault.FlippedByte(40))
                .forKey(sample.corruptKey())
                .forMethod("GET")
                .always());
        return true;
    }

    private HikariDataSource openDatabase() throws IOException {
        HikariConfig pool = new HikariConfig();
        pool.setMaximumPoolSize(10);
        String url = settings.jdbcUrl();
        if (url == null) {
            view.note("Starting an embedded PostgreSQL.");
            EmbeddedPostgres server = EmbeddedPostgres.builder().start();
            embeddedDatabase = server;
            pool.setJdbcUrl(server.getJdbcUrl("postgres", "postgres"));
            view.note("Using an embedded PostgreSQL at port " + server.getPort() + ".");
        } else {
            pool.setJdbcUrl(url);
            pool.setUsername(settings.jdbcUser());
            pool.setPassword(settings.jdbcPassword());
        }
        HikariDataSource opened = new HikariDataSource(pool);
        database = opened;
        return opened;
    }

    private BiConsumer<String, byte[]> openBucket(String name) {
        if (settings.bucket() == null) {
            return useDevServer(name);
        }
        String region = Objects.requireNonNull(settings.region());
        view.note("Using bucket " + name + " in " + region + ".");
        properties.put("region", region);
        OSSClient opened = OSSClient.newBuilder()
                .region(region)
                .credentialsProvider(new EnvironmentVariableCredentialsProvider())
                .build();
        client = opened;
        return (key, content) -> opened.putObject(PutObjectRequest.newBuilder()
                .bucket(name)
                .key(key)
                .body(BinaryData.fromBytes(content))
                .build());
    }

    private BiConsumer<String, byte[]> useDevServer(String name) {
        OssDevServer server = OssDevServer.builder().bucket(name).start();
        devServer = server;
        view.note("Using an embedded OSS server at " + server.endpoint() + ".");
        properties.putAll(properties(server));
        return (key, content) -> server.putObject(name, key, content);
    }

    /** Returns the properties that Camel needs to sign for that server and to download from it. */
    static Map<String, String> properties(OssDevServer server) {
        Map<String, String> properties = new HashMap<>(server.camelProperties());
        properties.put("region", server.region());
        return properties;
    }

    /** Ends on Ctrl-C. The main thread may fail by it, which is no news. */
    private void interrupt(Thread main) {
        main.setUncaughtExceptionHandler((thread, failure) -> {});
        Load interrupted = loading;
        if (interrupted != null) {
            interrupted.stop();
        }
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything and deletes a temporary workspace. Does so once, at the end or on Ctrl-C. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        if (database != null) {
            database.close();
        }
        if (embeddedDatabase != null) {
            embeddedDatabase.close();
        }
        closeClient();
        if (devServer != null) {
            devServer.close();
        }
        if (settings.workspace() == null) {
            FileUtil.removeDir(workspace.toFile());
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
