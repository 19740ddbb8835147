// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.examples.portal.BucketForm;
import io.github.osspresign.examples.portal.Owner;
import io.github.osspresign.examples.portal.RunningPortal;
import io.github.osspresign.examples.portal.Stranger;
import io.github.osspresign.examples.portal.share.ShareFile;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares of several files, over HTTP, with a real database and the development server. */
@Tag("slow")
class SharedFilesTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    @AutoClose
    private static RunningPortal portal;

    private static Owner owner;

    private final HttpClient browser = HttpClient.newHttpClient();
    private final Stranger stranger = new Stranger(portal);

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal();
        owner = new Owner(portal);
    }

    private static JsonNode created(Map<String, Object> options, String... names) throws Exception {
        List<Map<String, Object>> files = new ArrayList<>();
        for (String name : names) {
            files.add(Map.of("name", name, "size", 7));
        }
        return owner.api("POST", "/api/shares", JSON.writeValueAsString(Map.of("files", files, "options", options)));
    }

    /** Sends the files of a share in their order, each with its own content. */
    private String sent(JsonNode created) throws Exception {
        String share = created.at("/share/id").textValue();
        int number = 0;
        for (JsonNode file : created.get("files")) {
            send(share, file, "content".substring(1) + number++);
        }
        return share;
    }

    private JsonNode send(String share, JsonNode file, String content) throws Exception {
        String path = "/api/shares/" + share + "/files/" + file.get("id").textValue();
        JsonNode form = owner.api("POST", path + "/upload", "").get("upload");
        assertThat(BucketForm.post(form, content)).isBetween(200, 204);
        return owner.api("POST", path + "/complete", "").get("share");
    }

    /** Clicks on the page, as a new recipient. */
    private HttpResponse<String> click(String share, String form) throws Exception {
        String cookies = Stranger.cookies(stranger.get("/s/" + share));
        return stranger.post("/s/" + share, form, "Cookie", cookies);
    }

    /** Clicks, and returns the request to which the page after the click leads. */
    private HttpRequest.Builder clicked(String share, String form) throws Exception {
        HttpResponse<String> click = click(share, form);
        assertThat(click.statusCode()).isEqualTo(303);
        HttpRequest.Builder page = stranger.request(Stranger.location(click), "Cookie", Stranger.cookies(click));
        return Http.send(page)
                .headers()
                .firstValue("Refresh")
                .map(download -> page.copy().uri(portal.uri(download.substring(download.indexOf('/')))))
                .orElse(page);
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip), UTF_8)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), UTF_8));
            }
        }
        return files;
    }

    private static int downloads(String share) {
        return portal.bean(ShareStore.class).find(share).orElseThrow().downloads();
    }

    @Test
    void severalFilesAreOneShareOfWhichAllDownloadsOfARecipientCountOnce() throws Exception {
        JsonNode created = created(Map.of("name", "Photos", "maxDownloads", 1), "a.txt", "A.TXT", "照片.jpg", "..");
        String share = sent(created);

        HttpRequest.Builder zip = clicked(share, "file=all");
        HttpResponse<byte[]> all = browser.send(zip.build(), BodyHandlers.ofByteArray());
        String first = created.at("/files/0/id").textValue();
        HttpResponse<String> one = Http.send(zip.copy().uri(portal.uri("/s/" + share + "/files/" + first)));
        HttpResponse<String> page = Http.send(zip.copy().uri(portal.uri("/s/" + share)));

        assertThat(unzipped(all.body()))
                .containsExactly(
                        Map.entry("a.txt", "ontent0"),
                        Map.entry("A (2).TXT", "ontent1"),
                        Map.entry("照片.jpg", "ontent2"),
                        Map.entry("._", "ontent3"));
        assertThat(all.headers().firstValue("Content-Disposition").orElseThrow())
                .contains("Photos.zip");
        assertThat(one.statusCode()).isEqualTo(303);
        assertThat(stranger.get(Stranger.location(one)).body()).isEqualTo("ontent0");
        assertThat(page.body()).contains("照片.jpg", "value=\"all\"");
        assertThat(downloads(share)).isEqualTo(1);
        assertThat(click(share, "file=all").statusCode()).as("of somebody else").isEqualTo(410);
        for (String path : List.of("/all.zip", "/files/" + first)) {
            HttpResponse<String> withoutClick = stranger.get("/s/" + share + path);
            assertThat(withoutClick.statusCode()).isEqualTo(303);
            assertThat(Stranger.location(withoutClick)).endsWith("/s/" + share);
        }
    }

    @Test
    void eachSystemCanStoreTheNamesInAZip() throws Exception {
        String longName = "照".repeat(196);
        String share =
                sent(created(Map.of(), "Con.txt", "lpt1", longName + ".jpg", longName + ".jpg", "a." + longName));

        HttpRequest zip = clicked(share, "file=all").build();

        assertThat(unzipped(browser.send(zip, BodyHandlers.ofByteArray()).body())
                        .keySet())
                .allMatch(name -> name.getBytes(UTF_8).length <= 255)
                .startsWith("Con_.txt", "lpt1_", "照".repeat(81) + ".jpg", "照".repeat(81) + " (2).jpg")
                .hasSize(5);
    }

    @Test
    void clickWithoutCookiesCountsNothing() throws Exception {
        String share = sent(created(Map.of("maxDownloads", 1), "a.txt", "b.txt"));

        HttpResponse<String> click = stranger.post("/s/" + share, "file=all");

        assertThat(click.statusCode()).isEqualTo(400);
        assertThat(click.body()).contains("must accept cookies");
        assertThat(downloads(share)).isZero();
    }

    @Test
    void shareOfTheOnlyFileThatIsLeftHasItsName() throws Exception {
        JsonNode created = created(Map.of("name", "Photos"), "a.jpg", "b.jpg");
        String share = created.at("/share/id").textValue();
        send(share, created.at("/files/0"), "content");
        String file =
                "/api/shares/" + share + "/files/" + created.at("/files/1/id").textValue();

        assertThat(owner.api("DELETE", file, null).at("/share/name").textValue())
                .isEqualTo("a.jpg");
        assertThat(owner.send("DELETE", file, null).statusCode()).isEqualTo(404);
    }

    @Test
    void shareOpensWithItsLastFileAndHasItsPasswordFromThenOn() throws Exception {
        JsonNode created = created(Map.of("password", "secret", "note", "hello"), "a.txt", "b.txt", "c.txt");
        String share = created.at("/share/id").textValue();
        send(share, created.at("/files/0"), "content");
        assertThat(click(share, "").statusCode()).isEqualTo(404);
        assertThat(owner.api("GET", "/api/shares/" + share, null).get("files"))
                .extracting(file -> file.get("isUploaded").booleanValue())
                .containsExactly(true, false, false);

        send(share, created.at("/files/1"), "content");
        String third = created.at("/files/2/id").textValue();
        JsonNode left = owner.api("DELETE", "/api/shares/" + share + "/files/" + third, null)
                .get("share");

        assertThat(left.get("state").textValue()).isEqualTo("OPEN");
        assertThat(left.get("size").intValue()).isEqualTo(14);
        assertThat(click(share, "file=all").statusCode()).isEqualTo(403);
        assertThat(stranger.get("/s/" + share).body()).doesNotContain("a.txt\"", "value=\"all\"");
        HttpRequest.Builder list = clicked(share, "password=secret");
        assertThat(Http.send(list).body()).contains("a.txt", "b.txt");
        assertThat(owner.send("DELETE", "/api/shares/" + share + "/files/" + third, null)
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void zipOfWhichAFileCannotBeReadIsCancelled(Fault failure) throws Exception {
        String share = stored(MEBIBYTE, MEBIBYTE, 1);
        HttpRequest zip = clicked(share, "file=all").build();
        List<ShareFile> files = portal.bean(ShareStore.class).files(share);
        portal.services
                .bucket()
                .inject(FaultRule.of(failure).forKey(files.get(1).key()).always());
        try {
            assertThatThrownBy(() -> browser.send(zip, BodyHandlers.ofByteArray()))
                    .isInstanceOf(IOException.class);
            portal.services
                    .bucket()
                    .inject(FaultRule.of(failure).forKey(files.get(0).key()).always());
            assertThat(browser.send(zip, BodyHandlers.ofByteArray()).statusCode())
                    .as("nothing is sent yet")
                    .isEqualTo(500);
        } catch (IOException e) {
            assertThat(failure).as("a part is sent").isNotInstanceOf(Fault.StatusError.class);
        } finally {
            portal.services.bucket().clearFaults();
        }
        assertThat(unzipped(browser.send(zip, BodyHandlers.ofByteArray()).body()))
                .hasSize(3);
    }

    static List<Fault> failures() {
        return List.of(
                new Fault.StatusError(404, "NoSuchKey", "", Map.of()),
                new Fault.FlippedByte(3),
                new Fault.CutBodyAfter(3),
                new Fault.ConnectionReset());
    }

    /** Returns an open share with files of zeros. */
    private static String stored(int... sizes) throws Exception {
        List<Map<String, Object>> files = new ArrayList<>();
        for (int size : sizes) {
            files.add(Map.of("name", "a", "size", size));
        }
        String share = owner.api("POST", "/api/shares", JSON.writeValueAsString(Map.of("files", files)))
                .at("/share/id")
                .textValue();
        ShareStore shares = portal.bean(ShareStore.class);
        shares.files(share).forEach(file -> {
            portal.services.bucket().putObject("portal", file.key(), new byte[(int) file.size()]);
            shares.markUploaded(file);
        });
        return share;
    }

    @Test
    void clickUsesNothingUpIfOneOfSeveralFilesIsMissing() throws Exception {
        String share = stored(1, 1, 1);
        String last = portal.bean(ShareStore.class).files(share).get(2).key();
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchKey", ""))
                        .forKey(last)
                        .always());
        try {
            HttpResponse<String> click = click(share, "file=all");

            assertThat(click.statusCode()).isEqualTo(503);
            assertThat(click.body()).contains("Nothing was counted");
        } finally {
            portal.services.bucket().clearFaults();
        }
        assertThat(downloads(share)).isZero();
    }

    @Test
    void missingFileDoesNotKeepARecipientWhoHasBegunFromTheOthers() throws Exception {
        String share = stored(1, 1);
        HttpRequest.Builder begun = clicked(share, "file=all");
        List<ShareFile> files = portal.bean(ShareStore.class).files(share);
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.StatusError(404, "NoSuchKey", ""))
                        .forKey(files.get(1).key())
                        .always());
        try {
            HttpResponse<String> click = Http.send(begun.uri(portal.uri("/s/" + share))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString("file=" + files.get(0).id())));

            assertThat(click.statusCode()).as(click.body()).isEqualTo(303);
        } finally {
            portal.services.bucket().clearFaults();
        }
    }

    @Test
    void manyFilesAreDeletedTogether() throws Exception {
        int[] sizes = new int[20];
        String share = stored(sizes);
        Duration delay = Duration.ofMillis(500);
        portal.services
                .bucket()
                .inject(FaultRule.of(new Fault.DelayedResponse(delay))
                        .forMethod("DELETE")
                        .always());
        long start = System.nanoTime();
        try {
            owner.api("DELETE", "/api/shares/" + share + "?object=true", null);
        } finally {
            portal.services.bucket().clearFaults();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(delay.multipliedBy(sizes.length / 2));
    }

    @Test
    void largeZipIsSentWhileItIsRead() throws Exception {
        int size = 32 * MEBIBYTE;
        HttpRequest zip = clicked(stored(size, 1), "file=all").build();

        try (InputStream in = browser.send(zip, BodyHandlers.ofInputStream()).body()) {
            assertThat(in.readNBytes(2)).isEqualTo("PK".getBytes(UTF_8));
            assertThat(in.readAllBytes().length).isBetween(size, size + size / 1000 + 1000);
        }
    }

    @Test
    void zipEndsAtTheNextFileAfterARevocation() throws Exception {
        String share = stored(32 * MEBIBYTE, 32 * MEBIBYTE, 1);
        HttpRequest zip = clicked(share, "file=all").build();

        try (InputStream in = browser.send(zip, BodyHandlers.ofInputStream()).body()) {
            assertThat(in.readNBytes(2)).isEqualTo("PK".getBytes(UTF_8));
            owner.api("POST", "/api/shares/" + share + "/revoke", "");

            assertThatThrownBy(in::readAllBytes).isInstanceOf(IOException.class);
        }
    }

    @Test
    void curlDownloadsTheListAndResumesAfterABreak(@TempDir Path folder) throws Exception {
        assumeThat(Path.of("/usr/bin/curl")).exists();
        String share = sent(created(Map.of("maxDownloads", 1), "a.txt", "A.TXT", "照片 \"1\".jpg"));
        Path list = Files.writeString(
                folder.resolve("files.curl"),
                Http.send(clicked(share, "file=list")).body());
        Files.writeString(folder.resolve("A (2).TXT"), "on");

        for (int i = 0; i < 2; i++) {
            Process curl = new ProcessBuilder("/usr/bin/curl", "-sS", "--config", list.toString())
                    .directory(folder.toFile())
                    .inheritIO()
                    .start();
            assertThat(curl.waitFor()).isZero();
            assertThat(folder.resolve("a.txt")).hasContent("ontent0");
            assertThat(folder.resolve("A (2).TXT")).hasContent("ontent1");
            assertThat(folder.resolve("照片 _1_.jpg")).hasContent("ontent2");
        }
        assertThat(downloads(share)).isEqualTo(1);
        owner.api("POST", "/api/shares/" + share + "/revoke", "");
        assertThat(stranger.get("/s/" + share + "/files/x?by=curl").statusCode())
                .isEqualTo(410);
    }

    @Test
    void recipientGetsFewZipsAtATime() throws Exception {
        HttpRequest zip = clicked(stored(32 * MEBIBYTE, 1), "file=all").build();
        List<InputStream> running = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                HttpResponse<InputStream> response = browser.send(zip, BodyHandlers.ofInputStream());
                running.add(response.body());
                assertThat(response.statusCode()).isEqualTo(200);
            }

            assertThat(browser.send(zip, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(503);
        } finally {
            for (InputStream in : running) {
                in.close();
            }
        }
    }

    @Test
    void shareMayHaveAsManyFilesWithLongNamesAsAreAllowed() throws Exception {
        String[] names = new String[500];
        Arrays.setAll(names, i -> "照".repeat(197) + i);

        assertThat(created(Map.of(), names).get("files")).hasSize(500);
    }

    @Test
    void listAsksOnlyForWhatHasChanged() throws Exception {
        String old = sent(created(Map.of("name", "old"), "a", "b"));
        String changed = sent(created(Map.of("name", "changed"), "a", "b"));
        String since = owner.api("GET", "/api/shares", null).get("now").textValue();
        // A minute before that is read again.
        String later = Instant.parse(since).plusSeconds(61).toString();
        assertThat(owner.api("GET", "/api/shares?since=" + later, null).get("shares"))
                .isEmpty();

        owner.api("PATCH", "/api/shares/" + changed, "{\"note\":\"new\"}");

        JsonNode all = owner.api("GET", "/api/shares?since=" + since, null);
        assertThat(all.get("shares"))
                .extracting(share -> share.get("id").textValue())
                .contains(changed);
        int count = all.get("count").intValue();
        owner.api("DELETE", "/api/shares/" + old + "?object=true", null);
        assertThat(owner.api("GET", "/api/shares?since=" + later, null)
                        .get("count")
                        .intValue())
                .isEqualTo(count - 1);
    }

    @Test
    void badFilesAreRefused() throws Exception {
        for (String files : List.of(
                "[]",
                "[null]",
                "[{\"name\":\"a\"}]",
                "[{\"name\":\"a\",\"size\":-1}]",
                "[{\"name\":\" \",\"size\":1}]",
                "5")) {
            assertThat(owner.send("POST", "/api/shares", "{\"files\":" + files + "}")
                            .statusCode())
                    .as(files)
                    .isEqualTo(400);
        }
        assertThat(owner.send("POST", "/api/shares", "{\"name\":\"a\",\"size\":1,\"options\":{\"maxDownloads\":0}}")
                        .body())
                .contains("\"field\":\"maxDownloads\"");
    }
}
