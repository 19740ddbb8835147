// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances that are killed at random moments, sometimes both, and sometimes while they start. Meanwhile one user, who logs
 * in once, shares and revokes files, and recipients download them. {@code -Dportal.kills.minutes=60} sets how long.
 */
class KilledInstancesTest {

    private static final long MINUTES = Long.getLong("portal.kills.minutes", 2);
    private static final int CLIENTS = 3;
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern FIELD = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    @RegisterExtension
    final RandomSeed seed = new RandomSeed("portal.kills.seed");

    /** What the portal has confirmed of a share. */
    private static final class Confirmed {

        final String id;
        final String content;
        final Integer limit;
        final AtomicInteger clicks = new AtomicInteger();
        final AtomicInteger started = new AtomicInteger();
        volatile boolean revoking;
        volatile boolean revoked;

        Confirmed(String id, String content, Integer limit) {
            this.id = id;
            this.content = content;
            this.limit = limit;
        }
    }

    private final class Instance {

        private final int port;
        private final List<String> arguments = new ArrayList<>();
        private Process process;

        Instance() {
            port = FreePort.find();
            services.properties().forEach((name, value) -> arguments.add("--" + name + "=" + value));
            arguments.add("--server.port=" + port);
            arguments.add("--portal.public-url=http://localhost:" + port);
            arguments.add("--portal.shares-per-hour=1000000");
        }

