// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.error.RenewalRefusedException;
import io.github.osspresign.link.LinkJson;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.PresignedUrl;
import io.github.osspresign.sign.SignatureVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.converter.stream.InputStreamCache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code operation=renew} signs a new link only for an expired one with a valid signature, and allows no more than the
 * expired link.
 */
class PresignRenewTest extends PresignTestSupport {

    private static final String RENEW = "presign:examplebucket?region=cn-hangzhou&operation=renew&" + KEYS;
    private static final OssCredentials OURS = OssCredentials.of("AKIDEXAMPLE", "SecretEXAMPLE/k+y=for0tests");
    private static final ServiceEndpoint ENDPOINT = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");
    private static final Duration AGO = Duration.ofHours(2);

    private static PresignRequest.Builder request(HttpMethod method, String key) {
        return PresignRequest.builder(method, ENDPOINT, "examplebucket", key).region("cn-hangzhou");
    }

    private static String signed(
            SignatureVersion version, OssCredentials credentials, PresignRequest.Builder request, Duration ago) {
        return OssSigner.of(version)
                .presign(request.build(), credentials, NOW.minus(ago))
                .url();
    }

    private static String url(String key) {
        return signed(SignatureVersion.V4, OURS, request(HttpMethod.GET, key), AGO);
    }

    private static PresignedLink link(HttpMethod method, Consumer<PresignRequest.Builder> more) {
        PresignRequest.Builder request = request(method, "outbox/a.csv");
        more.accept(request);
        PresignedUrl url = OssSigner.of(SignatureVersion.V4).presign(request.build(), OURS, NOW.minus(AGO));
        return LinkJson.read(LinkJson.write(PresignedLink.builder(url.url())
                .method(method.name())
                .requiredHeaders(url.requiredHeaders())
                .build()));
    }

    private Message renew(String uri, Object body) throws Exception {
        Exchange result = template.send(uri, exchange -> exchange.getMessage().setBody(body));
        if (result.getException() != null) {
            throw result.getException();
        }
        return result.getMessage();
    }

    private PresignedLink renewed(String uri, Object body) throws Exception {
        Message answer = renew(uri, body);
        assertThat(answer.getHeader(Exchange.CONTENT_TYPE)).isEqualTo(PresignedLink.MEDIA_TYPE);
        PresignedLink link = LinkJson.read(answer.getBody(String.class));
        assertThat(link.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        return link;
    }

    private RenewalRefusedException refused(String uri, Object body) {
        RenewalRefusedException refused = catchThrowableOfType(RenewalRefusedException.class, () -> renew(uri, body));
        assertThat(refused).as(String.valueOf(body)).isNotNull();
        assertThat(refused.isRetryable()).isFalse();
        assertThat(refused.getMessage()).doesNotContainPattern("x-oss-signature=[0-9a-f]");
        return refused;
    }

    @Test
    void renewsLinkInEachFormAndMarksItAsRenewal() throws Exception {
        String url = url("outbox/ä b+c%25.csv");
        String json = LinkJson.write(PresignedLink.of(url));
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);

        InputStreamCache read = new InputStreamCache(bytes);
        read.readAllBytes();

        for (Object body : List.of(
                url, json, bytes, new ByteArrayInputStream(bytes), read, PresignedLink.of(url), " " + url + "\n")) {
            PresignedLink fresh = renewed(RENEW, body);
            assertThat(fresh.bucket()).isEqualTo("examplebucket");
            assertThat(fresh.key()).isEqualTo("outbox/ä b+c%25.csv");
            assertThat(fresh.method()).isEqualTo("GET");
            assertThat(fresh.isRenewalOf(PresignedLink.of(url))).isTrue();
            assertThat(fresh.isRenewalOf(PresignedLink.of(url("other")))).isFalse();
            // The renewed link has the same signer, so it can be renewed again.
            assertThat(renewed(RENEW, LinkJson.write(fresh)).isRenewalOf(fresh)).isTrue();
        }
    }

