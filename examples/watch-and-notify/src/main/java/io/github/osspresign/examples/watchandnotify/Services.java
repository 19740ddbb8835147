// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.osspresign.devserver.OssDevServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The services that the nodes need, in this process: bucket, database, mail server and receiver of webhooks. */
final class Services implements AutoCloseable {

    private static final String BUCKET = "demo";

    final OssDevServer bucket;
    final EmbeddedPostgres database;
    final EmbeddedMail mail;
    final WebhookReceiver webhook;
    private final String webhookKey;

    Services() throws IOException {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        webhookKey = WebhookSignature.KEY_PREFIX + Base64.getEncoder().encodeToString(key);
        bucket = OssDevServer.builder().bucket(BUCKET).start();
        mail = new EmbeddedMail();
        webhook = new WebhookReceiver(webhookKey);
        database = EmbeddedPostgres.builder().start();
    }

    void put(String key, String content) {
        bucket.putObject(BUCKET, key, content.getBytes(UTF_8));
    }

    /** Returns the environment of a node. */
    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        environment.put("OSS_BUCKET", BUCKET);
        environment.put("OSS_REGION", bucket.region());
        environment.put("JDBC_URL", "jdbc:postgresql://127.0.0.1:" + database.getPort() + "/postgres");
        environment.put("PGUSER", "postgres");
        environment.put("MAIL_SMTP_URI", mail.smtp());
        environment.put("WEBHOOK_URL", webhook.url());
        environment.put("WEBHOOK_KEY", webhookKey);
        environment.put("WATCH_DELAY", "200ms");
        environment.put("SWEEP_DELAY", "2s");
        environment.put("DIGEST_WINDOW", "1s");
        return environment;
    }

    NodeProcess start(String name, Map<String, String> environment, Consumer<String> lines) throws IOException {
        Map<String, String> properties = new HashMap<>(bucket.camelProperties());
        // Nodes download nothing.
        properties.keySet().removeIf(property -> property.contains("osspresigned"));
        return new NodeProcess(name, environment, properties, lines);
    }

    /** Returns how many announcements are not made yet, by mail and by webhook together. */
    int pending() throws SQLException {
        return count("count(*) filter (where mailed_at is null) + count(*) filter (where webhook_at is null)");
    }

    /** Returns how many objects were found. */
    int found() throws SQLException {
        return count("count(*)");
    }

    private int count(String what) throws SQLException {
        try (Connection connection = database.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + what + " from announcement")) {
            row.next();
            return row.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        webhook.close();
        mail.close();
        database.close();
        bucket.close();
    }
}
