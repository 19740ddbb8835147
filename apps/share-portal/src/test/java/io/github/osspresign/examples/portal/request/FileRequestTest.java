// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.request;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.examples.portal.BucketForm;
import io.github.osspresign.examples.portal.Owner;
import io.github.osspresign.examples.portal.RunningPortal;
import io.github.osspresign.examples.portal.Stranger;
import io.github.osspresign.examples.portal.share.Notices;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Files that a stranger can send through a request and that its owner gets, over HTTP with real parts. */
@Tag("slow")
class FileRequestTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Check value of CRC-64/XZ, which OSS uses. */
    private static final String CRC64_OF_123456789 = Long.toUnsignedString(0x995dc9bbdf1939faL);

    @AutoClose
    private static RunningPortal portal;

    private static Owner owner;

    private final Stranger stranger = new Stranger(portal);

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal(
                "portal.received-per-hour=12", "portal.multipart-from=8388608", "portal.mail-domain=example.com");
        owner = new Owner(portal);
    }

    private String requested(String fields) throws Exception {
        return owner.api("POST", "/api/requests", "{\"title\":\"Photos <b>\"," + fields + "}")
                .at("/request/id")
                .textValue();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return Http.send(stranger.request(path, "Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> open(String request, String name, long size) throws Exception {
        return send("POST", "/r/" + request + "/files", "{\"name\":\"" + name + "\",\"size\":" + size + "}");
    }

    /** Returns the file whose bytes are in the bucket, without completing it. */
    private String stored(String request, String name) throws Exception {
        JsonNode opened = JSON.readTree(open(request, name, 7).body());
        assertThat(BucketForm.post(opened.get("upload"), "content")).isBetween(200, 204);
        return opened.at("/share/id").textValue();
    }

    private HttpResponse<String> complete(String request, String file) throws Exception {
        return send("POST", "/r/" + request + "/files/" + file + "/complete", "");
    }

    private HttpResponse<String> complete(String request, String file, String crc64) throws Exception {
        return send("POST", "/r/" + request + "/files/" + file + "/complete", "{\"crc64\":\"" + crc64 + "\"}");
    }

    private HttpResponse<String> page(String request) throws Exception {
        return stranger.get("/r/" + request);
    }

    private List<JsonNode> received(String request) throws Exception {
        return owner.api("GET", "/api/shares", null)
                .get("shares")
                .valueStream()
                .filter(share -> share.at("/received/request").asText().equals(request))
                .toList();
    }

    private int count(String request) throws Exception {
        return owner.api("GET", "/api/requests", null)
                .get("requests")
                .valueStream()
                .filter(found -> found.get("id").textValue().equals(request))
                .findFirst()
                .orElseThrow()
                .get("received")
                .intValue();
    }

    @Test
    void requestCanBeChangedWhileFilesArrive() throws Exception {
        String request = requested("\"maxFiles\":2,\"types\":[\"txt\"]");
        complete(request, stored(request, "a.txt"));
        String end = Instant.now()
                .plusSeconds(100_000)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        JsonNode changed = change(
                request,
                "{\"title\":\"Plans\",\"note\":\"please\",\"maxFiles\":1,\"maxSize\":1000,\"types\":[\"PDF\"],\"expiresAt\":\""
                        + end + "\"}");

        assertThat(changed.at("/request/state").textValue()).isEqualTo("FULL");
        assertThat(page(request).body()).contains("All files have arrived");
        change(request, "{\"maxFiles\":3}");
        assertThat(page(request).body()).contains("Plans", "please", "1.0 kB", ".pdf");
        assertThat(open(request, "b.txt", 7).statusCode()).isEqualTo(400);
        assertThat(open(request, "b.pdf", 1001).statusCode()).isEqualTo(400);
        assertThat(open(request, "b.pdf", 1000).statusCode()).isEqualTo(201);
        assertThat(owner.api("GET", "/api/requests", null)
                        .at("/requests/0/expiresAt")
                        .textValue())
                .isEqualTo(end);
        assertThat(owner.api("GET", "/api/audit", null).get("entries").findValuesAsText("action"))
                .contains("REQUEST_CHANGED");
    }

    @Test
    void changeBelowWhatHasArrivedOrOfAnEndedRequestIsRefused() throws Exception {
        String request = requested("\"maxFiles\":3");
        complete(request, stored(request, "a.txt"));
        complete(request, stored(request, "b.txt"));

        HttpResponse<String> fewer = owner.send("PATCH", "/api/requests/" + request, "{\"maxFiles\":1}");
        HttpResponse<String> unknown = owner.send("PATCH", "/api/requests/" + request, "{\"received\":0}");
        owner.api("POST", "/api/requests/" + request + "/end", "");
        HttpResponse<String> ended = owner.send("PATCH", "/api/requests/" + request, "{\"title\":\"again\"}");

        assertThat(fewer.statusCode()).isEqualTo(400);
        assertThat(fewer.body()).contains("maxFiles: must be at least 2, because so many files have arrived");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(ended.statusCode()).isEqualTo(409);
        assertThat(owner.send("PATCH", "/api/requests/none", "{}").statusCode()).isEqualTo(404);
    }

    private JsonNode change(String request, String fields) throws Exception {
        return owner.api("PATCH", "/api/requests/" + request, fields);
    }

    @Test
    void fileOfAStrangerBecomesAShareOfTheOwner() throws Exception {
        String request = requested("\"maxFiles\":2,\"note\":\"<i>please</i>\",\"types\":[\"JPG\"]");
        assertThat(page(request).body())
                .contains("Photos &lt;b&gt;", "&lt;i&gt;please", "accept=\".jpg\"")
                .doesNotContain("<i>please");

        String file = stored(request, "a.jpg");
        assertThat(received(request)).as("while it is sent").isEmpty();
        assertThat(complete(request, file).statusCode()).isEqualTo(204);
        assertThat(complete(request, file).statusCode()).as("repeated").isEqualTo(204);

        JsonNode share = received(request).get(0);
        assertThat(share.get("state").textValue()).isEqualTo("OPEN");
        assertThat(share.at("/received/title").textValue()).isEqualTo("Photos <b>");
        assertThat(count(request)).isEqualTo(1);
        assertThat(send("POST", "/s/" + share.get("id").textValue(), "").statusCode())
                .isEqualTo(303);
        assertThat(owner.send("GET", "/audit?text=Received", null).body()).contains("a.jpg", "127.0.0.1");
    }

    /** Returns the id of the share of a file that was received. */
    private String arrived(String request, String name) throws Exception {
        complete(request, stored(request, name));
        return received(request).get(0).get("id").textValue();
    }

    @ParameterizedTest
    @CsvSource({"revoked_at = NULL, OPEN", "revoked_at = now() - interval '400 days', REVOKED"})
    void receivedFileStaysUntilItsOwnerDeletesIt(String change, String state) throws Exception {
        String request = requested("\"maxFiles\":1");
        String share = arrived(request, "a.jpg");
        sql("UPDATE share SET created_at = now() - interval '400 days', uploaded_at = now() - interval '400 days', "
                + change + " WHERE id = '" + share + "'");

        portal.bean(ProducerTemplate.class).sendBody("direct:clean-up", null);

        JsonNode kept = received(request).get(0);
        assertThat(kept.get("state").textValue()).isEqualTo(state);
        assertThat(kept.get("expiresAt").isNull()).isTrue();
        assertThat(owner.send("GET", "/files/" + share, null).statusCode()).isEqualTo(303);
    }

    @Test
    void receivedFileEndsAfterTheDaysThatItsOwnerChose() throws Exception {
        String request = requested("\"maxFiles\":2,\"keepDays\":7");
        change(request, "{\"keepDays\":30}");
        String share = arrived(request, "a.jpg");
        Instant end = Instant.parse(received(request).get(0).get("expiresAt").textValue());

        assertThat(end).isCloseTo(Instant.now().plus(30, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
        JsonNode endless = owner.api("PATCH", "/api/shares/" + share, "{\"expiresAt\":null}");
        assertThat(endless.at("/share/expiresAt").isNull()).isTrue();
        assertThat(owner.send("PATCH", "/api/requests/" + request, "{\"keepDays\":366}")
                        .body())
                .contains("keepDays: must be 1 to 365, or null for no end");
        String own = owner.api("POST", "/api/shares", "{\"name\":\"a\",\"size\":1}")
                .at("/share/id")
                .textValue();
        assertThat(owner.send("PATCH", "/api/shares/" + own, "{\"expiresAt\":null}")
                        .statusCode())
                .as("share of the owner")
                .isEqualTo(400);
    }

    @Test
    void daysOfAReceivedFileCountFromItsArrival() throws Exception {
        String request = requested("\"maxFiles\":1,\"keepDays\":7");
        String file = stored(request, "a.jpg");
        // The upload has taken longer than the file stays.
        sql(
                "UPDATE share SET created_at = created_at - interval '20 days', expires_at = expires_at - interval '20 days'"
                        + " WHERE request_id = '" + request + "'");

        assertThat(complete(request, file).statusCode()).isEqualTo(204);

        assertThat(Instant.parse(received(request).get(0).get("expiresAt").textValue()))
                .isCloseTo(Instant.now().plus(7, ChronoUnit.DAYS), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void ownerFetchesAFileWithoutADownloadBeingCounted() throws Exception {
        String request = requested("\"maxFiles\":1");
        String share = arrived(request, "a.jpg");
        owner.api("PATCH", "/api/shares/" + share, "{\"maxDownloads\":1,\"password\":\"secret\"}");

        for (String path : List.of("/files/" + share, "/api/shares/" + share + "/file")) {
            HttpResponse<String> fetched = owner.send("GET", path, null);
            assertThat(fetched.statusCode()).as(path).isEqualTo(303);
            assertThat(stranger.get(Stranger.location(fetched)).body()).isEqualTo("content");
            assertThat(send("GET", path, "").statusCode()).as("stranger").isIn(302, 401);
        }

        assertThat(received(request).get(0).get("downloads").intValue()).isZero();
        assertThat(owner.api("GET", "/api/audit", null).at("/entries/0").toString())
                .contains("\"actor\":\"demo\"", "DOWNLOADED", share);
        assertThat(owner.send("GET", "/files/none", null).statusCode()).isEqualTo(404);
    }

    @Test
    void ownerIsToldOnceOfWhatArrivesAndOfWhatEnds() throws Exception {
        tell();
        String request = requested("\"maxFiles\":2,\"keepDays\":20");
        arrived(request, "a.jpg");
        String share = arrived(request, "b.jpg");

        assertThat(tell())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("2 files have arrived for you", "demo@example.com", "a.jpg", "b.jpg", "Photos <b>")
                        .contains("<" + portal.origin() + "/?fetch=" + share + ">", "you sign in to download")
                        .doesNotContain("no account", "x-oss-signature"));
        assertThat(tell()).as("again").isEmpty();

        sql(
                "UPDATE share SET uploaded_at = uploaded_at - interval '18 days', expires_at = expires_at - interval '18 days'"
                        + " WHERE id = '" + share + "'");
        // The arrival at this time was told.
        sql("INSERT INTO notice SELECT id, uploaded_at FROM share WHERE id = '" + share + "'");
        List<Notices.Notice> due = portal.bean(Notices.class).due();
        assertThat(due).hasSize(1);
        assertThatThrownBy(() -> portal.bean(Notices.class).tell(due.get(0), (notice, files) -> {
                    throw new IllegalStateException("mail server is away");
                }))
                .hasMessage("mail server is away");

        assertThat(tell())
                .singleElement()
                .satisfies(mail -> assertThat(mail)
                        .contains("A file that you have received ends soon", "b.jpg", "The link works until")
                        .doesNotContain("a.jpg"));
        assertThat(tell()).as("again").isEmpty();
    }

    /** Lets the portal send the mails that are due, and returns them. */
    private static List<String> tell() throws Exception {
        portal.bean(ProducerTemplate.class).sendBody("direct:notices", null);
        List<String> mails = new ArrayList<>();
        for (MimeMessage mail : portal.mail.getReceivedMessages()) {
            mails.add(mail.getSubject()
                    + mail.getHeader("To", null)
                    + ((MimeMultipart) mail.getContent()).getBodyPart(0).getContent());
        }
        portal.mail.purgeEmailFromAllMailboxes();
        return mails;
    }

    private static void sql(String statement) {
        portal.bean(JdbcClient.class).sql(statement).update();
    }

    @Test
    void senderCannotPublishWhatHeHasSent() throws Exception {
        String request = requested("\"maxFiles\":1");
        String file = stored(request, "a.jpg");

        complete(request, file);

        assertThat(send("POST", "/s/" + file, "").statusCode()).isEqualTo(404);
        assertThat(received(request).get(0).get("id").textValue()).isNotEqualTo(file);
        assertThat(send("DELETE", "/r/" + request + "/files/" + file, "").statusCode())
                .isEqualTo(409);
    }

    @Test
    void limitsHoldWhenAnUploadIsOpened() throws Exception {
        String request = requested("\"maxFiles\":1,\"maxSize\":7,\"types\":[\"pdf\"]");

        assertThat(open(request, "a.pdf", 8).body()).contains("size: must be 0 to 7 bytes");
        assertThat(open(request, "a.exe", 7).body()).contains("name: must end with one of .pdf");
        assertThat(open(request, "pdf", 7).statusCode()).isEqualTo(400);
        assertThat(open(request, "A.PDF", 7).statusCode()).isEqualTo(201);
    }

    @Test
    void formTakesNoMoreThanWasAskedFor() throws Exception {
        String request = requested("\"maxFiles\":1");
        JsonNode opened = JSON.readTree(open(request, "a.pdf", 7).body());

        assertThat(BucketForm.post(opened.get("upload"), "contents")).isEqualTo(400);
        assertThat(complete(request, opened.at("/share/id").textValue()).statusCode())
                .isEqualTo(503);
        assertThat(count(request)).isEqualTo(0);
    }

    @Test
    void formDoesNotReplaceTheFileThatWasSentWithIt() throws Exception {
        String request = requested("\"maxFiles\":1");
        JsonNode opened = JSON.readTree(open(request, "a.pdf", 7).body());
        JsonNode form = opened.get("upload");

        BucketForm.post(form, "content");
        assertThat(BucketForm.post(form, "CONTENT")).as("before it is complete").isEqualTo(409);
        complete(request, opened.at("/share/id").textValue());

        assertThat(BucketForm.post(form, "CONTENT")).as("afterwards").isEqualTo(409);
        assertThat(portal.services
                        .bucket()
                        .objectBytes("portal", form.at("/fields/key").textValue()))
                .asString(UTF_8)
                .isEqualTo("content");
    }

    @Test
    void fileThatIsStoredWithOtherBytesIsDeletedAndNotCompletedLater() throws Exception {
        String request = requested("\"maxFiles\":1");
        JsonNode opened = JSON.readTree(open(request, "a.pdf", 9).body());
        String file = opened.at("/share/id").textValue();

        BucketForm.post(opened.get("upload"), "987654321");
        assertThat(complete(request, file, CRC64_OF_123456789).statusCode()).isEqualTo(409);
        BucketForm.post(opened.get("upload"), "123456789");
        assertThat(complete(request, file, CRC64_OF_123456789).statusCode()).isEqualTo(404);
        assertThat(count(request)).isEqualTo(0);

        JsonNode again = JSON.readTree(open(request, "a.pdf", 9).body());
        file = again.at("/share/id").textValue();
        BucketForm.post(again.get("upload"), "123456789");
        assertThat(complete(request, file, CRC64_OF_123456789).statusCode()).isEqualTo(204);

        assertThat(count(request)).isEqualTo(1);
        assertThat(complete(request, file, "-1").body()).contains("crc64: must be a text of 1 to 20 digits");
    }

    @Test
    void senderCannotDeleteOrReplaceAFileWhileItIsReceived() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            for (int round = 0; round < 20; round++) {
                String request = requested("\"maxFiles\":1");
                JsonNode opened = JSON.readTree(open(request, "a.pdf", 9).body());
                String file = opened.at("/share/id").textValue();
                JsonNode form = opened.get("upload");
                BucketForm.post(form, "123456789");

                List<Callable<Integer>> attempts = List.of(
                        () -> complete(request, file, CRC64_OF_123456789).statusCode(),
                        () -> complete(request, file, "1").statusCode(),
                        () -> send("DELETE", "/r/" + request + "/files/" + file, "")
                                .statusCode());
                for (Future<Integer> attempt : threads.invokeAll(attempts)) {
                    attempt.get();
                }
                BucketForm.post(form, "malicious");

                List<JsonNode> received = received(request);
                assertThat(received).hasSize(count(request));
                if (!received.isEmpty()) {
                    assertThat(portal.services
                                    .bucket()
                                    .objectBytes(
                                            "portal", form.at("/fields/key").textValue()))
                            .asString(UTF_8)
                            .isEqualTo("123456789");
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyOneOfSeveralFilesIsTheLast() throws Exception {
        String request = requested("\"maxFiles\":1");
        List<String> files = List.of(stored(request, "a"), stored(request, "b"), stored(request, "c"));
        ExecutorService threads = Executors.newFixedThreadPool(files.size());
        try {
            List<Callable<Integer>> completions = files.stream()
                    .map(file ->
                            (Callable<Integer>) () -> complete(request, file).statusCode())
                    .toList();
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> completion : threads.invokeAll(completions)) {
                statuses.add(completion.get());
            }
            assertThat(statuses).containsExactlyInAnyOrder(204, 410, 410);
        } finally {
            threads.shutdownNow();
        }
        assertThat(received(request)).hasSize(1);
        assertThat(page(request).statusCode()).isEqualTo(410);
        assertThat(page(request).body()).contains("All files have arrived");
        assertThat(open(request, "d", 7).statusCode()).isEqualTo(410);
    }

    @Test
    void endedRequestTakesNotEvenWhatIsBeingSent() throws Exception {
        String request = requested("\"maxFiles\":5");
        String file = stored(request, "a.jpg");

        owner.api("POST", "/api/requests/" + request + "/end", "");

        assertThat(complete(request, file).statusCode()).isEqualTo(410);
        assertThat(send("POST", "/r/" + request + "/files/" + file + "/upload", "")
                        .statusCode())
                .isEqualTo(410);
        assertThat(page(request).statusCode()).isEqualTo(410);
        assertThat(page(request).body()).contains("This request has ended");
        assertThat(received(request)).isEmpty();
    }

    @Test
    void expiredRequestHasEnded() throws Exception {
        String request = requested("\"maxFiles\":5");
        sql("UPDATE file_request SET expires_at = now() - interval '1 second' WHERE id = '" + request + "'");

        assertThat(page(request).statusCode()).isEqualTo(410);
        assertThat(open(request, "a", 1).statusCode()).isEqualTo(410);
    }

    @Test
    void deletedRequestIsGoneButItsFilesStay() throws Exception {
        String request = requested("\"maxFiles\":5");
        complete(request, stored(request, "a.jpg"));

        owner.api("DELETE", "/api/requests/" + request, null);

        assertThat(page(request).statusCode()).isEqualTo(404);
        assertThat(page(request).body()).contains("There is nothing here");
        assertThat(received(request)).hasSize(1);
    }

    @Test
    void largeFileGoesInPartsThatCanBeCancelled() throws Exception {
        String request = requested("\"maxFiles\":1");
        JsonNode opened = JSON.readTree(open(request, "film.mp4", 9_000_000).body());
        String file = opened.at("/share/id").textValue();
        JsonNode fresh = JSON.readTree(
                send("POST", "/r/" + request + "/files/" + file + "/upload", "").body());

        assertThat(fresh.at("/upload/plan/uploadId")).isEqualTo(opened.at("/upload/plan/uploadId"));
        assertThat(send("DELETE", "/r/" + request + "/files/" + file, "").statusCode())
                .isEqualTo(204);
        assertThat(complete(request, file).statusCode()).isEqualTo(404);
    }

    @Test
    void bucketThatIsAwayLosesNothing() throws Exception {
        String request = requested("\"maxFiles\":1");
        String file = stored(request, "a.jpg");

        portal.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            assertThat(complete(request, file).statusCode()).isEqualTo(503);
        } finally {
            portal.services.bucket().clearFaults();
        }

        assertThat(complete(request, file).statusCode()).isEqualTo(204);
    }

    @Test
    void bucketThatIsAwayUsesNoAttemptsUp() throws Exception {
        String request = requested("\"maxFiles\":1");
        portal.services.bucket().injectAlways(new Fault.StatusError(403, "AccessDenied", "away"));
        try {
            for (int i = 0; i < 13; i++) {
                assertThat(open(request, "film.mp4", 9_000_000).statusCode()).isEqualTo(503);
            }
        } finally {
            portal.services.bucket().clearFaults();
        }

        assertThat(open(request, "film.mp4", 9_000_000).statusCode()).isEqualTo(201);
    }

    @Test
    void uploadsThatAreNotFinishedAreFewAndSeenAndGoWithTheRequest() throws Exception {
        String request = requested("\"maxFiles\":1");
        String sent = stored(request, "a");
        for (int i = 1; i < 11; i++) {
            assertThat(open(request, "a", 7).statusCode()).isEqualTo(201);
        }
        assertThat(open(request, "a", 7).statusCode()).isEqualTo(429);
        assertThat(owner.api("GET", "/api/requests", null)
                        .at("/requests/0/arriving")
                        .intValue())
                .isEqualTo(11);

        owner.api("DELETE", "/api/requests/" + request, null);

        assertThat(portal.bean(ShareStore.class).arriving(request)).isEmpty();
        assertThat(portal.services.bucket().requests())
                .anyMatch(deleted ->
                        deleted.method().equals("DELETE") && deleted.toString().contains(sent));
    }

    @Test
    void uploadThatIsNotFinishedInADayIsDeleted() throws Exception {
        String request = requested("\"maxFiles\":5");
        stored(request, "a");
        complete(request, stored(request, "b"));
        sql("UPDATE share SET created_at = now() - interval '25 hours' WHERE request_id = '" + request + "'");

        portal.bean(ProducerTemplate.class).requestBody("direct:clean-up", "");

        assertThat(portal.bean(JdbcClient.class)
                        .sql("SELECT name FROM share WHERE request_id = ?")
                        .param(request)
                        .query(String.class)
                        .list())
                .containsExactly("b");
    }

    @Test
    void addressThatSendsTooMuchIsSlowedDown() throws Exception {
        String request = requested("\"maxFiles\":100");
        String other = requested("\"maxFiles\":100");

        for (int i = 0; i < 12; i++) {
            assertThat(open(request, "a", 1).statusCode()).isEqualTo(201);
        }
        assertThat(open(request, "a", 1).statusCode()).isEqualTo(429);
        assertThat(open(other, "a", 1).statusCode()).isEqualTo(201);
    }

    @Test
    void fieldsOfRequestsAreChecked() throws Exception {
        assertThat(owner.send("POST", "/api/requests", "{\"title\":\" \",\"maxFiles\":1}")
                        .body())
                .contains("\"field\":\"title\"");
        assertThat(owner.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":0}")
                        .body())
                .contains("maxFiles: must be 1 to 1,000");
        assertThat(owner.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1,\"types\":[\"p df\"]}")
                        .body())
                .contains("types: must be a list of at most 30 extensions such as pdf");
        assertThat(owner.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1,\"types\":[null]}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("GET", "/api/requests", "").statusCode()).isEqualTo(401);
    }

    @Test
    void codeLeadsToThePageOfTheRequest() throws Exception {
        assertThat(send("GET", "/r/any/qr.svg", "").body()).startsWith("<svg");
    }
}
