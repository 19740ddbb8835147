// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.PresignedUrlMaskingFormatter;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.Http;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed form uploads objects that its policy allows, and no others. */
class PresignFormTest extends PresignTestSupport {

    @AutoClose
    private final OssDevServer server = server(NOW);

    private static OssDevServer server(Instant now) {
        return OssDevServer.builder()
                .bucket("demo")
                .bucket("other")
                .clock(Clock.fixed(now, ZoneOffset.UTC))
                .securityToken("STS.id", "itsSecret", "its token", NOW.plusSeconds(3600))
                .start();
    }

    private String endpoint(String options) {
        return endpoint(server, options);
    }

    private static String endpoint(OssDevServer server, String options) {
        return "presign:demo?operation=postPolicy&method=POST&region=" + server.region() + "&endpoint="
                + server.endpoint() + "&accessKey=" + server.accessKeyId() + "&secretKey=RAW("
                + server.accessKeySecret() + ")" + options;
    }

    private Message form(String options, String key) throws Exception {
        return send(endpoint(options), Map.of(PresignConstants.OBJECT_KEY, key)).getMessage();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> fields(Message form) {
        return new LinkedHashMap<>(form.getHeader(PresignConstants.FORM_FIELDS, Map.class));
    }

    private static HttpResponse<String> post(Message form, Map<String, String> fields, String file, String... headers)
            throws Exception {
        HttpRequest.Builder request = Http.form(form.getHeader(PresignConstants.URL, String.class), fields, file);
        return Http.send(headers.length > 0 ? request.headers(headers) : request);
    }

    private String stored(String key) {
        return new String(server.objectBytes("demo", key), UTF_8);
    }

    @ParameterizedTest
    @CsvSource({"V4, x-oss-signature, x-oss-security-token", "V1, Signature, x-oss-security-token"})
    void logMaskHidesSignatureAndTokenOfTheForm(String version, String signature, String token) throws Exception {
        Message form = send(
                        "presign:demo?operation=postPolicy&method=POST&region=cn-hangzhou&accessKey=STS.id&secretKey=itsSecret"
                                + "&sessionToken=its-token&signatureVersion=" + version,
                        Map.of(PresignConstants.OBJECT_KEY, "k.txt"))
                .getMessage();
        Map<String, String> fields = fields(form);

        String logged =
                new PresignedUrlMaskingFormatter().format(form.getHeaders().toString());

        assertThat(logged)
                .doesNotContain(fields.get(signature), fields.get(token))
                .contains("CamelPresignForm=<form action=", "key=k.txt");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void serviceAcceptsUploadWithTheForm(String version) throws Exception {
        Message form = form("&signatureVersion=" + version + "&expiration=5m", "uploads/a \"b\" $ 中😀.txt");

        assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(204);
        assertThat(stored("uploads/a \"b\" $ 中😀.txt")).isEqualTo("hello");
        assertThat(form.getBody()).isEqualTo("the body");
        assertThat(form.getHeaders())
                .containsEntry("CamelPresignUrl", server.endpoint() + "/demo/")
                .containsEntry("CamelPresignLinkMethod", "POST")
                .containsEntry("CamelPresignExpiresAt", NOW.plus(Duration.ofMinutes(5)))
                .containsEntry("CamelPresignLifetimeLimit", "requested");
        assertThat(form.getHeader("CamelPresignForm", String.class))
                .contains("uploads/a &quot;b&quot; $ 中😀.txt")
                .contains("<input type=\"file\" name=\"file\" required>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V4", "V1"})
    void formContainsTokenOfTemporaryCredentials(String version) throws Exception {
        Message form = send(
                        "presign:demo?operation=postPolicy&method=POST&region=" + server.region() + "&endpoint="
                                + server.endpoint() + "&accessKey=STS.id&secretKey=itsSecret"
                                + "&sessionToken=RAW(its token)&signatureVersion=" + version,
                        Map.of(PresignConstants.OBJECT_KEY, "a"))
                .getMessage();

        assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(204);
    }

    @Test
    void formForFolderKeepsFileNames() throws Exception {
        Message form = form("", "uploads/42/");
        assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(204);
        assertThat(stored("uploads/42/mine.txt")).isEqualTo("hello");

        Map<String, String> chosen = fields(form);
        chosen.put("key", "uploads/42/chosen.txt");
        assertThat(post(form, chosen, "hello").statusCode()).isEqualTo(204);
        assertThat(stored("uploads/42/chosen.txt")).isEqualTo("hello");
    }

    @ParameterizedTest
    @CsvSource({
        "'', uploads/a, key, uploads/b, 403 AccessDenied",
        "'', uploads/, key, elsewhere/b, 403 AccessDenied",
        "'', a, x-oss-date, 20241112T092757Z, 403 AccessDenied",
        "'', a, x-oss-signature, 00, 403 SignatureDoesNotMatch",
        "contentTypes=image/png, a, x-oss-content-type, text/html, 403 AccessDenied",
        "contentTypes=image/png, a, x-oss-content-type, -, 403 AccessDenied",
        "'contentTypes=image/png,image/gif', a, x-oss-content-type, text/html, 403 AccessDenied",
        "contentTypes=image/*, a, x-oss-content-type, text/html, 403 AccessDenied",
        "successStatus=201, a, success_action_status, 200, 403 AccessDenied",
        "successRedirect=https://example.com/done, a, success_action_redirect, https://evil.example, 403 AccessDenied",
        "header.x-oss-meta-owner=42, a, x-oss-meta-owner, 43, 403 AccessDenied",
        "header.x-oss-forbid-overwrite=true, a, x-oss-forbid-overwrite, -, 403 AccessDenied",
        "header.Cache-Control=no-cache, a, Cache-Control, public, 403 AccessDenied",
        "header.Content-Disposition=attachment, a, Content-Disposition, inline, 403 AccessDenied",
        "maxUploadSize=4, a, -, -, 400 EntityTooLarge",
        "minUploadSize=6, a, -, -, 400 EntityTooSmall"
    })
    void serviceRefusesUploadThatViolatesACondition(
            String option, String key, String field, String value, String answer) throws Exception {
        Message form = form(option.isEmpty() ? "" : "&" + option, key);
        Map<String, String> fields = fields(form);
        if (!field.equals("-")) {
            fields.put(field, value);
            fields.values().removeIf("-"::equals);
        }
        HttpResponse<String> response = post(form, fields, "hello");

        assertThat(response.statusCode() + " " + response.body().replaceAll("(?s).*<Code>(.*)</Code>.*", "$1"))
                .isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-object-acl, public-read",
        "x-oss-object-acl, public-read-write",
        "X-Oss-Object-Acl, public-read",
        "x-oss-object-acl, -",
        "x-oss-storage-class, DeepColdArchive",
        "x-oss-storage-class, IA",
        "x-oss-storage-class, -",
        "Content-Encoding, gzip",
        "content-encoding, br",
        "Content-Encoding, -"
    })
    void senderCannotChangeAclStorageClassOrEncodingOfTheObject(String field, String value) throws Exception {
        Message form = form("", "a");
        Map<String, String> fields = fields(form);
        fields.keySet().removeIf(field::equalsIgnoreCase);
        if (!value.equals("-")) {
            fields.put(field, value);
        }

        assertThat(post(form, fields, "hello").statusCode()).isEqualTo(403);
        assertThatIllegalArgumentException().isThrownBy(() -> stored("a"));
    }

    @Test
    void headerOfTheUploadDoesNotPublishTheObject() throws Exception {
        Message form = form("", "a");

        assertThat(post(form, fields(form), "hello", "x-oss-object-acl", "public-read")
                        .statusCode())
                .isEqualTo(204);
        assertThat(anonymousStatus("a")).isEqualTo(403);
    }

    @Test
    void openFieldsLeaveTheirValuesToTheSender() throws Exception {
        Message form = form("&openFields=x-oss-object-acl, X-Oss-Storage-Class", "a");
        Map<String, String> fields = fields(form);
        assertThat(fields).doesNotContainKeys("x-oss-object-acl", "x-oss-storage-class");
        assertThat(post(form, fields, "hello").statusCode()).isEqualTo(204);
        assertThat(anonymousStatus("a")).isEqualTo(403);

        fields.put("x-oss-object-acl", "public-read");
        assertThat(post(form, fields, "hello").statusCode()).isEqualTo(204);
        assertThat(anonymousStatus("a")).isEqualTo(200);
    }

    @Test
    void headerOptionBindsAnotherAclOrStorageClass() throws Exception {
        Message form = form("&header.X-Oss-Object-ACL=public-read&openFields=x-oss-storage-class", "a");
        assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(204);
        assertThat(anonymousStatus("a")).isEqualTo(200);

        Map<String, String> fields = fields(form);
        fields.keySet().removeIf("x-oss-object-acl"::equalsIgnoreCase);
        fields.put("x-oss-object-acl", "public-read-write");
        assertThat(post(form, fields, "hello").statusCode()).isEqualTo(403);
    }

    private int anonymousStatus(String key) throws Exception {
        return Http.get(server.endpoint() + "/demo/" + key).statusCode();
    }

    @Test
    void formDoesNotUploadIntoAnotherBucket() throws Exception {
        Message form = form("", "a");
        form.setHeader(PresignConstants.URL, server.endpoint() + "/other/");

        assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"300, 204", "301, 403"})
    void formExpiresAtTheReportedTime(int secondsLater, int status) throws Exception {
        try (OssDevServer later = server(NOW.plusSeconds(secondsLater))) {
            Message form = send(endpoint(later, "&expiration=5m"), Map.of(PresignConstants.OBJECT_KEY, "a"))
                    .getMessage();

            assertThat(form.getHeader(PresignConstants.EXPIRES_AT)).isEqualTo(NOW.plusSeconds(300));
            assertThat(post(form, fields(form), "hello").statusCode()).isEqualTo(status);
        }
    }