        void start() throws IOException {
            process = JavaCommand.of(SharePortal.class, List.of("-Xmx256m"), arguments.toArray(String[]::new))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve(port + ".log").toFile()))
                    .start();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly().waitFor();
        }

        void awaitReady() {
            await().atMost(3, TimeUnit.MINUTES).ignoreExceptions().until(() -> {
                HttpRequest health = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/health"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                return http.send(health, BodyHandlers.discarding()).statusCode() == 200;
            });
        }
    }

    @TempDir
    private Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Queue<String> problems = new ConcurrentLinkedQueue<>();
    private final List<Confirmed> shares = new CopyOnWriteArrayList<>();
    private final AtomicInteger unconfirmed = new AtomicInteger();
    private EmbeddedServices services;
    private List<Instance> instances;
    private long end;

    @BeforeEach
    void start() throws Exception {
        services = RunningPortal.services(OssDevServer.builder());
        instances = List.of(new Instance(), new Instance());
        for (Instance instance : instances) {
            instance.start();
            instance.awaitReady();
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Instance instance : instances) {
            instance.kill();
        }
        services.close();
    }

    private URI anywhere(String path) {
        int port = instances.get(ThreadLocalRandom.current().nextInt(instances.size())).port;
        return URI.create("http://localhost:" + port + path);
    }

    private boolean isOver() {
        return System.nanoTime() - end >= 0;
    }

    @Test
    @Tag("long")
    void nothingThatWasConfirmedIsLost() throws Exception {
        Owner owner = new Owner(this::anywhere);
        end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        ExecutorService threads = Executors.newCachedThreadPool();
        int kills;
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = RandomSeed.random(seed.value() + i);
                clients.add(threads.submit(() -> {
                    while (!isOver()) {
                        act(owner, random);
                        LockSupport.parkNanos(PAUSE.toNanos());
                    }
                    return null;
                }));
            }
            kills = kill(RandomSeed.random(seed.value() + CLIENTS));
            for (Future<?> client : clients) {
                client.get(5, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }

        int clicks = shares.stream().mapToInt(share -> share.started.get()).sum();
        System.out.println(MINUTES + " minutes, " + kills + " kills, " + shares.size() + " shares, " + clicks
                + " downloads, " + unconfirmed + " requests without a response");
        check(owner);
        assertThat(problems).isEmpty();
        assertThat(shares).isNotEmpty();
        assertThat(clicks).isPositive();
    }

    private int kill(Random random) throws Exception {
        int kills = 0;
        while (!isOver()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2000 + random.nextInt(8000)));
            List<Instance> victims =
                    random.nextInt(5) == 0 ? instances : List.of(instances.get(random.nextInt(instances.size())));
            for (Instance victim : victims) {
                victim.kill();
                victim.start();
                kills++;
            }
            if (random.nextInt(4) == 0) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(5000)));
                victims.get(0).kill();
                victims.get(0).start();
                kills++;
            }
            victims.forEach(Instance::awaitReady);
        }
        return kills;
    }

    private void act(Owner owner, Random random) throws Exception {
        try {
            int choice = random.nextInt(10);
            if (shares.isEmpty() || choice < 4) {
                share(owner, random);
                return;
            }
            Confirmed share = shares.get(random.nextInt(shares.size()));
            if (choice == 4) {
                share.revoking = true;
                share.revoked =
                        isDone(owner.send("POST", "/api/shares/" + share.id + "/revoke", null)) || share.revoked;
            } else {
                download(share);
            }
        } catch (IOException e) {
            unconfirmed.incrementAndGet();
        }
    }

    private void share(Owner owner, Random random) throws Exception {
        String content = "content " + random.nextLong();
        HttpResponse<String> created =
                owner.send("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":" + content.length() + "}");
        if (!isDone(created)) {
            return;
        }
        JsonNode answer = JSON.readTree(created.body());
        String id = answer.at("/share/id").textValue();
        if (BucketForm.post(answer.get("upload"), content) >= 300) {
            problems.add("the bucket refuses a file");
        }
        Integer limit = random.nextBoolean() ? 3 : null;
        if (!isDone(owner.send("PATCH", "/api/shares/" + id, "{\"maxDownloads\":" + limit + "}"))) {
            return;
        }
        // Only complete uploads are confirmed. A page sends this request again, too.
        while (!isOver()) {
            try {
                if (isDone(owner.send("POST", "/api/shares/" + id + "/complete", "{}"))) {
                    shares.add(new Confirmed(id, content, limit));
                    return;
                }
            } catch (IOException e) {
                unconfirmed.incrementAndGet();
            }
        }
    }

    private void download(Confirmed share) throws Exception {
        boolean wasRevoked = share.revoked;
        String path = "/s/" + share.id;
        HttpResponse<String> page = send(HttpRequest.newBuilder(anywhere(path)));
        if (page.statusCode() == 404 || (page.statusCode() == 200 && wasRevoked)) {
            problems.add("page of a share: " + page.statusCode() + (wasRevoked ? " although it was revoked" : ""));
        }
        if (page.statusCode() != 200) {
            return;
        }
        String fields = FIELD.matcher(page.body())
                .results()
                .map(field -> field.group(1) + "=" + URLEncoder.encode(field.group(2), UTF_8))
                .collect(Collectors.joining("&"));
        share.clicks.incrementAndGet();
        HttpResponse<String> click = send(HttpRequest.newBuilder(anywhere(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields)));
        if (click.statusCode() != 303) {
            return;
        }
        share.started.incrementAndGet();
        URI link = anywhere(path).resolve(click.headers().firstValue("Location").orElseThrow());
        if (!send(HttpRequest.newBuilder(link)).body().equals(share.content)) {
            problems.add("another content");
        }
    }

    /** Sends a request of a recipient, each from another address. */
    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        int address = ThreadLocalRandom.current().nextInt(1 << 16);
        return http.send(
                request.header("X-Forwarded-For", "203.0." + (address >> 8) + "." + (address & 255))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                BodyHandlers.ofString());
    }

    private boolean isDone(HttpResponse<String> response) {
        int status = response.statusCode();
        if (status >= 400 && status < 500) {
            problems.add("the user gets " + status + ": " + response.body());
        }
        return status < 300;
    }

    private void check(Owner owner) throws Exception {
        Set<String> listed = new HashSet<>();
        owner.api("GET", "/api/shares", null)
                .get("shares")
                .forEach(share -> listed.add(share.get("id").textValue()));
        try (Connection database = DriverManager.getConnection(
                        services.properties().get("spring.datasource.url").toString());
                Statement query = database.createStatement()) {
            for (Confirmed share : shares) {
                if (!listed.contains(share.id)) {
                    problems.add("a share is not in the list");
                }
                check(share, query);
            }
        }
    }

    private void check(Confirmed share, Statement query) throws SQLException {
        try (ResultSet row = query.executeQuery(
                "SELECT (SELECT 'shares/demo/' || id FROM share_file WHERE share_id = share.id) AS object_key, uploaded_at, revoked_at, downloads, (SELECT count(*) FROM audit WHERE share_id = share.id"
                        + " AND action = 'DOWNLOADED') AS recorded FROM share WHERE id = '" + share.id + "'")) {
            if (!row.next()) {
                problems.add("a share is gone");
                return;
            }
            int downloads = row.getInt("downloads");
            boolean revoked = row.getString("revoked_at") != null;
            byte[] object = services.bucket().objectBytes(EmbeddedServices.BUCKET, row.getString("object_key"));
            if (!new String(object, UTF_8).equals(share.content)) {
                problems.add("an object has another content");
            }
            if (row.getString("uploaded_at") == null) {
                problems.add("an upload is not complete any more");
            }
            if ((revoked && !share.revoking) || (!revoked && share.revoked)) {
                problems.add("revoked: " + revoked);
            }
            if (downloads < share.started.get() || downloads > share.clicks.get()) {
                problems.add(downloads + " downloads, started " + share.started + ", clicked " + share.clicks);
            }
            if (share.limit != null && downloads > share.limit) {
                problems.add(downloads + " of at most " + share.limit + " downloads");
            }
            if (row.getInt("recorded") != downloads) {
                problems.add(row.getInt("recorded") + " of " + downloads + " downloads are recorded");
            }
        }
    }
}
