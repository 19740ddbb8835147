// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PostObject: forms with signed policies. */
class PostObjectTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .bucket("other")
            .clock(clock)
            .accessKey("ak", "sk")
            .securityToken("STS.ak", "sts-sk", "sts-token", NOON.plusSeconds(300))
            .start();

    private PostForm form() {
        return PostForm.to(server).signedAt(NOON);
    }

    private PostForm form(String key) {
        return form().field("key", key);
    }

    private Http.Response get(String key) {
        return SignedUrl.of(server, "GET", "demo", key)
                .signedAt(clock.instant())
                .send();
    }

    private void assertNothingStored(String key) {
        get(key).assertStatus(404);
    }

    private void putAcl(String acl) {
        SignedUrl.of(server, "PUT", "demo", "")
                .parameter("acl", "")
                .header("x-oss-acl", acl)
                .signedAt(NOON)
                .send();
    }

    @Test
    void formSignedWithV4StoresFile() {
        Http.Response response =
                form("a/b.txt").signedV4().file("b.txt", "content").send();
        response.assertStatus(204);
        assertThat(response.bytes()).isEmpty();
        Http.Response stored = get("a/b.txt");
        assertThat(stored.text()).isEqualTo("content");
        assertThat(stored.header("Content-Type")).isEqualTo("application/octet-stream");
        assertThat(response.header("ETag")).isNotEmpty().isEqualTo(stored.header("ETag"));
        assertThat(response.header("x-oss-hash-crc64ecma")).isEqualTo(stored.header("x-oss-hash-crc64ecma"));
    }

    @Test
    void typeOfFileMeetsConditionOnContentType() {
        for (String type : new String[] {"image/png", "text/css"}) {
            Http.Response response = form(type)
                    .condition("[\"in\", \"$content-type\", [\"image/png\"]]")
                    .signedV4()
                    .part("name=\"file\"; filename=\"a\"", "Content-Type: " + type + "\r\n", new byte[1])
                    .send();
            assertThat(response.status()).as(type).isEqualTo(type.equals("image/png") ? 204 : 403);
        }
        assertThat(get("image/png").header("Content-Type")).isEqualTo("image/png");
    }

    @Test
    void formAcceptsSecurityTokenInBothVersions() {
        form().accessKey("STS.ak", "sts-sk")
                .token("sts-token")
                .field("key", "v4")
                .sendV4()
                .assertStatus(204);
        form().accessKey("STS.ak", "sts-sk")
                .token("sts-token")
                .field("key", "v1")
                .sendV1()
                .assertStatus(204);
        form().accessKey("STS.ak", "sts-sk")
                .token("wrong")
                .field("key", "v1")
                .sendV1()
                .assertError(403, "InvalidSecurityToken");
        form().accessKey("STS.ak", "sts-sk").field("key", "v4").sendV4().assertError(403, "InvalidAccessKeyId");
        clock.advance(Duration.ofSeconds(301));
        form().accessKey("STS.ak", "sts-sk")
                .token("sts-token")
                .field("key", "late")
                .sendV4()
                .assertError(403, "SecurityTokenExpired");
    }

    @Test
    void formWithWrongSignatureStoresNothing() {
        Http.Response v4 = form().accessKey("ak", "wrong").field("key", "k").sendV4();
        v4.assertError(403, "SignatureDoesNotMatch");
        assertThat(v4.element("OSSAccessKeyId")).isEqualTo("ak");
        assertThat(v4.element("EC")).isEqualTo("0002-00000705");
        form().accessKey("ak", "wrong").field("key", "k").sendV1().assertError(403, "SignatureDoesNotMatch");
        form().accessKey("nobody", "sk").field("key", "k").sendV4().assertError(403, "InvalidAccessKeyId");
        assertNothingStored("k");
    }

    @Test
    void policyIsValidUntilItExpires() {
        clock.set(NOON.plusSeconds(600));
        form("k").sendV4().assertStatus(204);
        clock.set(NOON.plusSeconds(601));
        for (Http.Response late :
                new Http.Response[] {form("late").sendV4(), form("late").sendV1()}) {
            late.assertError(403, "AccessDenied");
            assertThat(late.element("Message")).isEqualTo("Invalid according to Policy: Policy expired.");
        }
        assertNothingStored("late");
    }

    @Test
    void formChecksRegionAndDateOfCredential() {
        Http.Response region = form().region("eu-central-1").field("key", "k").sendV4();
        region.assertError(400, "InvalidArgument");
        assertThat(region.element("Message")).isEqualTo("The signing region in credential is invalid.");
        assertThat(region.element("EC")).isEqualTo("0002-00000715");
        assertThat(region.element("ArgumentName")).isEqualTo("x-oss-credential");
        assertThat(region.element("ArgumentValue")).contains("/eu-central-1/");
        Http.Response date =
                form().field("x-oss-date", "yesterday").field("key", "k").sendV4();
        assertThat(date.element("EC")).isEqualTo("0002-00000709");
        assertThat(form().field("x-oss-signature-version", "OSS5")
                        .field("key", "k")
                        .sendV4()
                        .element("EC"))
                .isEqualTo("0002-00000066");
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

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"key\": \"user/a.txt\"} | true",
                "{\"KEY\": \"user/a.txt\"} | true",
                "{\"key\": \"user/b.txt\"} | false",
                "{\"bucket\": \"demo\"} | true",
                "{\"bucket\": \"other\"} | false",
                "[\"eq\", \"$key\", \"user/a.txt\"] | true",
                "[\"eq\", \"$key\", \"user/\"] | false",
                "[\"eq\", \"$Bucket\", \"demo\"] | true",
                "[\"starts-with\", \"$key\", \"user/\"] | true",
                "[\"starts-with\", \"$key\", \"admin/\"] | false",
                "[\"starts-with\", \"$x-oss-meta-missing\", \"\"] | false",
                "[\"not-in\", \"$x-oss-meta-missing\", [\"x\"]] | false",
                "[\"eq\", \"$x-oss-meta-missing\", \"\"] | false",
                "[\"eq\", \"$x-oss-meta-empty\", \"\"] | true",
                "[\"eq\", \"$x-oss-meta-missing\", \"x\"] | false",
                "[\"in\", \"$cache-control\", [\"no-cache\", \"no-store\"]] | true",
                "[\"in\", \"$cache-control\", [\"public\"]] | false",
                "[\"not-in\", \"$cache-control\", [\"public\"]] | true",
                "[\"not-in\", \"$cache-control\", [\"public\", \"no-store\"]] | false",
                "[\"eq\", \"$x-oss-meta-price\", \"\\$5\"] | true",
                "[\"content-length-range\", 7, 7] | true",
            })
    void formFieldsMustMeetConditions(String condition, boolean met) {
        Http.Response response = form().condition(condition)
                .field("key", "user/a.txt")
                .field("Cache-Control", "no-store")
                .field("x-oss-meta-price", "$5")
                .field("x-oss-meta-empty", "")
                .sendV4();
        response.assertStatus(met ? 204 : 403);
        if (!met) {
            assertThat(response.element("Code")).isEqualTo("AccessDenied");
            assertThat(response.element("Message"))
                    .startsWith("Invalid according to Policy: Policy Condition failed: [\"");
            assertNothingStored("user/a.txt");
        }
    }

    @Test
    void formFileMustHaveAllowedSize() {
        Http.Response small = form().condition("[\"content-length-range\", 8, 100]")
                .field("key", "k")
                .sendV4();
        small.assertError(400, "EntityTooSmall");
        assertThat(small.element("MinSizeAllowed")).isEqualTo("8");
        Http.Response large = form().condition("[\"content-length-range\", 0, 6]")
                .field("key", "k")
                .sendV4();
        large.assertError(400, "EntityTooLarge");
        assertThat(large.element("MaxSizeAllowed")).isEqualTo("6");
        assertNothingStored("k");
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
    void ossContentTypeOverridesFileTypeWhichOverridesField() {
        form("k")
                .field("Content-Type", "text/css")
                .signedV4()
                .part("name=\"file\"; filename=\"a\"", "Content-Type: image/png\r\n", new byte[1])
                .send();
        assertThat(get("k").header("Content-Type")).isEqualTo("image/png");
        form("k")
                .field("Content-Type", "text/css")
                .field("x-oss-content-type", "application/json")
                .signedV4()
                .part("name=\"file\"; filename=\"a\"", "Content-Type: image/png\r\n", new byte[1])
                .send();
        assertThat(get("k").header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void formSetsAcl() {
        form("k").field("x-oss-object-acl", "public-read").sendV4();
        assertThat(Http.get(URI.create(server.endpoint() + "/demo/k")).text()).isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-, 200", "default, 403", "private, 403", "public-read, 200"})
    void headerSetsAclOfFormUnlessFieldDoes(String field, int anonymousStatus) {
        PostForm form = form("k");
        if (field != null) {
            form.field("x-oss-object-acl", field);
        }
        form.signedV4().file("", "content").send("x-oss-object-acl", "public-read", "x-oss-storage-class", "IA");

        Http.get(URI.create(server.endpoint() + "/demo/k")).assertStatus(anonymousStatus);
        assertThat(get("k").header("x-oss-storage-class")).isEqualTo("Standard");
    }

    @Test
    void formMayHaveFieldsThatPolicyDoesNotName() {
        Http.Response response = form("k")
                .signedV4()
                .field("x-oss-storage-class", "DeepColdArchive")
                .field("x-oss-meta-owner", "me")
                .field("name", "photo")
                .file("", "content")
                .send();

        response.assertStatus(204);
    }

    @Test
    void formNeedsAConditionForEachFieldIfSet() {
        try (OssDevServer strict = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.FREE_FORM_FIELDS_ARE_ACCEPTED, false)
                .start()) {
            PostForm free = PostForm.to(strict).field("key", "k").condition("{\"key\": \"k\"}");
            Http.Response refused = free.signedV4()
                    .field("x-oss-object-acl", "public-read")
                    .file("", "content")
                    .send();
            refused.assertError(403, "AccessDenied");
            assertThat(refused.element("Message")).endsWith("Extra input fields: x-oss-object-acl");
            SignedUrl.of(strict, "GET", "demo", "k").send().assertStatus(404);
            PostForm bound = PostForm.to(strict)
                    .field("key", "k")
                    .field("x-oss-object-acl", "private")
                    .condition("[\"starts-with\", \"$key\", \"\"]")
                    .condition("{\"x-oss-object-acl\": \"private\"}");
            bound.sendV1().assertStatus(204);
        }
    }

    @ParameterizedTest(name = "success_action_status {0}: {1}")
    @CsvSource({"200, 200", "201, 201", "204, 204", "500, 204", "'', 204"})
    void formChoosesStatusOfSuccess(String wish, int status) {
        Http.Response response =
                form("a b/\u4e2d.txt").field("success_action_status", wish).sendV4();
        response.assertStatus(status);
        if (status == 201) {
            assertThat(response.header("Content-Type")).isEqualTo("application/xml");
            assertThat(response.element("PostResponse")).isNotEmpty();
            assertThat(response.element("Bucket")).isEqualTo("demo");
            assertThat(response.element("Key")).isEqualTo("a b/\u4e2d.txt");
            assertThat(response.element("ETag")).isEqualTo(response.header("ETag"));
            assertThat(response.element("Location"))
                    .isEqualTo(server.endpoint() + "/demo/a%20b/%E4%B8%AD.txt")
                    .isEqualTo(response.header("Location"));
        } else {
            assertThat(response.bytes()).isEmpty();
        }
    }

    @Test
    void formRedirectHasPriorityOverStatus() {
        Http.Response response = form("k")
                .field("success_action_status", "201")
                .field("success_action_redirect", "https://example.com/done?x=1")
                .sendV4();
        response.assertStatus(303);
        assertThat(response.header("Location")).isEqualTo("https://example.com/done?x=1");
        form("/bad")
                .field("success_action_redirect", "https://example.com/done")
                .sendV4()
                .assertError(400, "InvalidObjectName");
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
    void onlyPublicReadWriteBucketAcceptsUnsignedForms() {
        form("k").file("", "content").send().assertError(403, "AccessDenied");
        putAcl("public-read");
        form("k").file("", "content").send().assertError(403, "AccessDenied");
        putAcl("public-read-write");
        form("k").file("", "content").send().assertStatus(204);
        assertThat(get("k").text()).isEqualTo("content");
        form("k").field("OSSAccessKeyId", "ak").file("", "new").send().assertError(400, "InvalidArgument");
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

    @Test
    void formKeepsObjectIfOverwriteIsForbidden() {
        server.putObject("demo", "k", "old".getBytes(UTF_8));
        form("k").field("x-oss-forbid-overwrite", "true").sendV4().assertError(409, "FileAlreadyExists");
        assertThat(get("k").text()).isEqualTo("old");
    }

    @Test
    void fieldsAfterFileAreIgnored() {
        form("k")
                .signedV4()
                .file("", "content")
                .field("submit", "Upload")
                .field("key", "other")
                .send()
                .assertStatus(204);
        assertThat(get("k").text()).isEqualTo("content");
        form().signedV4().file("", "content").field("key", "k2").send().assertError(400, "InvalidArgument");
        assertNothingStored("k2");
    }

    @Test
    void formNeedsExactlyOneFile() {
        form("k").signedV4().send().assertError(400, "IncorrectNumberOfFilesInPOSTRequest");
        form("k")
                .signedV4()
                .file("", "one")
                .file("", "two")
                .send()
                .assertError(400, "IncorrectNumberOfFilesInPOSTRequest");
        assertNothingStored("k");
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-tagging, a=b, 400",
        "x-oss-object-acl, everybody, 400",
        "x-oss-storage-class, Cold, 400",
        "x-oss-server-side-encryption, DES, 400",
        "x-oss-server-side-encryption-customer-algorithm, AES256, 501",
        "callback, e30=, 400",
        "Callback-Var, e30=, 501",
        "x-oss-meta-a_b, x, 400",
        "x-oss-traffic-limit, 1, 400",
    })
    void unsupportedRequestIsNotImplemented(String name, String value, int status) {
        form("k").field(name, value).sendV4().assertStatus(status);
        assertNothingStored("k");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Cache-Control", "x-oss-meta-a", "Content-Type", "x-oss-content-type", "success_action_redirect"
            })
    void lineBreakInFormFieldIsRejected(String name) {
        form("k").field(name, "a\r\nX-Injected: 1").sendV4().assertError(400, "InvalidArgument");
        assertNothingStored("k");
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
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/mixed; boundary=x", "multipart/form-datax"})
    void otherContentTypeIsNotForm(String type) {
        form().raw("key=k").sendAsIs(type).assertError(400, "RequestIsNotMultiPartContent");
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
    void formReportsMissingBucketAndUnknownSubResources() {
        PostForm form = form("k").signedV4().file("", "content").raw("--" + PostForm.BOUNDARY + "--");
        String type = "multipart/form-data; boundary=" + PostForm.BOUNDARY;
        form.sendTo(URI.create(server.endpoint() + "/missing"), type).assertError(404, "NoSuchBucket");
        form.sendTo(URI.create(server.endpoint() + "/demo?metaQuery"), type).assertError(501, "NotImplemented");
        form.sendAsIs(type, "Content-MD5", "x").assertError(501, "NotImplemented");
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

    @Test
    void formMayHavePreambleAndUnquotedNames() {
        Http.Response response = form().raw(String.join(
                        "\r\n",
                        "preamble",
                        "------WebKitFormBoundary7MA4YWxk",
                        "content-disposition:form-data;name=file",
                        "",
                        "",
                        "------WebKitFormBoundary7MA4YWxk--"))
                .sendAsIs("multipart/form-data; boundary=----WebKitFormBoundary7MA4YWxk");
        // The missing permission shows that the file was found.
        response.assertError(403, "AccessDenied");
    }

    @Test
    void formEncryptsItsFile() {
        Http.Response response = form("k")
                .field("success_action_status", "200")
                .field("x-oss-server-side-encryption", "KMS")
                .field("x-oss-server-side-encryption-key-id", "key-1")
                .signedV4()
                .file("a", "content")
                .send();
        Http.Response head =
                SignedUrl.of(server, "HEAD", "demo", "k").signedAt(NOON).send();
        for (Http.Response encrypted : List.of(response, head)) {
            encrypted.assertStatus(200);
            assertThat(encrypted.header("x-oss-server-side-encryption")).isEqualTo("KMS");
            assertThat(encrypted.header("x-oss-server-side-data-encryption")).isEmpty();
            assertThat(encrypted.header("x-oss-server-side-encryption-key-id")).isEqualTo("key-1");
        }
    }

    @Test
    void fileOfAnArchiveClassIsReadableOnceRestored() {
        form("k").field("x-oss-storage-class", "ColdArchive").sendV4();
        get("k").assertError(403, "InvalidObjectState");
        SignedUrl.of(server, "POST", "demo", "k")
                .parameter("restore", "")
                .signedAt(NOON)
                .send()
                .assertStatus(202);
        clock.advance(Duration.ofSeconds(10));
        assertThat(get("k").text()).isEqualTo("content");
    }
}