    @Test
    void renewedLinkForAnUploadKeepsItsSizeAndThatOfADownloadDoesNot() throws Exception {
        PresignedLink upload = link(HttpMethod.PUT, request -> {});
        PresignedLink download = link(HttpMethod.GET, request -> {});

        assertThat(renewed(RENEW + "&method=PUT", sized(upload)).size()).isEqualTo(16);
        assertThat(renewed(RENEW, sized(download)).size()).isNull();
    }

    private static String sized(PresignedLink link) {
        return LinkJson.write(PresignedLink.builder(link.url())
                .method(link.method())
                .size(16L)
                .build());
    }

    @Test
    void renewedLinkKeepsParametersAndHeaders() throws Exception {
        PresignedLink old = link(
                HttpMethod.PUT,
                request -> request.query("versionId", "v1")
                        .query("x-oss-traffic-limit", "819200")
                        .query("response-content-type", "text/plain")
                        .query("callback", "")
                        .header("Content-Type", "text/csv")
                        .header("x-oss-meta-origin", "erp")
                        .header("If-Match", "\"e\"")
                        .header("Host", "examplebucket.oss-cn-hangzhou.aliyuncs.com")
                        .additionalHeaders(List.of("host", "if-match")));

        PresignedLink fresh = renewed(RENEW + "&method=PUT", LinkJson.write(old));

        assertThat(fresh.method()).isEqualTo("PUT");
        assertThat(fresh.requiredHeaders())
                .isEqualTo(old.requiredHeaders())
                .containsOnlyKeys("Content-Type", "x-oss-meta-origin", "If-Match");
        assertThat(shape(fresh)).isEqualTo(shape(old)).containsEntry("versionId", "v1");
    }

    /** Returns the parameters without those that change with every signature. */
    private static Map<String, String> shape(PresignedLink link) throws Exception {
        Map<String, String> parameters = LinkAddress.parse(link.url()).parameters();
        List.of("x-oss-credential", "x-oss-date", "x-oss-signature").forEach(parameters::remove);
        return parameters;
    }

