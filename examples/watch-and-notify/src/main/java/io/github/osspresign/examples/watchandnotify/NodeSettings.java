// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import java.net.URI;
import java.net.URISyntaxException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.util.TimeUtils;

/** Settings of a node, from environment variables. */
final class NodeSettings {

    static final String USAGE = """
            Environment variables of a node:
              OSS_BUCKET, OSS_REGION    the bucket to watch, with OSS_ACCESS_KEY_ID, OSS_ACCESS_KEY_SECRET (and
                                        OSS_SESSION_TOKEN for temporary credentials)
              JDBC_URL                  a PostgreSQL, with PGUSER and PGPASSWORD
              MAIL_SMTP_URI             Camel URI of the mail server with sender and recipients
              WEBHOOK_URL, WEBHOOK_KEY  where to announce objects, and the key of the signature: whsec_ and base64
              LEADER                    how the nodes choose their leader: database, kubernetes, or file: and a folder
                                        that all nodes share (default: database)
              WATCH_PREFIX              key prefix of the objects (default: none)
              WATCH_DELAY               between two looks at the bucket and at what is due (default: 10s)
              SWEEP_DELAY               between two listings of the whole prefix (default: 1h)
              DIGEST_WINDOW             how long the first object of a mail waits for others (default: 1m)
              QUIET_HOURS               no mails then, such as '22:00-07:00 Asia/Shanghai' (default: none)
              LINK_LIFETIME             of each link, from when it is sent (default: 3d)
              MAIL_LANGUAGE             en or zh (default: en)
              NODE_NAME                 name of the node in what it prints (default: node)
            """;

    private static final List<String> REQUIRED =
            List.of("OSS_BUCKET", "OSS_REGION", "JDBC_URL", "MAIL_SMTP_URI", "WEBHOOK_URL", "WEBHOOK_KEY");

    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("PGUSER", ""),
            Map.entry("PGPASSWORD", ""),
            Map.entry("LEADER", Leader.DATABASE),
            Map.entry("WATCH_PREFIX", ""),
            Map.entry("WATCH_DELAY", "10s"),
            Map.entry("SWEEP_DELAY", "1h"),
            Map.entry("DIGEST_WINDOW", "1m"),
            Map.entry("QUIET_HOURS", "00:00-00:00 UTC"),
            Map.entry("LINK_LIFETIME", "3d"),
            Map.entry("MAIL_LANGUAGE", "en"),
            Map.entry("NODE_NAME", "node"));

    private static final List<String> DURATIONS =
            List.of("WATCH_DELAY", "SWEEP_DELAY", "DIGEST_WINDOW", "LINK_LIFETIME");

    private final Map<String, String> values;

    private NodeSettings(Map<String, String> values) {
        this.values = values;
    }

    /** @throws IllegalArgumentException if a variable is missing or is not valid */
    static NodeSettings of(Map<String, String> environment) {
        List<String> missing =
                REQUIRED.stream().filter(name -> !environment.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("environment: set " + String.join(", ", missing));
        }
        Map<String, String> values = new HashMap<>(DEFAULTS);
        values.putAll(environment);
        NodeSettings settings = new NodeSettings(values);
        DURATIONS.forEach(settings::duration);
        settings.quietHours();
        settings.requireLanguage();
        settings.requireLeader();
        settings.requirePostgres();
        settings.webhook();
        new WebhookSignature(settings.get("WEBHOOK_KEY"), Clock.systemUTC());
        return settings;
    }

    String get(String name) {
        return Objects.requireNonNull(values.get(name), name);
    }

    Duration duration(String name) {
        String value = get(name);
        // A number alone would be milliseconds.
        if (value.matches("[0-9]+(ms|[smhd])")) {
            return TimeUtils.toDuration(value);
        }
        throw new IllegalArgumentException(name + ": must be a number and ms, s, m, h or d, was '" + value + "'");
    }

    QuietHours quietHours() {
        return QuietHours.of(get("QUIET_HOURS"));
    }

    private void requireLanguage() {
        String language = get("MAIL_LANGUAGE");
        if (!Set.of("en", "zh").contains(language)) {
            throw new IllegalArgumentException("MAIL_LANGUAGE: must be en or zh, was '" + language + "'");
        }
    }

    private void requireLeader() {
        String leader = get("LEADER");
        boolean isFolder = leader.startsWith(Leader.FILE) && leader.length() > Leader.FILE.length();
        if (!isFolder && !Set.of(Leader.DATABASE, Leader.KUBERNETES).contains(leader)) {
            throw new IllegalArgumentException(
                    "LEADER: must be database, kubernetes, or file: and a folder, was '" + leader + "'");
        }
    }

    /** The pool and the driver would log a URL that is not valid, with its password. */
    private void requirePostgres() {
        String url = get("JDBC_URL");
        try {
            // The driver takes a user before the host for a port.
            if (url.matches("jdbc:postgresql:[^?@]*([?].*)?")) {
                DriverManager.getDriver(url);
                return;
            }
        } catch (SQLException e) {
            // It is refused below.
        }
        throw new IllegalArgumentException("JDBC_URL: must be a URL of PostgreSQL such as"
                + " 'jdbc:postgresql://db.example.com:5432/outbox', without user and password before the host");
    }

    /** Returns the address of the webhook, which is requested as it is. */
    URI webhook() {
        URI uri = webhookAddress();
        boolean isLocal = Set.of("127.0.0.1", "localhost").contains(String.valueOf(uri.getHost()));
        if (!"https".equals(uri.getScheme()) && !(isLocal && "http".equals(uri.getScheme()))) {
            throw new IllegalArgumentException("WEBHOOK_URL: must begin with https://, because its body is a secret");
        }
        return uri;
    }

    private URI webhookAddress() {
        String url = get("WEBHOOK_URL");
        try {
            URI uri = new URI(url);
            boolean isRequestedVerbatim = uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && uri.toASCIIString().equals(url);
            if (isRequestedVerbatim) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // It is refused below, without its query, which may be a secret.
        }
        throw new IllegalArgumentException(
                "WEBHOOK_URL: must be a valid URL of ASCII characters with a host, without user,"
                        + " password and fragment");
    }

    /** Keeps passwords to itself. */
    @Override
    public String toString() {
        return "NodeSettings[bucket=" + get("OSS_BUCKET") + ", prefix=" + get("WATCH_PREFIX") + "]";
    }
}
