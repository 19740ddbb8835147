// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A signed URL is valid only for the method, key, headers and time that it was signed for. */
class SignedUrlTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").clock(clock).start();
        server.putObject("demo", "dir/a b+c~中.txt", CONTENT);
    }

    private SignedUrl url(String method) {
        return SignedUrl.of(server, method, "demo", "dir/a b+c~中.txt").signedAt(clock.instant());
    }

    @Test
    void rejectsHeadWithDownloadUrl() {
        Http.Response v4 = Http.head(url("GET").v4());
        v4.assertStatus(403);
        assertThat(v4.header("x-oss-ec")).isEqualTo("0002-00000201");
        Http.Response v1 = Http.head(url("GET").v1());
        v1.assertStatus(403);
        assertThat(v1.header("x-oss-ec")).isEqualTo("0002-00000040");
        url("HEAD").send().assertStatus(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%20b", "x-oss-expires=600", "x-oss-date=2026", "aliyun_v4_request", "x-oss-signature="})
    void rejectsChangedV4Url(String part) {
        String original = url("GET").v4().toString();
        assertThat(original).contains(part);
        URI changed = URI.create(original.replace(
                part,
                switch (part) {
                    case "x-oss-expires=600" -> "x-oss-expires=601";
                    case "x-oss-date=2026" -> "additional=1&x-oss-date=2026";
                    case "aliyun_v4_request" -> "aliyun_v4_request&acl";
                    default -> part + "0";
                }));
        Http.get(changed).assertError(403, "SignatureDoesNotMatch");
    }

    @Test
    void mismatchShowsStringToSign() {
        Http.Response response =
                url("GET").accessKey(server.accessKeyId(), "wrong").send();
        response.assertStatus(403);
        assertThat(response.header("Content-Type")).isEqualTo("application/xml");
        assertThat(response.header("x-oss-ec")).isEqualTo("0002-00000201");
        assertThat(response.element("Code")).isEqualTo("SignatureDoesNotMatch");
        assertThat(response.element("Message"))
                .isEqualTo("The request signature we calculated does not match the signature you provided."
                        + " Check your key and signing method.");
        assertThat(response.element("OSSAccessKeyId")).isEqualTo(server.accessKeyId());
        assertThat(response.element("SignatureProvided")).matches("[0-9a-f]{64}");
        String stringToSign = response.element("StringToSign");
        assertThat(stringToSign)
                .startsWith("OSS4-HMAC-SHA256\n20260310T120000Z\n20260310/cn-hangzhou/oss/aliyun_v4_request\n");
        assertThat(response.element("StringToSignBytes"))
                .isEqualTo(HexFormat.of().withUpperCase().withSuffix(" ").formatHex(stringToSign.getBytes(UTF_8)));
    }

    @Test
    void mismatchShowsCanonicalRequestOnlyIfAssumed() {
        assertThat(url("GET").accessKey(server.accessKeyId(), "wrong").send().element("CanonicalRequest"))
                .startsWith("GET\n/demo/dir/a%20b%2Bc~%E4%B8%AD.txt\n");
        try (OssDevServer reserved = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.V4_MISMATCH_SHOWS_CANONICAL_REQUEST, false)
                .start()) {
            URI url = SignedUrl.of(reserved, "GET", "demo", "k")
                    .accessKey(reserved.accessKeyId(), "wrong")
                    .v4();
            assertThat(Http.get(url).text()).contains("SignatureDoesNotMatch").doesNotContain("CanonicalRequest");
        }
    }

    @Test
    void rawPlusInV1SignatureIsReadAsSpace() {
        Duration lifetime = Duration.ofSeconds(1);
        String url = url("GET").lifetime(lifetime).v1().toString();
        while (url.indexOf("%2B", url.indexOf("Signature=")) < 0) {
            lifetime = lifetime.plusSeconds(1);
            url = url("GET").lifetime(lifetime).v1().toString();
        }
        int signature = url.indexOf("Signature=");
        Http.Response response = Http.get(URI.create(
                url.substring(0, signature) + url.substring(signature).replace("%2B", "+")));
        assertThat(response.element("Code")).isEqualTo("SignatureDoesNotMatch");
        assertThat(response.element("SignatureProvided")).contains(" ");
    }

    @Test
    void plusInPathIsSpaceUnlessAssumedOtherwise() {
        URI encoded = url("GET").v4();
        URI raw = URI.create(encoded.toString().replace("b%2Bc", "b+c"));
        Http.get(raw).assertStatus(403);
        try (OssDevServer literal = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .assume(Assumption.PLUS_IN_PATH_IS_BLANK, false)
                .start()) {
            literal.putObject("demo", "b+c", CONTENT);
            String url = SignedUrl.of(literal, "GET", "demo", "b+c")
                    .signedAt(clock.instant())
                    .v4()
                    .toString();
            Http.get(URI.create(url.replace("b%2Bc", "b+c"))).assertStatus(200);
        }
    }

    @Test
    void v4IsValidFromFifteenMinutesBeforeItsDateUntilItExpires() {
        Instant signedAt = clock.instant();
        URI url = url("GET").lifetime(Duration.ofHours(1)).v4();

        clock.set(signedAt.minus(Duration.ofMinutes(15)));
        Http.get(url).assertStatus(200);
        clock.advance(Duration.ofMillis(-1));
        Http.Response early = Http.get(url);
        assertThat(early.header("x-oss-ec")).isEqualTo("0002-00000235");
        assertThat(early.status()).isBetween(400, 499);

        clock.set(signedAt.plus(Duration.ofHours(1)));
        Http.get(url).assertStatus(200);
        clock.advance(Duration.ofMillis(1));
        Http.Response late = Http.get(url);
        late.assertError(403, "AccessDenied");
        assertThat(late.element("Message")).isEqualTo("Request has expired.");
        assertThat(late.element("Expires")).isEqualTo("2026-03-10T13:00:00.000Z");
        assertThat(late.element("ServerTime")).isEqualTo("2026-03-10T13:00:00.001Z");
        assertThat(late.element("EC")).isEqualTo("0002-00000236");
    }

    @Test
    void v1IsValidUntilItExpires() {
        URI url = url("GET").lifetime(Duration.ofHours(1)).v1();
        clock.advance(Duration.ofHours(-300));
        Http.get(url).assertStatus(200);
        clock.advance(Duration.ofHours(301));
        Http.get(url).assertStatus(200);
        clock.advance(Duration.ofSeconds(1));
        Http.Response late = Http.get(url);
        late.assertStatus(403);
        assertThat(late.element("Message")).isEqualTo("Request has expired.");
        assertThat(late.element("Expires")).isEqualTo("2026-03-10T13:00:00.000Z");
        assertThat(late.element("ServerTime")).isEqualTo("2026-03-10T13:00:01.000Z");
        assertThat(late.element("EC")).isEqualTo("0002-00000069");
    }

    @Test
    void checksExpiryThenSignatureThenKey() {
        URI wrongAndExpired =
                url("GET").accessKey(server.accessKeyId(), "wrong").v4();
        assertThat(Http.get(wrongAndExpired).element("Code")).isEqualTo("SignatureDoesNotMatch");
        clock.advance(Duration.ofDays(1));
        assertThat(Http.get(wrongAndExpired).element("Message")).isEqualTo("Request has expired.");

        URI wrongAndMissing = SignedUrl.of(server, "GET", "demo", "missing")
                .signedAt(clock.instant())
                .accessKey(server.accessKeyId(), "wrong")
                .v4();
        assertThat(Http.get(wrongAndMissing).element("Code")).isEqualTo("SignatureDoesNotMatch");
    }

    @Test
    void rejectsUnknownAccessKey() {
        Http.Response v4 = url("GET").accessKey("unknown", "secret").send();
        v4.assertError(403, "InvalidAccessKeyId");
        assertThat(v4.element("OSSAccessKeyId")).isEqualTo("unknown");
        assertThat(v4.element("EC")).isEqualTo("0002-00000902");
        assertThat(Http.get(url("GET").accessKey("unknown", "secret").v1()).element("Code"))
                .isEqualTo("InvalidAccessKeyId");
    }

    @Test
    void checksBucketBeforeAccessKey() {
        for (String method : new String[] {"GET", "PUT", "DELETE"}) {
            SignedUrl url = SignedUrl.of(server, method, "absent", "k")
                    .signedAt(clock.instant())
                    .accessKey("unknown", "secret");
            for (URI signed : new URI[] {url.v4(), url.v1(), URI.create(server.endpoint() + "/absent/k")}) {
                Http.Response response = Http.send(method, signed, HttpRequest.BodyPublishers.noBody());
                response.assertError(404, "NoSuchBucket");
                assertThat(response.element("BucketName")).isEqualTo("absent");
            }
        }
        Http.Response creation = SignedUrl.of(server, "PUT", "absent", "")
                .signedAt(clock.instant())
                .accessKey("unknown", "secret")
                .send();
        assertThat(creation.element("Code")).isEqualTo("InvalidAccessKeyId");
    }

    @Test
    void sentHeadersMustMatchSignedHeaders() {
        URI bound = url("PUT")
                .header("Content-Type", "text/plain")
                .header("x-oss-meta-a", "1")
                .v4();
        Http.put(bound, CONTENT, "Content-Type", "text/plain", "x-oss-meta-a", "1")
                .assertStatus(200);
        Http.put(bound, CONTENT, "Content-Type", "text/html", "x-oss-meta-a", "1")
                .assertStatus(403);
        Http.put(bound, CONTENT, "Content-Type", "text/plain").assertStatus(403);
        Http.get(url("GET").v4(), "x-oss-range-behavior", "standard").assertStatus(403);
        Http.get(url("GET").v4(), "Range", "bytes=0-1", "Accept-Encoding", "identity")
                .assertStatus(206);
    }

    @Test
    void additionalHeaderMustBeSentUnchanged() {
        URI bound = url("GET").header("Range", "bytes=0-1").additional("range").v4();
        Http.get(bound, "Range", "bytes=0-1").assertStatus(206);
        Http.get(bound, "Range", "bytes=0-2").assertStatus(403);
        Http.get(bound).assertStatus(400);
    }

    @Test
    void signedHeaderAndParameterOfSameNameMustBeEqual() {
        URI agreeing = url("PUT")
                .parameter("x-oss-traffic-limit", "819200")
                .header("x-oss-meta-a", "1")
                .parameter("x-oss-meta-a", "2")
                .v4();
        Http.put(agreeing, CONTENT, "x-oss-meta-a", "1").assertError(400, "InvalidArgument");
    }

    @Test
    void rejectsRequestWithoutSignature() {
        Http.Response response = Http.get(URI.create(server.endpoint() + "/demo/k"));
        response.assertError(403, "AccessDenied");
        assertThat(response.element("Message"))
                .isEqualTo("You have no right to access this object because of bucket acl.");
        assertThat(response.element("EC")).isEqualTo("0003-00000001");
    }

    @Test
    void acceptsSignedDelete() {
        URI delete = url("DELETE").v4();
        Http.get(delete).assertStatus(403);
        Http.delete(delete).assertStatus(204);
        url("GET").send().assertStatus(404);
    }
}
