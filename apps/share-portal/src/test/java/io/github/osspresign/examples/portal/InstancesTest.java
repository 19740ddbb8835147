// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerBuilder;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two instances of the portal with the same database and bucket, behind a proxy that ends TLS. */
@Tag("slow")
@Timeout(120)
class InstancesTest {

    @AutoClose
    private static RunningPortal first;

    @AutoClose
    private static RunningPortal second;

    @BeforeAll
    static void start() throws Exception {
        first = new RunningPortal("portal.public-url=https://share.example.com");
        second = new RunningPortal(first.services, "portal.public-url=https://share.example.com");
    }

    private static long sessions() {
        return first.bean(JdbcClient.class)
                .sql("SELECT count(*) FROM spring_session")
                .query(Long.class)
                .single();
    }

    @Test
    void loginAndLogoutAtOneInstanceCountAtTheOther() throws Exception {
        Owner here = new Owner(first);
        Owner there = here.at(second);

        JsonNode created = there.api("POST", "/api/shares", "{\"name\":\"a.txt\",\"size\":1}");
        HttpResponse<String> seen =
                here.send("GET", "/api/shares/" + created.at("/share/id").textValue(), null);
        HttpResponse<String> withoutToken = there.send("POST", "/api/shares", "{}", "wrong");
        here.send("POST", "/logout", null);

        assertThat(seen.statusCode()).isEqualTo(200);
        assertThat(withoutToken.statusCode()).isEqualTo(403);
        assertThat(there.send("GET", "/api/shares", null).statusCode()).isEqualTo(401);
    }

