// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures in the Authorization header. */
class HeaderSignatureTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final String DATE = "Tue, 10 Mar 2026 12:00:00 GMT";
    private static final String V4_DATE = "20260310T120000Z";
    private static final String SCOPE = "20260310/cn-hangzhou/oss/aliyun_v4_request";

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private OssDevServer server;

    private URI url;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .accessKey("ak", "sk")
                .bucket("demo")
                .clock(clock)
                .start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        url = URI.create(server.endpoint() + "/demo/k");
    }

    private static String v1(String date, Map<String, String> headers) {
        return "OSS ak:"
                + ReferenceSigner.signatureV1(
                        "sk", ReferenceSigner.stringToSignV1("GET", "demo", "k", List.of(), headers, date));
    }

    private static String v4(String date, Map<String, String> headers) {
        return "OSS4-HMAC-SHA256 Credential=ak/" + SCOPE + ",Signature="
                + ReferenceSigner.signatureV4(
                        "sk",
                        SCOPE,
                        ReferenceSigner.stringToSignV4(
                                date,
                                SCOPE,
                                ReferenceSigner.canonicalRequestV4("GET", "demo", "k", List.of(), headers, List.of())));
    }

    private Http.Response getV4(String authorization) {
        return Http.get(
                url, "Authorization", authorization, "x-oss-date", V4_DATE, "x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    }

    private static String v4() {
        return v4(V4_DATE, Map.of("x-oss-date", V4_DATE, "x-oss-content-sha256", "UNSIGNED-PAYLOAD"));
    }

    @Test
    void acceptsV1WithDateOrOssDate() {
        Http.get(url, "Authorization", v1(DATE, Map.of()), "Date", DATE).assertStatus(200);
        Http.get(url, "Authorization", v1(DATE, Map.of("x-oss-date", DATE)), "x-oss-date", DATE)
                .assertStatus(200);
    }

    @Test
    void acceptsV4WithAndWithoutSpacesBetweenFields() {
        getV4(v4()).assertStatus(200);
        getV4(v4().replace(",", ", ")).assertStatus(200);
    }

    private Http.Response getV4WithDate(String date) {
        Map<String, String> signed = Map.of("x-oss-content-sha256", "UNSIGNED-PAYLOAD");
        return Http.get(
                url, "Authorization", v4(date, signed), "Date", date, "x-oss-content-sha256", "UNSIGNED-PAYLOAD");
    }

    @Test
    void v4StringToSignHoldsDateAsSent() {
        getV4WithDate(DATE).assertStatus(200);
        getV4WithDate("10 Mar 2026 12:00:00 GMT").assertStatus(200);
    }

    @Test
    void v4DateMustBeOnDayOfCredential() {
        clock.set(Instant.parse("2026-03-11T00:00:00Z"));
        Http.Response response = getV4WithDate("Wed, 11 Mar 2026 00:00:00 GMT");
        response.assertStatus(400);
        assertThat(response.element("EC")).isEqualTo("0002-00000223");
    }

    @Test
    void rejectsAnyOtherHeaderSignature() {
        Http.Response v1 = Http.get(url, "Authorization", "OSS ak:c2lnbmF0dXJl", "Date", DATE);
        v1.assertError(403, "SignatureDoesNotMatch");
        assertThat(v1.element("StringToSign")).isEqualTo("GET\n\n\n" + DATE + "\n/demo/k");
        assertThat(getV4(v4() + "0").element("Code")).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void acceptsFifteenMinutesOfClockSkew() {
        for (Duration offset : List.of(Duration.ofMinutes(-15), Duration.ZERO, Duration.ofMinutes(15))) {
            clock.set(NOON.plus(offset));
            getV4(v4()).assertStatus(200);
            Http.get(url, "Authorization", v1(DATE, Map.of()), "Date", DATE).assertStatus(200);
        }
        for (Duration offset : List.of(Duration.ofSeconds(-901), Duration.ofSeconds(901))) {
            clock.set(NOON.plus(offset));
            assertThat(getV4(v4()).element("Code")).isEqualTo("RequestTimeTooSkewed");
            Http.Response v1 = Http.get(url, "Authorization", v1(DATE, Map.of()), "Date", DATE);
            v1.assertError(403, "RequestTimeTooSkewed");
            assertThat(v1.element("MaxAllowedSkewMilliseconds")).isEqualTo("900000");
            assertThat(v1.element("RequestTime")).isEqualTo("2026-03-10T12:00:00.000Z");
            assertThat(v1.element("ServerTime")).startsWith("2026-03-10T1");
            assertThat(v1.element("EC")).isEqualTo("0002-00000504");
        }
    }

    @Test
    void headerSignatureNeedsDate() {
        Http.Response response = Http.get(url, "Authorization", v1(DATE, Map.of()));
        response.assertStatus(403);
        assertThat(response.element("Message")).isEqualTo("OSS authentication requires a valid Date.");
        assertThat(response.element("EC")).isEqualTo("0002-00000503");
        assertThat(Http.get(url, "Authorization", v1("x", Map.of()), "Date", "x")
                        .element("EC"))
                .isEqualTo("0002-00000503");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OSS ak | 400",
                "OSS :x | 400",
                "OSS4-HMAC-SHA256 nothing | 400",
                "OSS4-HMAC-SHA256 Credential=ak/20260310/cn-hangzhou/oss,Signature=x | 400",
                "OSS4-HMAC-SHA256 Credential=ak/20260310/cn-beijing/oss/aliyun_v4_request,Signature=x | 400",
                "OSS4-HMAC-SHA256 Credential=ak/20260310/cn-hangzhou/oss/aliyun_v4_request,AdditionalHeaders=,Signature=x | 400",
            })
    void rejectsMalformedAuthorization(String authorization, int status) {
        getV4(authorization).assertStatus(status);
    }

    @Test
    void errorNamesAuthorizationOfAnotherRegion() {
        String authorization = v4().replace("cn-hangzhou", "cn-beijing");
        Http.Response response = getV4(authorization);
        assertThat(response.element("Message")).isEqualTo("Invalid signing region in Authorization header.");
        assertThat(response.element("Authorization")).isEqualTo(authorization);
    }

    @Test
    void v4HeaderSignatureNeedsContentSha256() {
        Http.Response response = Http.get(url, "Authorization", v4(), "x-oss-date", V4_DATE);
        response.assertStatus(400);
        assertThat(response.element("ArgumentName")).isEqualTo("x-oss-content-sha256");
    }
}
