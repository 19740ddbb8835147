// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutSymlinkRequest;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.devserver.request.RecordedRequest;
import io.github.osspresign.examples.watchandnotify.EmbeddedMail.Mail;
import io.github.osspresign.examples.watchandnotify.WebhookReceiver.Call;
import io.github.osspresign.test.PrintedText;
import io.github.osspresign.test.SettableClock;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One node announces objects by its schedule. The clock of its schedule stands still until a test advances it, by whole days in between. */
class AnnouncementTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Begins all keys, with characters that mean something in URIs. */
    private static final String PREFIX = "in box+&%41=?/";

    /** Follows the path of the webhook, with encoded characters, and with parameters that Camel has as options. */
    private static final String WEBHOOK_END =
            "/a%2Fb%2b?token=hidden1&sig=abc-%2Bx+y%3D&okStatusCodeRange=500-599&a=%26%23&throwExceptionOnFailure=false";

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private static final PrintedText PRINTED = new PrintedText();

    @AutoClose
    private static final PrintedText LOGGED = PrintedText.ofStandardError();

    @TempDir
    private static Path folder;

    private static Services services;
    private static Node node;

    private int earlierMails;
    private int earlierCalls;

    @BeforeAll
    static void start() throws Exception {
        services = new Services();
        services.bucket.camelProperties().forEach(System::setProperty);
        node = startNode(Map.of());
    }

    private static Node startNode(Map<String, String> special) throws Exception {
        Map<String, String> environment = services.environment();
        environment.put("WATCH_PREFIX", PREFIX);
        environment.put("WEBHOOK_URL", services.webhook.url() + WEBHOOK_END);
        environment.put("MAIL_SMTP_URI", services.mail.smtp() + "&password=hidden2");
        environment.put("WATCH_DELAY", "20ms");
        environment.put("SWEEP_DELAY", "100ms");
        environment.put("DIGEST_WINDOW", "1m");
        environment.put("QUIET_HOURS", "22:00-07:00 UTC");
        environment.putAll(special);
        Node started = new Node(NodeSettings.of(environment), PRINTED, CLOCK);
        started.start();
        return started;
    }

    /** Each test begins at noon with everything announced. */
    @BeforeEach
    void begin() throws Exception {
        Instant now = CLOCK.instant();
        CLOCK.advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36))));
        earlierMails = services.mail.mails().size();
        earlierCalls = services.webhook.calls().size();
        services.bucket.clearFaults();
        LOGGED.reset();
    }

    @AfterEach
    void end() {
        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(LOGGED.toString()).doesNotContainPattern("x-oss-signature(=|%3D)[0-9a-f]|hidden[12]");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        services.bucket.camelProperties().keySet().forEach(System::clearProperty);
        services.close();
    }

    @Test
    void objectsOfAWindowAreOneMailAndOneCallEachToTheAddressAsItIs() throws Exception {
        put("1/b 报告.csv", "1");
        put("1/c.csv", "2");
        awaitCalls(2);
        put("1/a.csv", "sorts before the position");
        awaitCalls(3);
        letTheNodeLook();
        assertThat(mails()).isEmpty();

        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(calls()).extracting(Call::target).containsOnly("/new-object" + WEBHOOK_END);
        assertThat(keysOfCalls())
                .containsExactlyInAnyOrder(PREFIX + "1/b 报告.csv", PREFIX + "1/c.csv", PREFIX + "1/a.csv");
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.keys())
                        .containsExactlyInAnyOrder(PREFIX + "1/b 报告.csv", PREFIX + "1/c.csv", PREFIX + "1/a.csv"));
    }

    @Test
    void mailWaitsForTheEndOfQuietHours() throws Exception {
        CLOCK.advance(Duration.ofHours(11));
        put("2/night.csv", "1");
        awaitCalls(1);
        CLOCK.advance(Duration.ofHours(7));
        letTheNodeLook();
        assertThat(mails()).isEmpty();

        CLOCK.advance(Duration.ofHours(1));
        until(() -> mails().size() == 1);
    }

    @Test
    void overwrittenObjectIsAnnouncedAgain() throws Exception {
        put("3/a.csv", "1");
        awaitCalls(1);
        CLOCK.advance(WINDOW);
        until(() -> mails().size() == 1);

        put("3/a.csv", "2");
        awaitCalls(2);
        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(mailedKeys()).containsExactly(List.of(PREFIX + "3/a.csv"), List.of(PREFIX + "3/a.csv"));
        assertThat(mails()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void deletedObjectIsLeftOutOfTheMail() throws Exception {
        put("4/deleted.csv", "1");
        put("4/kept.csv", "2");
        awaitCalls(2);
        delete(PREFIX + "4/deleted.csv");

        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(mailedKeys()).containsExactly(List.of(PREFIX + "4/kept.csv"));
    }

    @Test
    void webhookThatIsDownIsCalledLaterAndDoesNotDelayTheMail() throws Exception {
        services.webhook.down();
        put("5/a.csv", "1");
        until(() -> services.pending() == 2);
        CLOCK.advance(WINDOW);
        until(() -> mails().size() == 1);
        until(() -> logged("webhook is called later"));

        services.webhook.up();
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> services.pending() == 0);
        assertThat(keysOfCalls()).containsExactly(PREFIX + "5/a.csv");
    }

    @Test
    void callWhoseConfirmationIsLostIsRepeatedWithItsId() throws Exception {
        services.webhook.respond(() -> {
            services.webhook.down();
            return WebhookReceiver.CONFIRMED;
        });
        put("6/a.csv", "1");
        awaitCalls(1);
        until(() -> logged("webhook is called later"));

        services.webhook.respond(() -> WebhookReceiver.CONFIRMED);
        services.webhook.up();
        CLOCK.advance(Duration.ofMinutes(10));
        awaitCalls(2);
        assertThat(calls()).containsOnly(calls().get(0));
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 500})
    void callThatIsRedirectedOrRefusedIsRepeated(int status) throws Exception {
        services.webhook.respond(() -> status);
        put("8/" + status + ".csv", "1");
        until(() -> logged("webhook is called later: its response was " + status));

        services.webhook.respond(() -> WebhookReceiver.CONFIRMED);
        CLOCK.advance(Duration.ofMinutes(10));
        awaitCalls(2);
        assertThat(calls()).containsOnly(calls().get(0));
    }

    @Test
    void objectThatCannotBeRecordedIsAnnouncedLater() throws Exception {
        execute("alter table announcement rename to away");
        put("9/a.csv", "1");
        until(() -> logged("not recorded, tried again later"));
        execute("alter table away rename to announcement");

        awaitCalls(1);
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> mails().size() == 1);
        assertThat(LOGGED.toString()).doesNotContain("\tat ");
    }

    /** The keys sort before the position of the listing, so only the sweep finds them. */
    @Test
    void symbolicLinkAndObjectThatCannotBeRecordedDoNotEndTheSweep() throws Exception {
        execute("alter table announcement add constraint no_bad check (object_key not like '%/bad.csv')");
        put("13/position.csv", "1");
        awaitCalls(1);
        put("0/target.csv", "1");
        put("0/bad.csv", "1");
        symlink("0/link.csv", "0/target.csv");
        put("0/later.csv", "1");
        awaitCalls(4);
        execute("alter table announcement drop constraint no_bad");
        awaitCalls(5);
        put("0/link.csv", "no link any more");
        awaitCalls(6);
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> services.pending() == 0);

        assertThat(keysOfCalls())
                .containsExactlyInAnyOrder(
                        PREFIX + "13/position.csv",
                        PREFIX + "0/target.csv",
                        PREFIX + "0/bad.csv",
                        PREFIX + "0/link.csv",
                        PREFIX + "0/link.csv",
                        PREFIX + "0/later.csv");
    }

    /** As two leaders close them that overlap. */
    @Test
    void mailsThatAreClosedAtTheSameTimeAreSentOneByOne() throws Exception {
        put("10/a.csv", "1");
        put("10/b.csv", "2");
        awaitCalls(2);
        execute("update announcement set mail_id = md5(object_key) where mailed_at is null");

        until(() -> services.pending() == 0);
        assertThat(mailedKeys()).containsExactlyInAnyOrder(List.of(PREFIX + "10/a.csv"), List.of(PREFIX + "10/b.csv"));
    }

    /** One leads by the database, the other one by a file. Then the first one loses its session and leads again. */
    @Test
    @Tag("slow")
    void twoLeadersAnnounceEachObjectOnce() throws Exception {
        List<String> keys =
                IntStream.range(0, 30).mapToObj("14/%02d.csv"::formatted).toList();
        execute("alter table announcement add constraint no_bad check (object_key not like '%/29.csv')");
        try (Node other = startNode(Map.of("LEADER", "file:" + folder, "NODE_NAME", "other"))) {
            until(() -> PRINTED.toString().contains("other leads"));
            for (String key : keys) {
                put(key, "1");
            }
            awaitCalls(29);
            put(keys.get(0), "2");
            execute("alter table announcement drop constraint no_bad");
            awaitCalls(31);
            CLOCK.advance(WINDOW);
            until(() -> services.pending() == 0);
        }
        leadAgain();
        put("14/later.csv", "1");
        awaitCalls(32);
        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);

        List<String> expected = Stream.of(keys, List.of("14/00.csv", "14/later.csv"))
                .flatMap(List::stream)
                .map(key -> PREFIX + key)
                .toList();
        assertThat(keysOfCalls()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(mails()).flatExtracting(Mail::keys).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @Tag("slow")
    void olderLeaderCannotWriteThePosition() throws Exception {
        Position older = new Position(services.database.getPostgresDatabase());
        Position newer = new Position(services.database.getPostgresDatabase());
        older.start();
        older.setState("b/", "1");
        newer.start();

        assertThatIllegalStateException()
                .isThrownBy(() -> older.setState("b/", "2"))
                .withMessageStartingWith("position: must be written by the last node that leads");
        assertThat(newer.getState("b/")).isEqualTo("1");
        newer.setState("b/", "3");
        assertThat(older.getState("b/")).isEqualTo("3");
        leadAgain();
    }

    /** The table stands for a database that is away for longer than camel-master tries to start a route. */
    @Test
    @Tag("slow")
    void nodeThatTakesTheLeadWhileTheDatabaseIsAwaySweepsLater() throws Exception {
        put("15/a.csv", "1");
        awaitCalls(1);
        execute("alter table camel_messageprocessed rename to away; create type camel_messageprocessed as (no int)");
        leadAgain();
        int already = CLOCK.readings();
        until(() -> CLOCK.readings() > already + 300);
        execute("drop type camel_messageprocessed; alter table away rename to camel_messageprocessed");

        put("15/a.csv", "only a sweep finds this content");
        awaitCalls(2);
    }

    @Test
    void objectThatCannotBeRecordedKeepsNoLaterOne() throws Exception {
        execute("alter table announcement add constraint no_poor check (object_key not like '%/poor.csv')");
        put("16/poor.csv", "1");
        put("16/later.csv", "2");
        awaitCalls(1);
        assertThat(keysOfCalls()).containsExactly(PREFIX + "16/later.csv");

        execute("alter table announcement drop constraint no_poor");
        awaitCalls(2);
    }

    @Test
    void keysOfAnAttackerAreAnnouncedAsTheyAre() throws Exception {
        List<String> keys = List.of(
                "17/a\r\nBcc: eve@example.com\r\n\r\nb.csv",
                "17/${bean:schedule?method=now}.csv",
                "17/'; drop table announcement; --.csv",
                "17/../../%2e%2e/\u202Egpj.exe",
                "17/<script>alert(1)</script>",
                "17/" + "x".repeat(900));
        for (String key : keys) {
            put(key, "1");
        }
        awaitCalls(keys.size());
        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);

        List<String> expected = keys.stream().map(PREFIX::concat).toList();
        assertThat(keysOfCalls()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(mails())
                .singleElement()
                .satisfies(mail -> assertThat(mail.keys())
                        // Browsers would remove its dots.
                        .containsExactlyInAnyOrderElementsOf(expected.stream()
                                .filter(key -> !key.contains("/../"))
                                .toList()));
    }

    /** Ends the session of the leader, which loses the lead and takes it again, with the position. */
    private static void leadAgain() throws SQLException {
        PRINTED.reset();
        execute("select pg_terminate_backend(pid) from pg_stat_activity where application_name like '% leader'");
        until(() -> PRINTED.toString().contains("node waits\nnode leads"));
    }

    @Test
    void newObjectIsFoundWithoutListingTheWholePrefix() throws Exception {
        put("z/a.csv", "1");
        until(() -> services.bucket.requests().stream().anyMatch(request -> isAfter(request, "z%2Fa.csv")));
        services.bucket.inject(FaultRule.of(new Fault.StatusError(503, "ServiceUnavailable", "no"))
                .when(request -> request.target().contains("list-type=2") && !isAfter(request, ""))
                .always());
        put("z/b.csv", "2");
        awaitCalls(2);

        services.bucket.clearFaults();
    }

    private static boolean isAfter(RecordedRequest request, String end) {
        return request.target().matches(".*[?&]start-after=[^&]*" + end + "(&.*)?");
    }

    @Test
    void mailIsSentAgainWhenTheMailServerIsThereAgain() throws Exception {
        services.mail.down();
        put("7/a.csv", "1");
        awaitCalls(1);
        CLOCK.advance(WINDOW);
        until(() -> logged("mail is sent later"));
        put("7/b.csv", "2");
        awaitCalls(2);

        services.mail.up();
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> services.pending() == 0);
        assertThat(mailedKeys()).containsExactly(List.of(PREFIX + "7/a.csv"), List.of(PREFIX + "7/b.csv"));
    }

    private static void put(String name, String content) {
        services.put(PREFIX + name, content);
    }

    private static boolean logged(String text) {
        return LOGGED.toString().contains(text);
    }

    private static void execute(String statement) throws SQLException {
        try (Connection connection = services.database.getPostgresDatabase().getConnection();
                Statement created = connection.createStatement()) {
            created.execute(statement);
        }
    }

    private List<Mail> mails() {
        List<Mail> mails = services.mail.mails();
        return mails.subList(earlierMails, mails.size());
    }

    private List<List<String>> mailedKeys() {
        return mails().stream().map(Mail::keys).toList();
    }

    private List<Call> calls() {
        List<Call> calls = services.webhook.calls();
        return calls.subList(earlierCalls, calls.size());
    }

    private List<String> keysOfCalls() {
        return calls().stream().map(Call::key).toList();
    }

    private void awaitCalls(int number) {
        until(() -> calls().size() == number);
    }

    /** Waits until the node has asked the clock often enough to have looked for mails. */
    private void letTheNodeLook() {
        int already = CLOCK.readings();
        until(() -> CLOCK.readings() > already + 50);
    }

    private static void until(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(20))
                .until(condition);
    }

    private static void delete(String key) throws Exception {
        try (OSSClient client = client()) {
            client.deleteObject(
                    DeleteObjectRequest.newBuilder().bucket("demo").key(key).build());
        }
    }

    private static void symlink(String name, String target) throws Exception {
        try (OSSClient client = client()) {
            client.putSymlink(PutSymlinkRequest.newBuilder()
                    .bucket("demo")
                    .key(PREFIX + name)
                    .symlinkTarget(URLEncoder.encode(PREFIX + target, StandardCharsets.UTF_8)
                            .replace("+", "%20"))
                    .build());
        }
    }

    private static OSSClient client() {
        StaticCredentialsProvider keys =
                new StaticCredentialsProvider(services.bucket.accessKeyId(), services.bucket.accessKeySecret());
        return OSSClient.newBuilder()
                .region(services.bucket.region())
                .endpoint(services.bucket.endpoint().toString())
                .credentialsProvider(keys)
                .build();
    }
}
