// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import io.github.osspresign.examples.terminal.TransferView;
import io.github.osspresign.examples.watchandnotify.EmbeddedMail.Mail;
import io.github.osspresign.examples.watchandnotify.Ledger.Counts;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the example: two nodes announce objects, while the webhook is down, in quiet hours, and after a kill. */
public final class WatchAndNotify implements AutoCloseable {

    private static final String USAGE = """
            Usage: watch-and-notify [--node]
              --node   run one node with real services, whose settings are environment variables
            """;

    private static final int QUIET_SECONDS = 8;
    private static final int MAX_WAIT_SECONDS = 120;

    private final TransferView view;
    private final Ledger ledger = new Ledger();
    private final Map<String, String> groups = new LinkedHashMap<>();
    private final List<NodeProcess> nodes = new ArrayList<>();
    private @Nullable Services services;
    private int mails;
    private boolean closed;

    WatchAndNotify(TransferView view) {
        this.view = view;
    }

    /** Ends with exit code 0 only if every object was announced as the README promises. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (List.of(arguments).equals(List.of("--node"))) {
            Node.main(new String[0]);
            return;
        }
        if (arguments.length > 0) {
            out.println("argument: must be --node, was '" + arguments[0] + "'");
            out.println();
            out.println(USAGE);
            System.exit(2);
        }
        boolean well;
        try (TransferView view = TransferView.ofProcess();
                WatchAndNotify example = new WatchAndNotify(view)) {
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> example.interrupt(main), "watch-and-notify-stop"));
            well = example.run();
        }
        if (!well) {
            System.exit(1);
        }
    }

    /** Returns whether everything was announced as promised. */
    boolean run() throws Exception {
        view.note("Starting an embedded OSS server, PostgreSQL, mail server and receiver of webhooks.");
        Services started = new Services();
        services = started;
        Map<String, String> environment = started.environment();
        Instant quietUntil = Instant.now().plusSeconds(QUIET_SECONDS).truncatedTo(ChronoUnit.SECONDS);
        environment.put("QUIET_HOURS", quietHours(quietUntil));

        view.note("1. Two nodes start. One of them watches the bucket, the other one waits.");
        nodes.add(started.start("node a", environment, this::node));
        nodes.add(started.start("node b", environment, this::node));
        await("a leader", () -> leader() != null);

        view.note("2. An object appears in quiet hours. The webhook is called, the mail waits until "
                + LocalTime.ofInstant(quietUntil, ZoneOffset.UTC) + " UTC.");
        put("quiet hours", "inbox/1-quiet.csv");
        awaitCalls();
        awaitMails();
        boolean quiet =
                started.mail.mails().stream().noneMatch(mail -> mail.sentAt().isBefore(quietUntil));
        view.note("   " + (quiet ? "after" : "IN") + " quiet hours");

        view.note("3. Twelve objects appear at once.");
        for (int i = 1; i <= 12; i++) {
            put("many at once", "inbox/2-many-%02d.csv".formatted(i));
        }
        awaitCalls();
        awaitMails();

        view.note("4. The receiver of webhooks is down when an object appears. The mail does not wait.");
        started.webhook.down();
        put("webhook down", "inbox/3-down.csv");
        awaitMails();
        view.note("   The receiver comes up.");
        started.webhook.up();
        awaitCalls();

        view.note("5. An old object is overwritten.");
        put("overwritten", "inbox/1-quiet.csv");
        awaitCalls();
        awaitMails();

        view.note("6. The leader is killed while objects appear.");
        putAndKill();
        return report(quiet);
    }

    private void putAndKill() throws Exception {
        for (int i = 1; i <= 40; i++) {
            put("leader killed", "inbox/4-kill-%02d.csv".formatted(i));
            TimeUnit.MILLISECONDS.sleep(100);
            if (i == 25) {
                NodeProcess leader = Objects.requireNonNull(leader(), "leader");
                leader.kill();
                view.note("   " + leader.name() + " is killed");
                await("a new leader", () -> leader() != null);
            }
        }
        awaitCalls();
        awaitMails();
        Services running = Objects.requireNonNull(services);
        await("an empty outbox", () -> running.pending() == 0);
    }

    private static String quietHours(Instant until) {
        LocalTime end = LocalTime.ofInstant(until, ZoneOffset.UTC);
        return end.minusHours(1) + "-" + end + " UTC";
    }

    private void put(String group, String key) {
        ledger.stored(key);
        groups.merge(key, group, (first, second) -> first + ", " + second);
        Objects.requireNonNull(services).put(key, group + " " + key + "\n");
    }

    private void node(String line) {
        view.note("   " + line);
    }

    private @Nullable NodeProcess leader() {
        return nodes.stream().filter(NodeProcess::leads).findFirst().orElse(null);
    }

    private Counts mails(String group) {
        return ledger.mails(Objects.requireNonNull(services).mail.mails(), key -> isIn(group, key));
    }

    private Counts calls(String group) {
        return ledger.calls(Objects.requireNonNull(services).webhook.calls(), key -> isIn(group, key));
    }

    private boolean isIn(String group, String key) {
        return group.isEmpty() || group.equals(groups.get(key));
    }

    private void awaitMails() throws Exception {
        int before = mails;
        await("all mails", () -> mails("").isComplete());
        List<Mail> received = Objects.requireNonNull(services).mail.mails();
        mails = received.size();
        List<String> sizes = received.subList(before, mails).stream()
                .map(mail -> mail.keys().size() == 1 ? "1 link" : mail.keys().size() + " links")
                .toList();
        view.note("   mailed: " + String.join(", ", sizes));
    }

    private void awaitCalls() throws Exception {
        await("all calls", () -> calls("").isComplete());
        view.note("   webhook called");
    }

    private void await(String what, Callable<Boolean> condition) throws Exception {
        Instant end = Instant.now().plusSeconds(MAX_WAIT_SECONDS);
        while (!condition.call()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(what + ": must come within " + MAX_WAIT_SECONDS + " s, did not");
            }
            showStatus();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private void showStatus() {
        NodeProcess leader = leader();
        if (groups.isEmpty()) {
            return;
        }
        Counts mailed = mails("");
        Counts called = calls("");
        view.status(List.of("%s · objects: %d · to mail: %d · to call: %d"
                .formatted(
                        leader == null ? "no leader" : leader.name() + " leads",
                        mailed.expected(),
                        mailed.missing(),
                        called.missing())));
    }

    private boolean report(boolean quiet) {
        view.status(List.of());
        view.note("7. What was announced:");
        view.note("");
        view.table(
                List.of("", "objects", "mailed", "repeated", "called", "repeated"),
                groups.values().stream().distinct().map(this::row).toList());
        view.note("");
        boolean well = quiet && mails("").isAsPromised(1) && calls("").isAsPromised(1);
        view.note(well ? "8. Each object was announced as promised." : "8. NOT as promised.");
        return well;
    }

    private List<String> row(String group) {
        Counts mails = mails(group);
        Counts calls = calls(group);
        return Stream.concat(
                        Stream.of(group),
                        Stream.of(
                                        mails.expected(),
                                        mails.announced(),
                                        mails.repeated(),
                                        calls.announced(),
                                        calls.repeated())
                                .map(String::valueOf))
                .toList();
    }

    /** Ends on Ctrl-C. The main thread may fail by it, which is no news. */
    private void interrupt(Thread main) {
        main.setUncaughtExceptionHandler((thread, failure) -> {});
        try {
            close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops everything. Does so once, at the end or on Ctrl-C. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        nodes.parallelStream().forEach(NodeProcess::close);
        if (services != null) {
            services.close();
        }
    }
}