    @Test
    void signedFieldsAreStoredAndReturned() throws Exception {
        Message form = form(
                "&contentTypes=image/png&successStatus=201&header.x-oss-meta-owner=42&header.Cache-Control=no-cache"
                        + "&header.x-oss-forbid-overwrite=true&minUploadSize=5&maxUploadSize=5",
                "a");
        HttpResponse<String> response = post(form, fields(form), "hello");
        String link = url(
                endpoint("").replace("operation=postPolicy", "operation=sign"),
                Map.of(PresignConstants.OBJECT_KEY, "a", PresignConstants.METHOD, "GET"));
        HttpResponse<String> object = Http.get(link);

        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).contains("<Key>a</Key>");
        assertThat(object.headers().map())
                .containsEntry("content-type", List.of("image/png"))
                .containsEntry("cache-control", List.of("no-cache"))
                .containsEntry("x-oss-meta-owner", List.of("42"));
        assertThat(post(form, fields(form), "again").statusCode()).isEqualTo(409);
    }

    @Test
    void successRedirectsTheBrowser() throws Exception {
        Message form = form("&successRedirect=RAW(https://example.com/done?a=1&b=2)", "a");
        HttpResponse<String> response = post(form, fields(form), "hello");

        assertThat(response.statusCode()).isEqualTo(303);
        assertThat(response.headers().firstValue("Location").orElse("")).startsWith("https://example.com/done?a=1&b=2");
    }

    @Test
    void callbackIsSigned() throws Exception {
        String callback =
                Base64.getEncoder().encodeToString("{\"callbackUrl\":\"http://127.0.0.1:1/\"}".getBytes(UTF_8));
        Message form = form("&query.callback=" + callback + "&query.x:owner=42", "a");

        assertThat(fields(form)).containsEntry("callback", callback).containsEntry("x:owner", "42");
        assertThat(new String(Base64.getDecoder().decode(fields(form).get("policy")), UTF_8))
                .contains("{\"callback\":\"" + callback + "\"}")
                .contains("{\"x:owner\":\"42\"}");
    }

    @Test
    void outputBodyWritesFieldsToTheBody() throws Exception {
        Message body = form("&output=body", "a");
        Message both = form("&output=both", "a");

        assertThat(body.getHeaders()).doesNotContainKeys("CamelPresignForm", "CamelPresignFormFields");
        assertThat(body.getHeader(PresignConstants.URL)).isEqualTo(server.endpoint() + "/demo/");
        assertThat(body.getBody()).isEqualTo(fields(both));
        assertThat(both.getBody()).isEqualTo(fields(both));
    }

    @Test
    void signingPolicyAppliesToForms() {
        PresignComponent component = context.getComponent("presign", PresignComponent.class);
        refused(() -> send(endpoint("").replace("&method=POST", ""), Map.of(PresignConstants.OBJECT_KEY, "a")))
                .contains("method or allowedMethods")
                .endsWith(", was 'POST'");

        component.setAllowedBuckets("other");
        refused(() -> form("", "a")).contains("bucket: must be one of [other], was 'demo'");
        component.setAllowedBuckets(null);
        refused(() -> send(
                        endpoint("&expiration=7m"),
                        Map.of(PresignConstants.OBJECT_KEY, "a", PresignConstants.BUCKET_NAME, "other")))
                .contains("bucket: must be one of [demo], was 'other'");

        component.setAllowedKeyPrefixes("uploads/");
        refused(() -> form("&expiration=5m", "elsewhere"))
                .contains("allowedKeyPrefixes")
                .endsWith(", was 'elsewhere'");
        refused(() -> form("", "up${filename}")).contains("allowedKeyPrefixes").endsWith(", was 'up'");

        component.setMaxExpiration(Duration.ofMinutes(5));
        refused(() -> send(
                        endpoint("&expiration=4m"),
                        Map.of(PresignConstants.OBJECT_KEY, "uploads/a", PresignConstants.EXPIRATION, "6m")))
                .contains("maxExpiration");
    }

    @ParameterizedTest
    @CsvSource({
        "versionId=1, versionId:",
        "process=image/info, process:",
        "downloadFileName=a, downloadFileName:",
        "query.versionId=1, query.NAME: must be callback or x:NAME",
        "additionalHeaders=host, additionalHeaders:",
        "header.Content-Type=text/plain, form field",
        "contentTypes=png, contentTypes",
        "minUploadSize=-1, minUploadSize",
        "successStatus=302, successStatus",
        "successRedirect=/done, successRedirect",
        "openFields=x-oss-meta-a, openFields"
    })
    void optionThatFormsDoNotSupportFailsAtStart(String option, String named) {
        refused(() -> form("&" + option, "a")).contains(named);
    }

    private static AbstractStringAssert<?> refused(ThrowingCallable call) {
        return assertThat(PresignStartupTest.messages(catchThrowable(call)).strip());
    }
}
