// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.object;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.PostForm;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SettableClock;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PostObject: forms with unusual bodies. {@code post-object.txt} has the others. */
class PostObjectTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .clock(new SettableClock("2026-03-10T12:00:00Z"))
            .accessKey("ak", "sk")
            .start();

    private PostForm form() {
        return PostForm.to(server).signedAt(NOON);
    }

    private PostForm form(String key) {
        return form().field("key", key);
    }

    private Http.Response get(String key) {
        return SignedUrl.of(server, "GET", "demo", key).signedAt(NOON).send();
    }

    private void assertNothingStored(String key) {
        get(key).assertStatus(404);
    }

    @Test
    void v4PolicyNeedsConditionsForItsSignatureFields() {
        String scope = "20260310/cn-hangzhou/oss/aliyun_v4_request";
        String policy = Base64.getEncoder()
                .encodeToString("{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[{\"bucket\":\"demo\"}]}"
                        .getBytes(UTF_8));
        Http.Response response = form("k")
                .field("x-oss-signature-version", "OSS4-HMAC-SHA256")
                .field("x-oss-credential", "ak/" + scope)
                .field("x-oss-date", "20260310T120000Z")
                .field("policy", policy)
                .field("x-oss-signature", ReferenceSigner.signatureV4("sk", scope, policy))
                .file("", "content")
                .send();
        response.assertError(403, "AccessDenied");
        assertThat(response.element("Message")).contains("$x-oss-signature-version");
    }

    @Test
    void policyChecksKeyBeforeFileNameIsInserted() {
        form().condition("{\"key\": \"in/${filename}\"}")
                .field("key", "in/${filename}")
                .signedV4()
                .file("C:\\pictures\\r\u00e9sum\u00e9 \\\"1\\\".txt", "content")
                .send()
                .assertStatus(204);
        assertThat(server.objectBytes("demo", "in/r\u00e9sum\u00e9 \"1\".txt")).isEqualTo("content".getBytes(UTF_8));
    }

    @Test
    void formFieldsBecomeHeadersOfObject() {
        form().field("KEY", "k")
                .field("cache-control", "no-cache")
                .field("Content-Disposition", "attachment")
                .field("Content-Type", "text/css")
                .field("X-OSS-Meta-Author", "J\u00fcrgen")
                .field("x-oss-storage-class", "IA")
                .field("x:custom", "ignored\r\nignored")
                .sendV4()
                .assertStatus(204);
        Http.Response stored = get("k");
        assertThat(stored.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(stored.header("Content-Disposition")).isEqualTo("attachment");
        assertThat(stored.header("Content-Type")).isEqualTo("text/css");
        assertThat(stored.header("x-oss-storage-class")).isEqualTo("IA");
        assertThat(new String(stored.header("x-oss-meta-author").getBytes(ISO_8859_1), UTF_8))
                .isEqualTo("J\u00fcrgen");
        assertThat(stored.response().headers().map()).doesNotContainKeys("x:custom", "policy", "key");
    }

    @Test
    void formCanBePostedToBucketHost() {
        URI url = URI.create("http://localhost:" + server.port() + "/demo/?x-a=1");
        PostForm form = form("k")
                .field("success_action_status", "201")
                .signedV4()
                .file("", "content")
                .raw("--" + PostForm.BOUNDARY + "--");
        assertThat(form.sendTo(url, "Multipart/Form-Data; charset=utf-8; boundary=\"" + PostForm.BOUNDARY + "\"")
                        .element("Location"))
                .isEqualTo("http://localhost:" + server.port() + "/demo/k");
    }

    @Test
    void formIgnoresSignaturesInHeaderAndUrl() {
        URI signed = SignedUrl.of(server, "POST", "demo", "").signedAt(NOON).v4();
        PostForm unsigned = form("k").file("", "content").raw("--" + PostForm.BOUNDARY + "--\r\n");
        String type = "multipart/form-data; boundary=" + PostForm.BOUNDARY;
        unsigned.sendTo(signed, type).assertError(403, "AccessDenied");
        PostForm signedForm = form("k").signedV4().file("", "content").raw("--" + PostForm.BOUNDARY + "--\r\n");
        URI wrong = URI.create(server.endpoint() + "/demo/?OSSAccessKeyId=ak&Expires=1&Signature=wrong");
        signedForm.sendTo(wrong, type, "Authorization", "OSS ak:wrong").assertStatus(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no base64",
                "",
                "[]",
                "{}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\"}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[]}",
                "{\"conditions\":[{\"bucket\":\"demo\"}]}",
                "{\"expiration\":\"tomorrow\",\"conditions\":[{\"bucket\":\"demo\"}]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[{\"bucket\":\"demo\",\"key\":\"k\"}]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[{\"bucket\":1}]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[\"bucket\"]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"eq\",\"key\",\"k\"]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"like\",\"$key\",\"k\"]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"in\",\"$key\",\"k\"]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"content-length-range\",1]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"content-length-range\",-1,5]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[[\"content-length-range\",0,1e999]]}",
                "{\"expiration\":\"2026-03-10T12:10:00Z\",\"conditions\":[{\"bucket\":\"demo\"},]}",
            })
    void rejectsInvalidPolicy(String policy) {
        String sent = policy.startsWith("no") ? policy : Base64.getEncoder().encodeToString(policy.getBytes(UTF_8));
        Http.Response response = form().accessKey("ak", "sk")
                .field("key", "k")
                .signedV1(sent)
                .file("", "content")
                .send();
        response.assertStatus(400);
        if (policy.isEmpty()) {
            assertThat(response.element("ArgumentName")).isEqualTo("policy");
        } else {
            assertThat(response.element("Code")).isEqualTo("InvalidPolicyDocument");
            assertThat(response.element("Message")).startsWith("Invalid Policy: ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--",
                "no form at all",
                "--9431149156168",
                "--9431149156168\r\n",
                "--9431149156168\r\nContent-Disposition: form-data; name=\"key\"",
                "--9431149156168\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk",
                "--9431149156168\r\nContent-Disposition: form-data; filename=\"key\"\r\n\r\nk\r\n--9431149156168--",
                "--9431149156168\r\nContent-Disposition: attachment; name=\"key\"\r\n\r\nk\r\n--9431149156168--",
                "--9431149156168\r\nContent-Type: text/plain\r\n\r\nk\r\n--9431149156168--",
                "--9431149156168\r\nContent-Disposition\r\n\r\nk\r\n--9431149156168--",
                "--9431149156168 \0\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--9431149156168--",
            })
    void rejectsMalformedForm(String body) {
        String type = "multipart/form-data; boundary=" + PostForm.BOUNDARY;
        form().raw(body).sendAsIs(type).assertError(400, "MalformedPOSTRequest");
        form().raw(body).sendAsIs("multipart/form-data").assertError(400, "MalformedPOSTRequest");
    }

    @Test
    void truncatedFormStoresNothing() {
        form("k")
                .signedV4()
                .file("", "content")
                .sendAsIs("multipart/form-data; boundary=" + PostForm.BOUNDARY)
                .assertError(400, "MalformedPOSTRequest");
        assertNothingStored("k");
    }

    @Test
    void interruptedFormUploadStoresNothing() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(String.join(
                    "\r\n",
                    "POST /demo HTTP/1.1",
                    "Host: localhost",
                    "Content-Length: 100000",
                    "Content-Type: multipart/form-data; boundary=x",
                    "",
                    "--x",
                    "Content-Disposition: form-data; name=key",
                    "",
                    "k"));
            assertThat(connection.finish().receiveAll())
                    .startsWith("HTTP/1.1 400 ")
                    .contains("RequestTimeout");
        }
        assertNothingStored("k");
    }

    @Test
    void formFieldsAreBounded() {
        String twoMebibytes = "x".repeat(2 * 1024 * 1024);
        form("k").field("x:large", twoMebibytes).sendV4().assertStatus(204);
        for (PostForm form : new PostForm[] {
            form().field("x:large", twoMebibytes + "x"),
            form().field("n".repeat(8 * 1024 + 1), "value"),
            form().field("n".repeat(100_000), "value"),
            form().field("a", twoMebibytes).field("b", twoMebibytes)
        }) {
            form.field("key", "k2").sendV4().assertError(400, "FieldItemTooLong");
        }
        PostForm many = form();
        for (int i = 0; i < 50_000; i++) {
            many.field("f" + i, "");
        }
        many.sendV4().assertError(400, "FieldItemTooLong");
    }

    @Test
    void formHonoursTrafficLimit() {
        long started = System.nanoTime();
        form("k")
                .field("x-oss-traffic-limit", "819200")
                .signedV4()
                .file("", "x".repeat(51_200))
                .send()
                .assertStatus(204);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }
}
