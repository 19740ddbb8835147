// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.osspresign.camel.mail.LinkMail;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.cluster.CamelClusterEventListener;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** One process of the watch. Any number of them may run with the same database; one of them is active. */
public final class Node implements AutoCloseable {

    /** Ends the process when its standard input ends, as it does when the process that has started it is killed. */
    static final String END_WITH_INPUT = "--end-with-input";

    /** Follows the name of the node in what it prints. */
    static final String LEADS = " leads";

    static final String WAITS = " waits";

    static final String GROUP = "watch-and-notify";

    private final NodeSettings settings;
    private final PrintStream out;
    private final Clock clock;
    private final Main camel = new Main();
    private @Nullable HikariDataSource database;

    Node(NodeSettings settings, PrintStream out, Clock clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    /** Runs until it is terminated. Environment variables are the settings. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        NodeSettings settings;
        try {
            settings = NodeSettings.of(System.getenv());
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println();
            out.println(NodeSettings.USAGE);
            System.exit(2);
            return;
        }
        Node node = new Node(settings, out, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(node::close, "node-stop"));
        node.start();
        if (List.of(arguments).contains(END_WITH_INPUT)) {
            while (System.in.read() >= 0) {
                // Only its end matters.
            }
            System.exit(0);
        }
        new CountDownLatch(1).await();
    }

    void start() throws Exception {
        HikariDataSource opened = open();
        database = opened;
        Outbox.create(opened);
        QuietHours quietHours = settings.quietHours();
        camel.bind("database", opened);
        camel.bind("transactions", new SpringTransactionPolicy(new DataSourceTransactionManager(opened)));
        JdbcMessageIdRepository swept = new JdbcMessageIdRepository(opened, "sweep");
        // While the database is there: a route whose start fails is not started again while this node leads.
        swept.start();
        camel.bind("swept", swept);
        camel.bind("position", new Position(opened));
        camel.bind("cluster", Leader.service(settings));
        camel.bind("schedule", new Schedule(clock, quietHours, settings.duration("DIGEST_WINDOW")));
        camel.bind("mail", mail(quietHours));
        camel.bind("signature", new WebhookSignature(settings.get("WEBHOOK_KEY"), clock));
        camel.bind("webhook", new Webhook(settings.webhook()));
        property("group", GROUP);
        property("bucket", settings.get("OSS_BUCKET"));
        property("region", settings.get("OSS_REGION"));
        String prefix = settings.get("WATCH_PREFIX");
        property("prefix", prefix.isEmpty() ? "" : "&prefix=RAW(" + prefix + ")");
        property("delay", settings.get("WATCH_DELAY"));
        property("sweep", settings.get("SWEEP_DELAY"));
        property("lifetime", settings.get("LINK_LIFETIME"));
        // camel-master starts a route up to ten times in this distance after the lead was taken, whether it is lost or
        // not.
        property("camel.component.master.back-off-delay", "100");
        // It has a password. Camel prints properties at start, but not those of such a name.
        property("smtp.secret", settings.get("MAIL_SMTP_URI"));
        camel.configure().addRoutesBuilder(new WatchRoutes());
        camel.configure().addRoutesBuilder(new MailRoutes());
        camel.configure().addRoutesBuilder(new WebhookRoutes());
        // Camel's own reaction to Ctrl-C waits a minute for somebody else to stop the context.
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        camel.configure().withShutdownTimeout(10);
        camel.start();
        reportLeadership();
    }

    private LinkMail mail(QuietHours quietHours) {
        LinkMail mail = new LinkMail();
        mail.setLanguage(settings.get("MAIL_LANGUAGE"));
        mail.setZone(quietHours.zone().getId());
        return mail;
    }

    /** Waits a minute for a database that is not there yet. */
    private HikariDataSource open() {
        HikariConfig pool = new HikariConfig();
        pool.setJdbcUrl(settings.get("JDBC_URL"));
        pool.setUsername(settings.get("PGUSER"));
        pool.setPassword(settings.get("PGPASSWORD"));
        pool.setMaximumPoolSize(5);
        pool.setInitializationFailTimeout(60_000);
        // For a database that is cut off. A statement that waits longer is tried again.
        pool.addDataSourceProperty("socketTimeout", "60");
        // Ends the locks of a node whose machine is gone. Mails and webhooks time out earlier.
        pool.setConnectionInitSql("set idle_in_transaction_session_timeout = '10min'");
        return new HikariDataSource(pool);
    }

    private void reportLeadership() throws Exception {
        CamelClusterService cluster =
                Objects.requireNonNull(camel.getCamelContext().hasService(CamelClusterService.class));
        AtomicReference<String> last = new AtomicReference<>();
        cluster.getView(GROUP).addEventListener((CamelClusterEventListener.Leadership) (view, leader) -> {
            String now = view.getLocalMember().isLeader() ? LEADS : WAITS;
            if (!now.equals(last.getAndSet(now))) {
                out.println(settings.get("NODE_NAME") + now);
            }
        });
    }

    private void property(String name, String value) {
        camel.addInitialProperty(name, value);
    }

    /** Stops after what is being sent, and lets another node lead. */
    @Override
    public synchronized void close() {
        camel.stop();
        if (database != null) {
            database.close();
        }
    }
}
