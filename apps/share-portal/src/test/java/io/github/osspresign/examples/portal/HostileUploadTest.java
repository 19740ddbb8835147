// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.osspresign.examples.portal.share.ShareStore;
import io.github.osspresign.test.Http;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers and fields that senders add to uploads: no object becomes public or gets another storage class. */
@Tag("slow")
class HostileUploadTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String CONTENT = "content";

    @AutoClose
    private static RunningPortal portal;

    private static Owner owner;

    @BeforeAll
    static void start() throws Exception {
        portal = new RunningPortal("portal.multipart-from=" + 8 * MEBIBYTE);
        owner = new Owner(portal);
    }

    /** Every field of PostObject, with a value that the portal does not want. */
    static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("x-oss-object-acl", "public-read");
        fields.put("X-OSS-Object-ACL", "public-read-write");
        fields.put("x-oss-storage-class", "DeepColdArchive");
        fields.put("x-oss-forbid-overwrite", "false");
        fields.put("x-oss-server-side-encryption", "KMS");
        fields.put("x-oss-server-side-encryption-key-id", "9468da86-3509-4f8d-a61e-6eab1eac0000");
        fields.put("x-oss-server-side-data-encryption", "SM4");
        fields.put("x-oss-content-type", "text/html");
        fields.put("x-oss-meta-owner", "somebody");
        fields.put("x-oss-tagging", "delete=now");
        fields.put("x-oss-security-token", "token");
        fields.put(
                "callback",
                Base64.getEncoder()
                        .encodeToString(
                                "{\"callbackUrl\":\"http://127.0.0.1:1/\",\"callbackBody\":\"a\"}".getBytes(UTF_8)));
        fields.put("x:variable", "value");
        fields.put("Cache-Control", "public, max-age=31536000");
        fields.put("Content-Type", "text/html");
        fields.put("Content-Disposition", "inline");
        fields.put("Content-Encoding", "gzip");
        fields.put("Expires", "Thu, 01 Jan 2099 00:00:00 GMT");
        fields.put("success_action_status", "200");
        fields.put("success_action_redirect", "https://example.com/");
        fields.put("OSSAccessKeyId", "LTAIsomebody");
        fields.put("Signature", "c2lnbmF0dXJl");
        fields.put("policy", "e30=");
        fields.put("key", "shares/somebody/object");
        fields.put("x-oss-signature-version", "OSS2");
        fields.put("x-oss-signature", "0".repeat(64));
        fields.put("x-oss-credential", "LTAIsomebody/20261130/cn-hangzhou/oss/aliyun_v4_request");
        fields.put("x-oss-date", "20261130T000000Z");
        fields.put("x-oss-traffic-limit", "819200");
        fields.put("submit", "Upload to OSS");
        return fields;
    }

    @ParameterizedTest
    @MethodSource("fieldsByName")
    void fieldOfFormNeitherPublishesNorArchivesTheFile(String name, String value) throws Exception {
        for (Map<String, String> first : List.of(Map.<String, String>of(), Map.of(name, value))) {
            JsonNode created = created(CONTENT.length());
            JsonNode form = created.get("upload").deepCopy();
            if (first.isEmpty()) {
                ((ObjectNode) form.get("fields")).put(name, value);
            }

            int status = BucketForm.post(form, CONTENT, first);

            assertThat(status).isIn(200, 203, 204, 303, 400, 403);
            if (status < 400) {
                assertPrivateAndStandard(created.at("/share/id").textValue());
            }
        }
    }

    static Object[][] fieldsByName() {
        return fields().entrySet().stream()
                .map(field -> new Object[] {field.getKey(), field.getValue()})
                .toArray(Object[][]::new);
    }

    @Test
    void headerOfFormUploadDoesNotPublishTheFile() throws Exception {
        JsonNode created = created(CONTENT.length());

        assertThat(BucketForm.post(created.get("upload"), CONTENT, Map.of(), "x-oss-object-acl", "public-read"))
                .isEqualTo(204);
        assertPrivateAndStandard(created.at("/share/id").textValue());
    }

    @Test
    void headersAndParametersOfUploadInPartsNeitherPublishNorArchiveTheFile() throws Exception {
        JsonNode created = created(9 * MEBIBYTE);
        JsonNode plan = created.at("/upload/plan");
        StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
        for (JsonNode part : plan.get("parts")) {
            int number = part.get("number").intValue();
            long partSize = plan.get("partSize").longValue();
            byte[] bytes = new byte[(int) Math.min(partSize, 9L * MEBIBYTE - (number - 1) * partSize)];
            String url = part.get("url").textValue();
            addEachField(url, "PUT", bytes);
            parts.append("<Part><PartNumber>")
                    .append(number)
                    .append("</PartNumber><ETag>")
                    .append(send(url, "PUT", bytes).headers().firstValue("ETag").orElseThrow())
                    .append("</ETag></Part>");
        }
        byte[] list = parts.append("</CompleteMultipartUpload>").toString().getBytes(UTF_8);
        String complete = plan.at("/complete/url").textValue();
        addEachField(complete, "POST", list);

        send(complete, "POST", list, "Content-Type", "application/xml");
        assertPrivateAndStandard(created.at("/share/id").textValue());
    }

    /** A header that begins with {@code x-oss-} and a parameter break the signature; the other headers have no effect. */
    private void addEachField(String url, String method, byte[] body) throws Exception {
        for (Map.Entry<String, String> field : fields().entrySet()) {
            String name = field.getKey();
            String value = URLEncoder.encode(field.getValue(), UTF_8);
            assertThat(send(url + "&" + URLEncoder.encode(name, UTF_8) + "=" + value, method, new byte[0])
                            .statusCode())
                    .as(name)
                    .isIn(400, 403);
            if (name.regionMatches(true, 0, "x-oss-", 0, 6)) {
                assertThat(send(url, method, body, name, field.getValue()).statusCode())
                        .as(name)
                        .isIn(400, 403);
            } else if (!name.contains(":") && method.equals("PUT")) {
                assertThat(send(url, method, body, name, field.getValue()).statusCode())
                        .as(name)
                        .isIn(200, 400, 403);
            }
        }
    }

    private static JsonNode created(long size) throws Exception {
        return owner.api("POST", "/api/shares", "{\"name\":\"a.html\",\"size\":" + size + "}");
    }

    private void assertPrivateAndStandard(String id) throws Exception {
        owner.api("POST", "/api/shares/" + id + "/complete", "");
        String link = Stranger.location(new Stranger(portal).post("/s/" + id, ""));
        HttpResponse<String> object = send(link, "GET", new byte[0]);
        assertThat(object.statusCode()).isEqualTo(200);
        assertThat(object.headers().firstValue("x-oss-storage-class")).hasValue("Standard");
        assertThat(object.headers().firstValue("Content-Encoding")).isNotEqualTo(Optional.of("gzip"));
        assertThat(object.headers().firstValue("Content-Type")).hasValue("application/octet-stream");

        String key = portal.bean(ShareStore.class).files(id).get(0).key();
        assertThat(send(portal.services.bucket().endpoint() + "/portal/" + key, "GET", new byte[0])
                        .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> send(String url, String method, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(method, method.equals("GET") ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Http.send(request);
    }
}