    @Test
    void ignoresHeadersOfTheMessage() throws Exception {
        PresignedLink fresh = LinkJson.read(template.send(RENEW, exchange -> {
                    exchange.getMessage().setBody(url("outbox/a.csv"));
                    exchange.getMessage().setHeader(PresignConstants.BUCKET_NAME, "payroll");
                    exchange.getMessage().setHeader(PresignConstants.OBJECT_KEY, "salaries.csv");
                    exchange.getMessage().setHeader(PresignConstants.EXPIRATION, "7d");
                    exchange.getMessage().setHeader(PresignConstants.METHOD, "DELETE");
                    exchange.getMessage().setHeader(PresignConstants.VERSION_ID, "old");
                    exchange.getMessage().setHeader(PresignConstants.LINK, url("payroll/salaries.csv"));
                })
                .getMessage()
                .getBody(String.class));

        assertThat(fresh.key()).isEqualTo("outbox/a.csv");
        assertThat(fresh.bucket()).isEqualTo("examplebucket");
        assertThat(fresh.versionId()).isNull();
        assertThat(fresh.method()).isEqualTo("GET");
        assertThat(fresh.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void refusesModifiedLink() {
        String good = url("outbox/a.csv");
        List<UnaryOperator<String>> changes = List.of(
                url -> url.replace("outbox/a.csv", "payroll/a.csv"),
                url -> url.replace("outbox/a.csv", "outbox/../payroll/a.csv"),
                url -> url.replace("outbox/a.csv", "outbox/%2e%2e/payroll/a.csv"),
                url -> url.replace("outbox/a.csv", "outbox%252Fa.csv"),
                url -> url.replace("outbox/a.csv", "outbox//a.csv"),
                url -> url.replace("outbox/a.csv", "/outbox/a.csv"),
                url -> url.replace("outbox/a.csv", ""),
                url -> url.replace("examplebucket.", "otherbucket."),
                url -> url.replace("examplebucket.", "outbox."),
                url -> url.replace("examplebucket.", "").replace("outbox/a.csv", "outbox/examplebucket/a.csv"),
                url -> url.replace("examplebucket.oss-cn-hangzhou.aliyuncs.com", "192.0.2.1"),
                url -> url + "&versionId=v1",
                url -> url + "&x-oss-process=image/resize,w_1",
                url -> url + "&response-content-type=text/html",
                url -> url + "&utm_source=mail",
                url -> url + "&",
                url -> url + "&x-oss-expires=604800",
                url -> url + "&x-oss-signature=00",
                url -> url + "&OSSAccessKeyId=AKIDEXAMPLE&Expires=1&Signature=AAAA",
                url -> url.replace("x-oss-expires=3600", "x-oss-expires=3601"),
                url -> url.replace("x-oss-signature-version=OSS4-HMAC-SHA256&", ""),
                url -> url.replace("OSS4-HMAC-SHA256", "OSS2"),
                url -> url.replaceAll("x-oss-signature=.", "x-oss-signature=g"),
                url -> url.replaceAll("x-oss-signature=.*", "x-oss-signature="),
                url -> url.replaceAll("x-oss-signature=.*", ""),
                url -> url.replaceAll("\\?.*", "?OSSAccessKeyId=nobody&Expires=1&Signature=AAAA"),
                url -> url.replaceAll("\\?.*", "?OSSAccessKeyId=AKIDEXAMPLE&Expires=1&Signature=AAAA"),
                url -> url.replaceAll("\\?.*", ""),
                url -> url.replace("https://", "ftp://"),
                url -> url.replace("https://", "https://user@"),
                url -> url.replace("AKIDEXAMPLE", "AKIDOTHER"));
        for (UnaryOperator<String> change : changes) {
            String changed = change.apply(good);
            assertThat(changed).isNotEqualTo(good);
            assertThat(refused(RENEW, changed).reason()).isNotEmpty();
        }
    }

    @Test
    void renewsLinkWithAnotherAddressOfTheService() throws Exception {
        String good = url("outbox/a.csv");
        for (String address : List.of(
                "https://examplebucket.oss-cn-hangzhou-internal.aliyuncs.com/",
                "http://192.0.2.1:9000/examplebucket/",
                // A custom domain does not show the bucket; the signature verifies that it is the one of the endpoint.
                "https://files.example.com/")) {
            String moved = good.replace("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/", address);
            assertThat(renewed(RENEW, moved).key()).isEqualTo("outbox/a.csv");
        }
        String own = good.replace("examplebucket.oss-cn-hangzhou.aliyuncs.com", "files.example.com");
        refused(RENEW.replace("presign:examplebucket", "presign:otherbucket"), own);
    }

    @Test
    void refusesValidSignatureOfAnotherAccessKey() {
        OssCredentials others = OssCredentials.of("AKIDOTHER", "their secret");
        String foreign = signed(SignatureVersion.V4, others, request(HttpMethod.GET, "outbox/a.csv"), AGO);
        assertThat(refused(RENEW, foreign).reason())
                .contains("signed with an access key that this endpoint does not know");

        OssCredentials pretending = OssCredentials.of(OURS.accessKeyId(), "their secret");
        String forged = signed(SignatureVersion.V4, pretending, request(HttpMethod.GET, "outbox/a.csv"), AGO);
        assertThat(refused(RENEW, forged).reason()).contains("signature is wrong for GET");
    }

    @Test
    void renewsForTheSignedMethod() throws Exception {
        PresignedLink upload = link(HttpMethod.PUT, request -> {});
        assertThat(refused(RENEW + "&method=PUT", "{\"url\":\"" + upload.url() + "\"}")
                        .reason())
                .contains("wrong for GET");
        byte[] bytes = upload.url().getBytes(StandardCharsets.UTF_8);
        for (Object body : List.of(upload.url(), bytes, new ByteArrayInputStream(bytes))) {
            assertThat(renewed(RENEW + "&method=PUT", body).method()).isEqualTo("PUT");
        }
        assertThat(refused(RENEW, LinkJson.write(upload)).reason()).contains("allowedMethods");
        assertThat(refused(RENEW + "&method=PUT", url("outbox/a.csv")).reason()).contains("wrong for PUT");
        assertThat(refused(RENEW, "{\"url\":\"" + upload.url() + "\",\"method\":\"BREW\"}")
                        .reason())
                .contains("method");
    }

    @Test
    void renewsForTheSignedHeaders() throws Exception {
        PresignedLink typed = link(HttpMethod.PUT, request -> request.header("Content-Type", "text/csv"));
        String json = LinkJson.write(typed);

        refused(RENEW + "&method=PUT", json.replace("text/csv", "text/html"));
        refused(RENEW + "&method=PUT", typed.url());
        String more = json.replace("\"requiredHeaders\":{", "\"requiredHeaders\":{\"Range\":\"bytes=0-1\",");
        assertThat(renewed(RENEW + "&method=PUT", more).requiredHeaders()).containsOnlyKeys("Content-Type");
        refused(
                RENEW + "&method=PUT",
                json.replace("\"requiredHeaders\":{", "\"requiredHeaders\":{\"x-oss-object-acl\":\"public-read\","));
    }

    @ParameterizedTest
    @CsvSource({"bucket, payroll", "key, payroll/salaries.csv"})
    void refusesLinkWhoseFieldsDifferFromItsUrl(String field, String value) {
        PresignedLink.Builder link = PresignedLink.of(url("outbox/a.csv")).toBuilder();
        PresignedLink forged = (field.equals("key") ? link.key(value) : link.bucket(value)).build();

        assertThat(refused(RENEW, forged).reason()).isEqualTo("its bucket, key or version differs from its URL");
        assertThatThrownBy(() -> renew(RENEW, LinkJson.write(forged)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be those of the URL");
    }

    @Test
    void refusesVersionThatTheUrlDoesNotContain() throws Exception {
        String json = "{\"url\":\"" + url("outbox/a.csv") + "\",\"versionId\":\"older\"}";
        assertThat(renewed(RENEW, json).versionId()).isNull();

        PresignedLink pinned = link(HttpMethod.GET, request -> request.query("versionId", "v2"));
        refused(RENEW, pinned.toBuilder().versionId("v1").build());
        assertThat(renewed(RENEW, pinned.url()).versionId()).isEqualTo("v2");
    }

    @Test
    void refusesLinkThatThePolicyDoesNotAllow() throws Exception {
        String other = signed(
                SignatureVersion.V4,
                OURS,
                PresignRequest.builder(HttpMethod.GET, ENDPOINT, "other-bucket", "outbox/a.csv"),
                AGO);
        // An endpoint keeps the policy of its start.
        assertThat(refused(RENEW + "&renewWithin=1d", other).reason()).contains("allowedBuckets");
        PresignComponent component = context.getComponent("presign", PresignComponent.class);
        component.setAllowedBuckets("examplebucket");
        component.setAllowedKeyPrefixes("outbox/");
        component.setAllowedMethods("GET");

        assertThat(renewed(RENEW, url("outbox/a.csv")).key()).isEqualTo("outbox/a.csv");
        assertThat(refused(RENEW, url("payroll/a.csv")).reason()).contains("allowedKeyPrefixes");
        assertThat(refused(RENEW, LinkJson.write(link(HttpMethod.HEAD, request -> {})))
                        .reason())
                .contains("allowedMethods");
        assertThat(refused(RENEW, link(HttpMethod.GET, r -> r.query("x-oss-process", "image/watermark,image_c2Vj")))
                        .reason())
                .contains("allowedKeyPrefixes");
        assertThat(refused(RENEW, other).reason()).contains("allowedBuckets");
        component.setAllowedBuckets("*");
        assertThat(renewed(RENEW + "&expiration=3600s", other).bucket()).isEqualTo("other-bucket");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 604800, true",
        "'', 604801, false",
        "&renewWithin=1h, 3600, true",
        "&renewWithin=1h, 3601, false",
        "&renewWithin=0s, 0, true",
        "&renewWithin=0s, 1, false",
        "&renewWithin=0s, -1800, true"
    })
    void renewsLinkWithinRenewWithinAfterItsExpiry(String option, long endedSeconds, boolean renewed) throws Exception {
        Duration signedAgo = Duration.ofSeconds(endedSeconds).plus(Duration.ofHours(1));
        String url = signed(SignatureVersion.V4, OURS, request(HttpMethod.GET, "outbox/a.csv"), signedAgo);

        if (renewed) {
            assertThat(renewed(RENEW + option, url).key()).isEqualTo("outbox/a.csv");
        } else {
            assertThat(refused(RENEW + option, url).reason()).contains("renewWithin");
        }
    }

    @Test
    void renewsLinkSignedInTheFuture() throws Exception {
        // The signature proves that the signer has the key; a wrong clock must not prevent a renewal.
        String early = signed(SignatureVersion.V4, OURS, request(HttpMethod.GET, "k"), Duration.ofMinutes(-20));
        assertThat(renewed(RENEW, early).key()).isEqualTo("k");
    }

    @Test
    void v1IsRenewedByV1WithItsRestrictionsOnly() throws Exception {
        String url = signed(
                SignatureVersion.V1,
                OURS,
                request(HttpMethod.GET, "outbox/a b.csv")
                        .query("x-oss-ac-source-ip", "192.0.2.7")
                        .query("x-oss-ac-subnet-mask", "32"),
                AGO);

        PresignedLink fresh = renewed(RENEW + "&signatureVersion=V1", url + "&utm_source=mail");
        assertThat(LinkAddress.parse(fresh.url()).parameters())
                .containsEntry("x-oss-ac-source-ip", "192.0.2.7")
                .containsOnlyKeys(
                        "Expires", "OSSAccessKeyId", "Signature", "x-oss-ac-source-ip", "x-oss-ac-subnet-mask");

        assertThat(refused(RENEW, url).reason()).contains("version is V1");
        refused(RENEW + "&signatureVersion=V1", url.replaceAll("&x-oss-ac-[a-z-]+=[^&]*", ""));
        refused(RENEW + "&signatureVersion=V1", url.replace("192.0.2.7", "192.0.2.8"));
        refused(RENEW + "&signatureVersion=V1", url.replaceAll("Expires=[0-9]+", "Expires=1900000000"));
        refused(RENEW + "&signatureVersion=V1", url + "&versionId=v1");
        refused(RENEW + "&signatureVersion=V1", url + "&Expires=1900000000");
        refused(RENEW + "&signatureVersion=V1", url + "&x-oss-expires=3600&x-oss-signature=00");
        refused(RENEW + "&signatureVersion=V1", url.replace("outbox/", "payroll/"));
    }

    @Test
    void renewsLinkOfFormerTemporaryCredentials() throws Exception {
        OssCredentials temporary = new OssCredentials("STS.1", "temporary secret", "token/+=", null);
        String endpoint = "presign:examplebucket?region=cn-hangzhou&operation=renew&accessKey=STS.1"
                + "&secretKey=RAW(temporary secret)&sessionToken=RAW(token/+=)";
        String url = signed(SignatureVersion.V4, temporary, request(HttpMethod.GET, "outbox/a.csv"), AGO);

        assertThat(renewed(endpoint, url).key()).isEqualTo("outbox/a.csv");
        refused(endpoint, url.replaceAll("&x-oss-security-token=[^&]*", ""));
        refused(endpoint, url.replaceAll("&x-oss-security-token=[^&]*", "&x-oss-security-token=other"));
        assertThat(refused(RENEW, url).reason()).contains("access key that this endpoint does not know");
        refused(endpoint, url("outbox/a.csv"));
    }

    @Test
    void refusesBodyThatIsNotALinkAndShowsItsType() {
        assertThatThrownBy(() -> renew(RENEW, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("operation=renew, was empty");
        assertThatThrownBy(() -> renew(RENEW, new java.io.File("/etc/passwd")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("was a java.io.File");
        refused(RENEW, "the body");
    }
}
