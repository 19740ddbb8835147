// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.manage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.examples.portal.BucketForm;
import io.github.osspresign.examples.portal.Owner;
import io.github.osspresign.examples.portal.RunningPortal;
import io.github.osspresign.examples.portal.Stranger;
import io.github.osspresign.examples.portal.audit.AuditLog;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Actions of the owner's page, over HTTP, with a real database and the development server. */
@Tag("slow")
class ShareApiTest {

    private static final int MEBIBYTE = 1024 * 1024;

    @AutoClose
    private static RunningPortal portal;

    @AutoClose
    private static RunningPortal limited;

    private static Owner owner;

    private final Stranger stranger = new Stranger(portal);

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal("portal.multipart-from=" + 8 * MEBIBYTE, "portal.mail-domain=example.com");
        limited = new RunningPortal("portal.shares-per-hour=5", "portal.mails-per-hour=5", "portal.multipart-from=9");
        owner = new Owner(portal);
    }

    private JsonNode created(String name, long size) throws Exception {
        return owner.api("POST", "/api/shares", "{\"name\":\"" + name + "\",\"size\":" + size + "}");
    }

    private String uploaded(String name, String content) throws Exception {
        JsonNode created = created(name, content.length());
        String id = created.at("/share/id").textValue();
        assertThat(BucketForm.post(created.get("upload"), content)).isBetween(200, 204);
        owner.api("POST", "/api/shares/" + id + "/complete", "");
        return id;
    }

    private static String key(String id) {
        return portal.bean(ShareStore.class).files(id).get(0).key();
    }

    private HttpResponse<String> click(String id) throws Exception {
        return stranger.post("/s/" + id, "");
    }

    private HttpResponse<String> put(JsonNode part, byte[] content) throws Exception {
        return Http.send(stranger.request(part.get("url").textValue()).PUT(BodyPublishers.ofByteArray(content)));
    }

    @Test
    void smallFileGoesByFormFromSenderToRecipient() throws Exception {
        JsonNode created = created("报告.pdf", 7);
        String id = created.at("/share/id").textValue();

        assertThat(created.at("/share/state").textValue()).isEqualTo("UPLOADING");
        assertThat(click(id).statusCode()).isEqualTo(404);
        assertThat(owner.send("GET", "/api/shares/" + id + "/file", null).statusCode())
                .isEqualTo(404);
        assertThat(BucketForm.post(created.get("upload"), "content")).isBetween(200, 204);
        JsonNode share = owner.api("POST", "/api/shares/" + id + "/complete", "");

        assertThat(share.at("/share/state").textValue()).isEqualTo("OPEN");
        assertThat(share.at("/share/url").textValue()).isEqualTo(portal.origin() + "/s/" + id);
        assertThat(stranger.get(Stranger.location(click(id))).body()).isEqualTo("content");
    }

    @Test
    void formTakesNoOtherSize() throws Exception {
        JsonNode created = created("a.txt", 7);

        assertThat(BucketForm.post(created.get("upload"), "another content")).isEqualTo(400);
        assertThat(owner.send("POST", "/api/shares/" + created.at("/share/id").textValue() + "/complete", "")
                        .statusCode())
                .isEqualTo(503);
    }

    @Test
    void largeFileGoesInParts() throws Exception {
        int size = 9 * MEBIBYTE;
        JsonNode created = created("film.mp4", size);
        String id = created.at("/share/id").textValue();
        JsonNode plan = created.at("/upload/plan");
        // The page asks for fresh links of the same upload after a reload.
        JsonNode fresh = owner.api("POST", "/api/shares/" + id + "/upload", "").at("/upload/plan");
        assertThat(fresh.get("uploadId")).isEqualTo(plan.get("uploadId"));

        StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
        long partSize = plan.get("partSize").longValue();
        for (JsonNode part : fresh.get("parts")) {
            int number = part.get("number").intValue();
            int length = (int) Math.min(partSize, size - (number - 1) * partSize);
            HttpResponse<String> stored = put(part, new byte[length]);
            parts.append("<Part><PartNumber>")
                    .append(number)
                    .append("</PartNumber><ETag>")
                    .append(stored.headers().firstValue("ETag").orElseThrow())
                    .append("</ETag></Part>");
        }
        HttpResponse<String> completed =
                Http.send(stranger.request(fresh.at("/complete/url").textValue(), "Content-Type", "application/xml")
                        .POST(BodyPublishers.ofString(parts + "</CompleteMultipartUpload>")));

        assertThat(completed.statusCode()).as(completed.body()).isEqualTo(200);
        assertThat(owner.api("POST", "/api/shares/" + id + "/complete", "")
                        .at("/share/state")
                        .textValue())
                .isEqualTo("OPEN");
    }

    @Test
    void revocationEndsThePageAtOnce() throws Exception {
        String id = uploaded("a.txt", "content");
        assertThat(click(id).statusCode()).isEqualTo(303);

        assertThat(owner.api("POST", "/api/shares/" + id + "/revoke", "")
                        .at("/share/state")
                        .textValue())
                .isEqualTo("REVOKED");

        assertThat(click(id).statusCode()).isEqualTo(410);
    }

    @Test
    void changesOfTwoTabsBothStay() throws Exception {
        String id = uploaded("a.txt", "content");

        owner.api("PATCH", "/api/shares/" + id, "{\"note\":\"hello\",\"maxDownloads\":2}");
        JsonNode share = owner.api("PATCH", "/api/shares/" + id, "{\"password\":\"secret\",\"name\":\"../b/c.txt\"}")
                .get("share");

        assertThat(share.get("note").textValue()).isEqualTo("hello");
        assertThat(share.get("maxDownloads").intValue()).isEqualTo(2);
        assertThat(share.get("hasPassword").booleanValue()).isTrue();
        assertThat(share.get("name").textValue()).isEqualTo(".._b_c.txt");
    }

    @Test
    void deletedShareIsGoneWithItsObject() throws Exception {
        String id = uploaded("a.txt", "content");
        String key = key(id);

        owner.api("DELETE", "/api/shares/" + id + "?object=true", null);

        assertThat(click(id).statusCode()).isEqualTo(404);
        assertThat(portal.services.bucket().requests())
                .anyMatch(request ->
                        request.method().equals("DELETE") && request.target().contains(key));
    }

    @Test
    void mailLeadsToThePageOfTheShare() throws Exception {
        String id = uploaded("a.txt", "content");
        portal.mail.purgeEmailFromAllMailboxes();

        owner.api("POST", "/api/shares/" + id + "/mail", "{\"to\":\"bob@example.com\",\"language\":\"zh\"}");

        MimeMessage sent = portal.mail.getReceivedMessages()[0];
        assertThat(sent.getSubject()).isEqualTo("demo 给您发送了一个文件");
        assertThat(sent.getHeader("Sender")).isNull();
        assertThat((String) ((MimeMultipart) sent.getContent()).getBodyPart(0).getContent())
                .containsSubsequence("a.txt", "7 字节", "<" + portal.origin() + "/s/" + id + ">")
                .doesNotContain("x-oss-signature", "密码");
        assertThat(owner.send("POST", "/api/shares/" + id + "/mail", "{\"to\":\"a@b.c,d@e.f\",\"language\":\"en\"}")
                        .body())
                .contains("to: must be one address such as bob@example.com");
    }

    @Test
    void mailOfAShareWithPasswordSaysSoAndRepliesReachTheSender() throws Exception {
        String id = uploaded("a.txt", "content");
        owner.api("PATCH", "/api/shares/" + id, "{\"password\":\"correct horse\",\"note\":\"Hello ${header.To}\"}");
        portal.mail.purgeEmailFromAllMailboxes();

        owner.api("POST", "/api/shares/" + id + "/mail", "{\"to\":\"bob@example.org\",\"language\":\"en\"}");

        MimeMessage sent = portal.mail.getReceivedMessages()[0];
        assertThat(sent.getReplyTo()).containsExactly(new InternetAddress("demo@example.com"));
        for (int part = 0; part < 2; part++) {
            assertThat((String) ((MimeMultipart) sent.getContent())
                            .getBodyPart(part)
                            .getContent())
                    .contains("demo sends you a file", "Hello ${header.To}", "You need a password")
                    .doesNotContain("correct horse", "the link is all it takes");
        }
    }

    @Test
    void endedSharesAreDeletedWithTheirObjects() throws Exception {
        String ended = uploaded("old.txt", "content");
        String open = uploaded("new.txt", "content");
        String keyOfEnded = key(ended);
        String keyOfOpen = key(open);
        portal.bean(JdbcClient.class)
                .sql("UPDATE share SET expires_at = now() - interval '31 days' WHERE id = :id")
                .param("id", ended)
                .update();

        portal.bean(ProducerTemplate.class).sendBody("direct:clean-up", null);

        assertThat(portal.bean(ShareStore.class).find(ended)).isEmpty();
        assertThat(portal.bean(ShareStore.class).find(open)).isPresent();
        assertThat(portal.services.bucket().requests())
                .anyMatch(request ->
                        request.method().equals("DELETE") && request.target().contains(keyOfEnded))
                .noneMatch(request ->
                        request.method().equals("DELETE") && request.target().contains(keyOfOpen));
    }

    @Test
    void shareThatIsExtendedWhileAnotherOneIsCleanedUpStays() throws Exception {
        List<String> ids = List.of(uploaded("a.txt", "content"), uploaded("b.txt", "content"));
        JdbcClient database = portal.bean(JdbcClient.class);
        for (String id : ids) {
            database.sql("UPDATE share SET expires_at = now() - interval '31 days' WHERE id = :id")
                    .param("id", id)
                    .update();
        }
        String keyOfFirst = key(ids.get(0));
        AtomicBoolean extended = new AtomicBoolean();
        portal.services.bucket().inject(new Fault.ConnectionReset(), request -> {
            if (request.method().equals("DELETE") && !extended.getAndSet(true)) {
                String other = request.target().contains(keyOfFirst) ? ids.get(1) : ids.get(0);
                database.sql("UPDATE share SET expires_at = now() + interval '1 day' WHERE id = :id")
                        .param("id", other)
                        .update();
            }
            return false;
        });
        try {
            portal.bean(ProducerTemplate.class).sendBody("direct:clean-up", null);
        } finally {
            portal.services.bucket().clearFaults();
        }

        List<String> left = ids.stream()
                .filter(id -> portal.bean(ShareStore.class).find(id).isPresent())
                .toList();
        assertThat(left).hasSize(1);
        assertThat(click(left.get(0)).statusCode()).isEqualTo(303);
    }

    @Test
    void completionOfAShareThatIsDeletedMeanwhileIsRefused() throws Exception {
        JsonNode created = created("a.txt", 7);
        String id = created.at("/share/id").textValue();
        BucketForm.post(created.get("upload"), "content");
        portal.services.bucket().inject(new Fault.ConnectionReset(), request -> {
            if (request.method().equals("HEAD")) {
                portal.bean(ShareStore.class).delete(id);
            }
            return false;
        });
        try {
            HttpResponse<String> completed = owner.send("POST", "/api/shares/" + id + "/complete", "");

            assertThat(completed.statusCode()).isEqualTo(404);
            assertThat(completed.body()).contains("there is no such share");
        } finally {
            portal.services.bucket().clearFaults();
        }
    }

    @Test
    void whatIsDeletedAgainCountsForTheLimitOfAnHour() throws Exception {
        Owner user = limitedUser();
        for (int i = 0; i < 5; i++) {
            JsonNode share = user.api("POST", "/api/shares", "{\"name\":\"a\",\"size\":1}");
            user.api("DELETE", "/api/shares/" + share.at("/share/id").textValue() + "?object=true", null);
            JsonNode request = user.api("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1}");
            user.api("DELETE", "/api/requests/" + request.at("/request/id").textValue(), null);
        }

        assertThat(user.send("POST", "/api/shares", "{\"name\":\"a\",\"size\":1}")
                        .statusCode())
                .isEqualTo(429);
        assertThat(user.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1}")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void limitsOfAnHourHoldForRequestsAtTheSameTime() throws Exception {
        Owner user = limitedUser();

        assertThat(atTheSameTime(() -> user.send("POST", "/api/shares", "{\"name\":\"a\",\"size\":1}")))
                .containsOnly(entry(201, 5L), entry(429, 15L));
        assertThat(atTheSameTime(() -> user.send("POST", "/api/requests", "{\"title\":\"a\",\"maxFiles\":1}")))
                .containsOnly(entry(201, 5L), entry(429, 15L));

        JsonNode share = user.api("GET", "/api/shares", null).at("/shares/0");
        ShareStore shares = limited.bean(ShareStore.class);
        String id = share.get("id").textValue();
        shares.markUploaded(shares.files(id).get(0));
        String mail = "/api/shares/" + share.get("id").textValue() + "/mail";
        assertThat(atTheSameTime(() -> user.send("POST", mail, "{\"to\":\"bob@example.com\",\"language\":\"en\"}")))
                .containsOnly(entry(204, 5L), entry(429, 15L));
        assertThat(limited.mail.getReceivedMessages()).hasSize(5);
    }

    /** Returns a user who has not done anything within the last hour. */
    private static Owner limitedUser() throws Exception {
        limited.bean(JdbcClient.class).sql("DELETE FROM attempt").update();
        limited.bean(JdbcClient.class).sql("DELETE FROM share").update();
        return new Owner(limited);
    }

    /** Returns how often 20 requests at the same time have had which status. */
    private static Map<Integer, Long> atTheSameTime(Callable<HttpResponse<String>> request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            Map<Integer, Long> statuses = new HashMap<>();
            for (Future<HttpResponse<String>> response : threads.invokeAll(Collections.nCopies(20, request))) {
                statuses.merge(response.get().statusCode(), 1L, Long::sum);
            }
            return statuses;
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void whatFailsDoesNotCountForTheLimitOfAnHour() throws Exception {
        Owner user = limitedUser();
        limited.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            assertThat(user.send("POST", "/api/shares", "{\"name\":\"a\",\"size\":9}")
                            .statusCode())
                    .isEqualTo(503);
        } finally {
            limited.services.bucket().clearFaults();
        }

        for (int i = 0; i < 5; i++) {
            user.api("POST", "/api/shares", "{\"name\":\"a\",\"size\":9}");
        }

        assertThat(user.api("GET", "/api/shares", null).get("shares")).hasSize(5);
    }

    @Test
    void linkDoesNotShowTheAddressOfThePage() throws Exception {
        String id = uploaded("a.txt", "content");

        assertThat(click(id).headers().firstValue("Location").orElseThrow()).doesNotContain(id);
    }

    @Test
    void deletionNeedsToSayWhatHappensToTheObject() throws Exception {
        String id = uploaded("a.txt", "content");
        for (String query : List.of("", "?object=maybe")) {
            HttpResponse<String> response = owner.send("DELETE", "/api/shares/" + id + query, null);

            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("\"field\":\"object\"");
        }
        assertThat(click(id).statusCode()).isEqualTo(303);
    }

    @Test
    void recordSaysWhoDidWhatWithoutSecrets() throws Exception {
        String id = uploaded("a.txt", "content");
        click(id);

        JsonNode entries = owner.api("GET", "/api/audit", null).get("entries");

        List<String> actions = new ArrayList<>();
        entries.forEach(entry -> {
            if (entry.get("shareId").textValue().equals(id)) {
                actions.add(entry.get("action").textValue() + " by "
                        + entry.get("actor").textValue());
            }
        });
        assertThat(actions).containsExactly("DOWNLOADED by 127.0.0.1", "UPLOADED by demo", "CREATED by demo");
        assertThat(entries.toString()).doesNotContain("signature", "http");
    }

    @Test
    void recordShowsOnlyWhatConcernsTheReader() throws Exception {
        String own = uploaded("own <b>.txt", "content");
        portal.bean(AuditLog.class)
                .add("alice", AuditLog.Action.CREATED, "alice", "id-of-alice", "secret of alice.txt");

        HttpResponse<String> page = owner.send("GET", "/audit", null);
        HttpResponse<String> created = owner.send("GET", "/audit?text=Created", null);
        HttpResponse<String> none = owner.send("GET", "/audit?text=%3Cscript%3Ealert(1)", null);

        assertThat(page.body()).contains("own &lt;b&gt;.txt").doesNotContain("alice", "signature");
        assertThat(created.body()).contains("own &lt;b&gt;.txt", "Created").doesNotContain("Uploaded");
        assertThat(none.body()).contains("Nothing is found", "&lt;script&gt;").doesNotContain("<script>alert");
        assertThat(owner.send("GET", "/api/audit", null).body()).contains(own).doesNotContain("alice");
    }

    @Test
    void recordTellsFilesOfTheSameNameApart() throws Exception {
        String first = uploaded("same.txt", "content");
        String second = uploaded("same.txt", "content");

        String all = owner.send("GET", "/audit", null).body();
        String ofTheFirst = owner.send("GET", "/audit?text=" + first, null).body();

        assertThat(all)
                .contains(
                        "/audit?text=" + first, "/audit?text=" + second, first.substring(0, 6), second.substring(0, 6));
        assertThat(ofTheFirst).contains("same.txt").doesNotContain("/audit?text=" + second);
    }

    @Test
    void bucketThatIsAwayUsesNothingUp() throws Exception {
        String id = uploaded("a.txt", "content");
        owner.api("PATCH", "/api/shares/" + id, "{\"maxDownloads\":1}");

        portal.services.bucket().injectAlways(new Fault.ConnectionReset());
        try {
            HttpResponse<String> refused = click(id);
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("Nothing was counted");
        } finally {
            portal.services.bucket().clearFaults();
        }

        assertThat(click(id).statusCode()).isEqualTo(303);
    }

    @Test
    void cancelledUploadLeavesNoParts() throws Exception {
        JsonNode created = created("film.mp4", 9 * MEBIBYTE);
        String id = created.at("/share/id").textValue();

        owner.api("DELETE", "/api/shares/" + id + "?object=true", null);

        HttpResponse<String> part = put(created.at("/upload/plan/parts/0"), new byte[1]);
        assertThat(part.statusCode()).isEqualTo(404);
        assertThat(part.body()).contains("NoSuchUpload");
    }

    @Test
    void nameThatReadsBackwardsIsRefused() throws Exception {
        HttpResponse<String> response =
                owner.send("POST", "/api/shares", "{\"name\":\"invoice\\u202Egpj.exe\",\"size\":1}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("none that changes the direction of text");
    }

    @Test
    void badFieldIsNamed() throws Exception {
        String id = uploaded("a.txt", "content");

        HttpResponse<String> response = owner.send("PATCH", "/api/shares/" + id, "{\"maxDownloads\":0}");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .contains("\"field\":\"maxDownloads\"", "maxDownloads: must be 1 to 1,000,000, or null for any number");
    }

    @Test
    void requestWithoutLoginOrTokenIsRefused() throws Exception {
        HttpRequest.Builder forged = stranger.request("/api/shares", "Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"));

        assertThat(stranger.get("/api/shares").statusCode()).isEqualTo(401);
        assertThat(Http.send(forged).statusCode()).isEqualTo(403);
    }
}
