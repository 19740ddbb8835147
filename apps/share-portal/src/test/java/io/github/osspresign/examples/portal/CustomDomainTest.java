// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.FreePort;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.KeyStores;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process with the settings of the README for a custom domain, and a bucket that serves objects only there, by HTTPS. */
@Tag("slow")
class CustomDomainTest {

    private static final String DOMAIN = "files.example.com";

    @TempDir
    private Path directory;

    /** Returns the variables that the README sets for a custom domain, for this bucket and its port. */
    private static Map<String, String> settings(OssDevServer bucket) throws Exception {
        return Files.readAllLines(Path.of("README.md")).stream()
                .map(line -> line.strip().split("=", 2))
                .filter(line -> line[0].startsWith("CAMEL_"))
                .collect(Collectors.toMap(
                        line -> line[0],
                        line -> line[1].replace("my-bucket", EmbeddedServices.BUCKET)
                                .replace(DOMAIN, DOMAIN + ":" + bucket.port())));
    }

    private Process start(EmbeddedServices services, int port) throws Exception {
        OssDevServer bucket = services.bucket();
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 localhost\n127.0.0.1 " + DOMAIN + "\n");
        Files.writeString(directory.resolve("pem"), bucket.certificatePem());
        KeyStores stores = new KeyStores(directory);
        stores.keytool("trusted", "-importcert -noprompt -alias bucket -file " + directory.resolve("pem"));
        ProcessBuilder portal = JavaCommand.of(
                        SharePortal.class,
                        List.of(
                                "-Djdk.net.hosts.file=" + directory.resolve("hosts"),
                                "-Djavax.net.ssl.trustStore=" + stores.file("trusted"),
                                "-Djavax.net.ssl.trustStorePassword=" + KeyStores.PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile());
        portal.environment().putAll(settings(bucket));
        portal.environment()
                .putAll(Map.of(
                        "PORTAL_BUCKET",
                        EmbeddedServices.BUCKET,
                        "PORTAL_REGION",
                        bucket.region(),
                        "OSS_ACCESS_KEY_ID",
                        bucket.accessKeyId(),
                        "OSS_ACCESS_KEY_SECRET",
                        bucket.accessKeySecret(),
                        "SPRING_DATASOURCE_URL",
                        services.properties().get("spring.datasource.url").toString(),
                        "SPRING_SECURITY_USER_NAME",
                        "demo",
                        "SPRING_SECURITY_USER_PASSWORD",
                        "{noop}demo",
                        "SERVER_ADDRESS",
                        "127.0.0.1",
                        "SERVER_PORT",
                        String.valueOf(port),
                        // Only because the bucket is on this machine.
                        "CAMEL_COMPONENT_OSSPRESIGNED_ALLOW_PRIVATE_ADDRESSES",
                        "true"));
        return portal.start();
    }

    @Test
    void linksPagesHealthAndZipsUseTheDomain() throws Exception {
        try (EmbeddedServices services = RunningPortal.services(OssDevServer.builder()
                .tls()
                .customDomain(DOMAIN, EmbeddedServices.BUCKET)
                .closedDefaultDomain(true))) {
            int port = FreePort.find();
            String origin = "http://localhost:" + port;
            services.allowPage(origin);
            Process process = start(services, port);
            try {
                use(services.bucket(), path -> URI.create(origin).resolve(path));
            } catch (Exception | AssertionError e) {
                throw new AssertionError(Files.readString(directory.resolve("log")), e);
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static void use(OssDevServer bucket, Function<String, URI> portal) throws Exception {
        HttpRequest health =
                HttpRequest.newBuilder(portal.apply("/actuator/health")).build();
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> Http.send(HttpRequest.newBuilder(health, (name, value) -> true))
                                .statusCode()
                        == 200);
        Owner owner = new Owner(portal);
        assertThat(owner.api("GET", "/actuator/health", null)
                        .at("/components/bucket/status")
                        .textValue())
                .isEqualTo("UP");

        String address = "https://" + DOMAIN + ":" + bucket.port();
        assertThat(Http.send(HttpRequest.newBuilder(portal.apply("/login")))
                        .headers()
                        .firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("connect-src 'self' " + address + ";"));
        JsonNode created = owner.api(
                "POST", "/api/shares", "{\"files\":[{\"name\":\"a.txt\",\"size\":7},{\"name\":\"b.txt\",\"size\":7}]}");
        String share = created.at("/share/id").textValue();
        for (JsonNode file : created.get("files")) {
            String path = "/api/shares/" + share + "/files/" + file.get("id").textValue();
            JsonNode form = owner.api("POST", path + "/upload", "").get("upload");
            assertThat(form.get("url").textValue()).isEqualTo(address + "/");
            bucket.putObject(EmbeddedServices.BUCKET, form.at("/fields/key").textValue(), "content".getBytes(UTF_8));
            owner.api("POST", path + "/complete", "");
        }
        assertThat(zip(portal, share)).containsExactly("a.txt content", "b.txt content");
        assertThat(bucket.requests().stream()
                        .filter(request -> request.target().contains("shares"))
                        .map(request -> request.headers().get("Host").get(0)))
                .containsOnly(DOMAIN + ":" + bucket.port());
    }

    /** Returns the names of the files of a ZIP, and what they contain. */
    private static List<String> zip(Function<String, URI> portal, String share) throws Exception {
        HttpRequest.Builder page = HttpRequest.newBuilder(portal.apply("/s/" + share));
        page.header("Cookie", Stranger.cookies(Http.send(page)));
        HttpResponse<String> click = Http.send(page.copy()
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("file=all")));
        assertThat(click.statusCode()).isEqualTo(303);
        HttpRequest.Builder clicked = HttpRequest.newBuilder(portal.apply("/s/" + share + "/all.zip"))
                .header("Cookie", Stranger.cookies(click));
        byte[] zip = HttpClient.newHttpClient()
                .send(clicked.build(), BodyHandlers.ofByteArray())
                .body();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
            return List.of(
                    in.getNextEntry().getName() + " " + new String(in.readAllBytes(), UTF_8),
                    in.getNextEntry().getName() + " " + new String(in.readAllBytes(), UTF_8));
        }
    }
}
