package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import io.github.osspresign.examples.watchandnotify.EmbeddedMail.Mail;
import io.github.osspresign.examples.watchandnotify.WebhookReceiver.Call;
import io.github.osspresign.test.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One node announces objects by its schedule. The clock of its schedule stands still until a test advances it, by whole days in between. */
class AnnouncementTest {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final SettableClock CLOCK = new SettableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private static final ByteArrayOutputStream LOGGED = new ByteArrayOutputStream();
    private static final PrintStream REAL_ERR = System.err;

    @TempDir
    private static Path folder;

    private static Services services;
    private static Node node;

    private int earlierMails;
    private int earlierCalls;

    @BeforeAll
    static void start() throws Exception {
        System.setErr(new PrintStream(LOGGED, true, StandardCharsets.UTF_8));
        services = new Services();
        services.bucket.camelProperties().forEach(System::setProperty);
        Map<String, String> environment = services.environment(folder);
        environment.put("WATCH_DELAY", "20ms");
        environment.put("SWEEP_DELAY", "100ms");
        environment.put("DIGEST_WINDOW", "1m");
        environment.put("QUIET_HOURS", "22:00-07:00 UTC");
        node = new Node(NodeSettings.of(environment), System.out, CLOCK);
        node.start();
    }

    /** Each test begins at noon with everything announced. */
    @BeforeEach
    void begin() throws Exception {
        Instant now = CLOCK.instant();
        CLOCK.advance(Duration.between(now, now.truncatedTo(ChronoUnit.DAYS).plus(Duration.ofHours(36))));
        earlierMails = services.mail.mails().size();
        earlierCalls = services.webhook.calls().size();
        LOGGED.reset();
    }

    @AfterEach
    void end() {
        until(() -> services.pending() == 0);
        assertThat(LOGGED.toString(StandardCharsets.UTF_8)).doesNotContainPattern("x-oss-signature(=|%3D)[0-9a-f]");
    }

    @AfterAll
    static void stop() throws Exception {
        node.close();
        services.bucket.camelProperties().keySet().forEach(System::clearProperty);
        services.close();
        System.setErr(REAL_ERR);
    }

    @Test
    void objectsOfAWindowAreOneMailAndOneCallEach() throws Exception {
        services.put("1/b 报告.csv", "1");
        services.put("1/c.csv", "2");
        until(() -> keysOfCalls().size() == 2);
        services.put("1/a.csv", "sorts before the position");
        until(() -> keysOfCalls().size() == 3);
        letTheNodeLook();
        assertThat(mails()).isEmpty();

        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(keysOfCalls()).containsExactlyInAnyOrder("1/b 报告.csv", "1/c.csv", "1/a.csv");
        assertThat(mails())
                .singleElement()
                .satisfies(
                        mail -> assertThat(mail.keys()).containsExactlyInAnyOrder("1/b 报告.csv", "1/c.csv", "1/a.csv"));
    }

    @Test
    void mailWaitsForTheEndOfQuietHours() throws Exception {
        CLOCK.advance(Duration.ofHours(11));
        services.put("2/night.csv", "1");
        until(() -> keysOfCalls().size() == 1);
        CLOCK.advance(Duration.ofHours(7));
        letTheNodeLook();
        assertThat(mails()).isEmpty();

        CLOCK.advance(Duration.ofHours(1));
        until(() -> mails().size() == 1);
    }

    @Test
    void overwrittenObjectIsAnnouncedAgain() throws Exception {
        services.put("3/a.csv", "1");
        until(() -> keysOfCalls().size() == 1);
        CLOCK.advance(WINDOW);
        until(() -> mails().size() == 1);

        services.put("3/a.csv", "2");
        until(() -> keysOfCalls().size() == 2);
        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(mails()).extracting(Mail::keys).containsExactly(List.of("3/a.csv"), List.of("3/a.csv"));
        assertThat(mails()).extracting(Mail::id).doesNotHaveDuplicates();
    }

    @Test
    void deletedObjectIsLeftOutOfTheMail() throws Exception {
        services.put("4/deleted.csv", "1");
        services.put("4/kept.csv", "2");
        until(() -> keysOfCalls().size() == 2);
        delete("4/deleted.csv");

        CLOCK.advance(WINDOW);
        until(() -> services.pending() == 0);
        assertThat(mails()).extracting(Mail::keys).containsExactly(List.of("4/kept.csv"));
    }

    @Test
    void webhookThatIsDownIsCalledLaterAndDoesNotDelayTheMail() throws Exception {
        services.webhook.down();
        services.put("5/a.csv", "1");
        until(() -> services.pending() == 2);
        CLOCK.advance(WINDOW);
        until(() -> mails().size() == 1);
        until(() -> LOGGED.toString(StandardCharsets.UTF_8).contains("webhook is called later"));

        services.webhook.up();
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> services.pending() == 0);
        assertThat(keysOfCalls()).containsExactly("5/a.csv");
    }

    @Test
    void callWhoseConfirmationIsLostIsRepeatedWithItsId() throws Exception {
        services.webhook.beforeResponse(services.webhook::down);
        services.put("6/a.csv", "1");
        until(() -> calls().size() == 1);
        services.webhook.beforeResponse(() -> {});
        until(() -> LOGGED.toString(StandardCharsets.UTF_8).contains("webhook is called later"));

        services.webhook.up();
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> calls().size() == 2);
        assertThat(calls()).containsOnly(calls().get(0));
    }

    @Test
    void mailIsSentAgainWhenTheMailServerIsThereAgain() throws Exception {
        services.mail.down();
        services.put("7/a.csv", "1");
        until(() -> keysOfCalls().size() == 1);
        CLOCK.advance(WINDOW);
        until(() -> LOGGED.toString(StandardCharsets.UTF_8).contains("mail is sent later"));
        services.put("7/b.csv", "2");
        until(() -> keysOfCalls().size() == 2);

        services.mail.up();
        CLOCK.advance(Duration.ofMinutes(10));
        until(() -> services.pending() == 0);
        assertThat(mails()).extracting(Mail::keys).containsExactly(List.of("7/a.csv"), List.of("7/b.csv"));
    }

    private List<Mail> mails() {
        List<Mail> mails = services.mail.mails();
        return mails.subList(earlierMails, mails.size());
    }

    private List<Call> calls() {
        List<Call> calls = services.webhook.calls();
        return calls.subList(earlierCalls, calls.size());
    }

    private List<String> keysOfCalls() {
        return calls().stream().map(Call::key).toList();
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

    private void delete(String key) throws Exception {
        StaticCredentialsProvider keys =
                new StaticCredentialsProvider(services.bucket.accessKeyId(), services.bucket.accessKeySecret());
        try (OSSClient client = OSSClient.newBuilder()
                .region(services.bucket.region())
                .endpoint(services.bucket.endpoint().toString())
                .credentialsProvider(keys)
                .build()) {
            client.deleteObject(
                    DeleteObjectRequest.newBuilder().bucket("demo").key(key).build());
        }
    }
}
