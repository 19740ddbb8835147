package com.example.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.osspresign.devserver.OssDevServerExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.client.TestRestTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ShareApplicationTest {

    // tag::server[]
    @RegisterExtension
    static final OssDevServerExtension oss = new OssDevServerExtension();

    @DynamicPropertySource
    static void ossDevServer(DynamicPropertyRegistry properties) {
        oss.server().camelProperties().forEach((name, value) -> properties.add(name, () -> value));
    }
    // end::server[]

    @TempDir
    static Path directory;

    @DynamicPropertySource
    static void folders(DynamicPropertyRegistry properties) {
        properties.add("outbox", () -> directory.resolve("outbox").toString());
        properties.add("links", () -> directory.resolve("links").toString());
    }

    @Autowired
    TestRestTemplate http;

    @Test
    void fileBecomesALinkThatEverybodyCanOpen() throws Exception {
        Files.writeString(directory.resolve("outbox/minutes.txt"), "All agreed.");

        Path file = directory.resolve("links/minutes.txt.url");
        await().until(() -> Files.exists(file) && Files.size(file) > 0);

        HttpRequest request = HttpRequest.newBuilder(URI.create(Files.readString(file))).build();
        assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
                .isEqualTo("All agreed.");
        assertThat(http.getForObject("/actuator/health", String.class)).contains("\"camelHealth\":{\"status\":\"UP\"");
    }
}