    @Test
    void strangersBeginNoSessions() throws Exception {
        long before = sessions();
        for (String path : List.of("/s/any", "/r/any", "/login", "/", "/api/shares", "/assets/portal.css")) {
            new Stranger(first).get(path);
        }

        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void sessionThatCannotBeReadIsNone() throws Exception {
        Owner owner = new Owner(first);

        first.bean(JdbcClient.class)
                .sql("UPDATE spring_session_attributes SET attribute_bytes = 'of another version'")
                .update();

        assertThat(owner.send("GET", "/api/shares", null).statusCode()).isEqualTo(401);
        assertThat(new Owner(first).at(second).send("GET", "/api/shares", null).statusCode())
                .isEqualTo(200);
    }

    @Test
    void cookiesOfAPortalWithHttpsAreNotSentWithoutIt() throws Exception {
        String id = UUID.randomUUID().toString();
        Stranger stranger = new Stranger(first);
        HttpResponse<String> form = stranger.get("/login?lang=zh");
        String csrf = Owner.csrfToken(form);
        HttpResponse<String> login =
                stranger.post("/login", "username=demo&password=demo&_csrf=" + csrf, "Cookie", "XSRF-TOKEN=" + csrf);
        Instant now = Instant.now();
        new OpenShare(id, "demo", "a.txt", null).add(first, "content".getBytes(UTF_8), now, now.plusSeconds(60));
        HttpResponse<String> click = stranger.post("/s/" + id, "", "Cookie", "grant=x");

        List<String> cookies = Stream.of(form, login, click)
                .flatMap(response -> response.headers().allValues("Set-Cookie").stream())
                .toList();
        assertThat(cookies.stream().map(cookie -> cookie.split("=", 2)[0]))
                .contains("language", "XSRF-TOKEN", "SESSION", "device", "grant", "begin");
        assertThat(cookies).allSatisfy(cookie -> assertThat(cookie).contains("; Secure", "SameSite=Lax"));
        assertThat(cookies)
                .filteredOn(cookie -> cookie.startsWith("grant="))
                .allSatisfy(cookie -> assertThat(cookie).contains("Path=/s/" + id, "HttpOnly"));
    }

    @Test
    void bucketWithoutTheCorsRuleIsReportedAndNoUploadBegins() throws Exception {
        String rule = "the CORS rule of the bucket must allow https://share.example.com the methods POST, PUT";
        Owner sender = new Owner(first);
        HttpResponse<String> health = sender.send("GET", "/actuator/health", null);
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("{\"status\":\"NO_UPLOADS\"", "\"bucket\":{\"status\":\"NO_UPLOADS\"", rule);

        String token = sender.token("page");
        for (String path : List.of(
                "/r/any/files",
                "/r/any/files/any/upload",
                "/api/shares",
                "/api/shares/any/upload",
                "/api/shares/any/files/any/upload")) {
            HttpResponse<String> begun = Http.send(new Stranger(first)
                    .request(path, "Authorization", "Bearer " + token, "Origin", "https://share.example.com")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{}")));
            assertThat(begun.statusCode()).as(path).isEqualTo(424);
            assertThat(begun.body()).contains(rule);
        }
    }

    /** Both instances stay free, because the proxy keeps the requests until they are complete. */
    @Test
    void slowBodiesBehindTheProxyStopNoPage(@TempDir Path folder) throws Exception {
        int port = FreePort.find();
        try (Nginx proxy = Nginx.start(folder, port, first.uri("/"), second.uri("/"))) {
            assumeThat(proxy).as("nginx").isNotNull();
            SSLContext tls = trusting(folder.resolve("share.pem"));
            HttpClient browser = HttpClient.newBuilder().sslContext(tls).build();
            HttpRequest page = HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/login"))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            await().ignoreExceptions()
                    .until(() -> browser.send(page, BodyHandlers.discarding()).statusCode() == 200);
            List<Socket> slow = new ArrayList<>();
            try {
                // Each address of this machine counts for itself, as each client does.
                for (int i = 0; i < 450; i++) {
                    Socket socket = tls.getSocketFactory().createSocket();
                    socket.bind(new InetSocketAddress(
                            InetAddress.getByAddress(new byte[] {127, 0, 1, (byte) (i / 45)}), 0));
                    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                    socket.getOutputStream()
                            .write(("POST /s/any HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n"
                                            + "Content-Type: application/x-www-form-urlencoded\r\n\r\npassword=")
                                    .getBytes(UTF_8));
                    slow.add(socket);
                }

                HttpResponse<String> response = browser.send(page, BodyHandlers.ofString());
                HttpResponse<String> click = browser.send(
                        HttpRequest.newBuilder(URI.create("https://localhost:" + port + "/s/any"))
                                .timeout(Duration.ofSeconds(5))
                                .POST(BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(click.statusCode()).isEqualTo(404);
                assertThat(response.headers().allValues("Set-Cookie")).allMatch(cookie -> cookie.contains("Secure"));
            } finally {
                for (Socket socket : slow) {
                    socket.close();
                }
            }
        }
    }

    /** {@code -Dportal.zip.gibibytes=5} chooses another size. */
    @Test
    @Tag("long")
    @Timeout(900)
    void zipOfSeveralGigabytesWaitsForASlowReaderWhoPauses(@TempDir Path folder) throws Exception {
        int port = FreePort.find();
        byte[] part = new byte[128 << 20];
        int count = 8 * Integer.getInteger("portal.zip.gibibytes", 2);
        OssDevServerBuilder bucket = OssDevServer.builder().root(folder.resolve("bucket"));
        try (RunningPortal portal = new RunningPortal(RunningPortal.services(bucket));
                Nginx proxy = Nginx.start(folder, port, portal.uri("/"), portal.uri("/"))) {
            assumeThat(proxy).as("nginx").isNotNull();
            String share = share(portal, part, count);
            String path = "https://localhost:" + port + "/s/" + share;
            HttpClient browser = HttpClient.newBuilder()
                    .sslContext(trusting(folder.resolve("share.pem")))
                    .build();
            HttpRequest.Builder click = HttpRequest.newBuilder(URI.create(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Cookie", "grant=" + share)
                    .POST(BodyPublishers.ofString("file=all"));
            await().ignoreExceptions()
                    .until(() -> browser.send(click.build(), BodyHandlers.discarding())
                                    .statusCode()
                            == 303);

            long read = 0;
            try (InputStream zip = browser.send(
                            HttpRequest.newBuilder(URI.create(path + "/all.zip"))
                                    .header("Cookie", "grant=" + share)
                                    .build(),
                            BodyHandlers.ofInputStream())
                    .body()) {
                Semaphore pause = new Semaphore(0);
                for (int seconds : new int[] {1, 1, 70}) {
                    read += zip.readNBytes(32 << 20).length;
                    assertThat(pause.tryAcquire(seconds, TimeUnit.SECONDS)).isFalse();
                }
                read += zip.transferTo(OutputStream.nullOutputStream());
            }
            assertThat(read).isGreaterThan((long) count * part.length);
        }
    }

    private static String share(RunningPortal portal, byte[] part, int count) throws Exception {
        String files = ("{\"name\":\"part\",\"size\":" + part.length + "},").repeat(count);
        String share = new Owner(portal)
                .api("POST", "/api/shares", "{\"files\":[" + files.substring(0, files.length() - 1) + "]}")
                .at("/share/id")
                .textValue();
        ShareStore shares = portal.bean(ShareStore.class);
        shares.files(share).forEach(file -> {
            portal.services.bucket().putObject("portal", file.key(), part);
            shares.markUploaded(file);
        });
        return share;
    }

    private static SSLContext trusting(Path certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream file = Files.newInputStream(certificate)) {
            trusted.setCertificateEntry(
                    "proxy", CertificateFactory.getInstance("X.509").generateCertificate(file));
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** nginx with the file of the operator's page, for this machine. */
    private record Nginx(Process process) implements AutoCloseable {

        static Nginx start(Path folder, int port, URI first, URI second) throws Exception {
            Path program = Stream.of("/usr/sbin/nginx", "/usr/bin/nginx")
                    .map(Path::of)
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElse(null);
            if (program == null) {
                return null;
            }
            run(
                    folder,
                    "openssl",
                    "req",
                    "-x509",
                    "-newkey",
                    "rsa:2048",
                    "-nodes",
                    "-subj",
                    "/CN=localhost",
                    "-keyout",
                    "share.key",
                    "-out",
                    "share.pem");
            String server = Files.readString(Path.of("deploy/nginx.conf"))
                    .replace("10.0.0.11:8080", "127.0.0.1:" + first.getPort())
                    .replace("10.0.0.12:8080", "127.0.0.1:" + second.getPort())
                    .replace("listen 443", "listen 127.0.0.1:" + port)
                    .replace("/etc/nginx/", folder + "/");
            StringBuilder temporary = new StringBuilder();
            for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
                temporary
                        .append(kind)
                        .append("_temp_path ")
                        .append(folder)
                        .append('/')
                        .append(kind)
                        .append(";\n");
            }
            Path configuration = folder.resolve("nginx.conf");
            Files.writeString(
                    configuration,
                    "daemon off;\npid " + folder + "/pid;\nerror_log " + folder
                            + "/error.log;\nevents { worker_connections 2000; }\nhttp {\n" + temporary + server
                            + "}\n");
            return new Nginx(
                    new ProcessBuilder(program.toString(), "-p", folder.toString(), "-c", configuration.toString())
                            .inheritIO()
                            .start());
        }

        private static void run(Path folder, String... command) throws Exception {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.waitFor();
        }
    }
}
