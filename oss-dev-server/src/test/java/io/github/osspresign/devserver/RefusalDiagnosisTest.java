// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The line of the log that says why a request was refused. */
class RefusalDiagnosisTest {

    private static final String SECRET = "CONFIDENTIAL-SECRET";
    private static final String KEY = "dir/a b+c(1).txt";
    private static final String V4_DATE = "20260310T120000Z";
    private static final String SCOPE = "20260310/cn-hangzhou/oss/aliyun_v4_request";

    private final SettableClock clock = new SettableClock("2026-03-10T12:00:00Z");
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .clock(clock)
                .accessKey("dev-key", SECRET)
                .accessKey("other-key", "CONFIDENTIAL-OTHER")
                .securityToken(
                        "STS.key", "CONFIDENTIAL-STS", "CONFIDENTIAL+TOKEN", Instant.parse("2026-03-10T13:00:00Z"))
                .accessLog(lines::add)
                .start();
        server.putObject("demo", KEY, "content".getBytes(UTF_8));
    }

    private SignedUrl url(String method) {
        return url(method, KEY);
    }

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).signedAt(clock.instant());
    }

    /** Returns the sentence of the next refused request, whose line follows the line of the access log. */
    private String sentence() throws InterruptedException {
        String access = line();
        String line = line();
        assertThat(line).matches("2026-03-10T\\d\\d:\\d\\d:\\d\\d.000Z [0-9A-F]{24} refused: [ -~]+");
        assertThat(access).endsWith(" " + line.split(" ", -1)[1]);
        assertThat(line).doesNotContain("CONFIDENTIAL");
        return line.substring(line.indexOf("refused: ") + 9);
    }

    private String line() throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }

    private String afterGet(URI url, String... headers) throws Exception {
        assertThat(Http.get(url, headers).status()).isBetween(400, 499);
        return sentence();
    }

    private static URI changed(URI url, String part, String replacement) {
        assertThat(url.toString()).contains(part);
        return URI.create(url.toString().replace(part, replacement));
    }

    /** Returns a V4 link whose canonical request is changed before it is signed. */
    private URI signed(List<Map.Entry<String, String>> query, UnaryOperator<String> change) {
        List<Map.Entry<String, String>> all = new ArrayList<>(query);
        all.add(Map.entry("x-oss-credential", "dev-key/" + SCOPE));
        all.add(Map.entry("x-oss-date", V4_DATE));
        all.add(Map.entry("x-oss-expires", "600"));
        all.add(Map.entry("x-oss-signature-version", "OSS4-HMAC-SHA256"));
        String canonicalRequest = ReferenceSigner.canonicalRequestV4("GET", "demo", KEY, all, Map.of(), List.of());
        String stringToSign = ReferenceSigner.stringToSignV4(V4_DATE, SCOPE, change.apply(canonicalRequest));
        StringBuilder url = new StringBuilder(server.endpoint() + "/demo/dir/a%20b%2Bc(1).txt?x-oss-signature="
                + ReferenceSigner.signatureV4(SECRET, SCOPE, stringToSign));
        all.forEach(parameter -> url.append('&')
                .append(parameter.getKey())
                .append('=')
                .append(ReferenceSigner.percentEncode(parameter.getValue())));
        return URI.create(url.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "CONFIDENTIAL-SECRETx, No usual mistake explains the signature: the secret is not that of the access key dev-key",
        "'CONFIDENTIAL-SECRET\n', The signature is correct for the secret with a blank or line break at an end.",
        "' CONFIDENTIAL-SECRET', The signature is correct for the secret with a blank or line break at an end.",
        "\"CONFIDENTIAL-SECRET\", The signature is correct for the secret in quotes.",
        "dev-key, The client uses the access key ID as the secret.",
        "CONFIDENTIAL-OTHER, The signature is correct for the secret of another access key of this server.",
    })
    void namesWrongSecret(String secret, String sentence) throws Exception {
        SignedUrl url = url("GET").accessKey("dev-key", secret);
        assertThat(afterGet(url.v4())).startsWith(sentence);
        assertThat(afterGet(url.v1())).startsWith(sentence);
    }

    @Test
    void namesUnknownAccessKey() throws Exception {
        assertThat(afterGet(url("GET").accessKey("LTAI5tUnknownKeyId", SECRET).v4()))
                .isEqualTo("The access key 'LTAI...eyId' is unknown to this server. It knows dev-key, other-key"
                        + " (--access-key).");
        url("GET").accessKey("STS.key", "CONFIDENTIAL-STS").send().assertStatus(403);
        assertThat(sentence())
                .isEqualTo("The access key 'STS.key' is temporary, but the request has no security token."
                        + " Send it, and sign again with it.");
    }

    @Test
    void namesExchangedIdAndSecretWithoutShowingThem() throws Exception {
        url("GET").accessKey(SECRET, "dev-key").send();
        // The access log has the ID as it was sent; it cannot know that it is a secret.
        line();
        assertThat(line())
                .endsWith("refused: The access key ID is the secret of this server. Exchange ID and secret.")
                .doesNotContain(SECRET);
    }

    @Test
    void namesTokenUnderNameOfOtherVersionAndDecodedPlus() throws Exception {
        URI v4 = url("GET")
                .accessKey("STS.key", "CONFIDENTIAL-STS")
                .parameter("security-token", "CONFIDENTIAL+TOKEN")
                .v4();
        assertThat(afterGet(v4)).contains("no security token under the name of its signature version");
        URI plus = url("GET")
                .accessKey("STS.key", "CONFIDENTIAL-STS")
                .token("CONFIDENTIAL+TOKEN")
                .v4();
        assertThat(afterGet(changed(plus, "%2B", "+")))
                .isEqualTo("The security token contains a space: its '+' was not encoded as %2B.");
        assertThat(afterGet(changed(plus, "%2BTOKEN", "")))
                .isEqualTo("The security token is unknown to this server (--sts-token), or was cut.");
    }

    @Test
    void namesOtherMethod() throws Exception {
        for (URI url : List.of(url("PUT").v4(), url("PUT").v1())) {
            assertThat(afterGet(url))
                    .isEqualTo(
                            "The signature is correct for PUT, not for 'GET'. Send PUT, or sign for the method that is"
                                    + " sent.");
        }
        Http.head(url("GET").v4()).assertStatus(403);
        assertThat(sentence()).startsWith("The signature is correct for GET, not for 'HEAD'.");
    }

    @Test
    void namesContentTypeThatClientAdds() throws Exception {
        for (URI url : List.of(url("PUT").v4(), url("PUT").v1())) {
            Http.put(url, new byte[0], "Content-Type", "application/x-www-form-urlencoded");
            assertThat(sentence()).startsWith("The signature is correct without the header 'content-type'");
        }
        // As curl -d sends it.
        Http.send(
                "POST",
                url("PUT").v4(),
                BodyPublishers.ofString("a"),
                "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(sentence())
                .startsWith("The signature is correct without the header 'content-type'")
                .endsWith(" It is correct for the method PUT.");
    }

    @Test
    void namesSignedHeaderThatIsMissingOrDiffers() throws Exception {
        URI typed = url("PUT").header("Content-Type", "image/png").v4();
        Http.put(typed, new byte[0]);
        assertThat(sentence())
                .isEqualTo("The signature is correct with the header 'content-type: image/png'. The request lacks it."
                        + " Send exactly the signed header.");
        Http.put(typed, new byte[0], "Content-Type", "text/plain");
        assertThat(sentence())
                .isEqualTo("The signature is correct with the header 'content-type: image/png'. The request has another"
                        + " value. Send exactly the signed header.");
        Http.put(url("PUT").header("x-oss-object-acl", "public-read").v1(), new byte[0]);
        assertThat(sentence()).startsWith("The signature is correct with the header 'x-oss-object-acl: public-read'.");
        assertThat(afterGet(url("GET")
                        .header("range", "bytes=0-1")
                        .additional("range")
                        .v4()))
                .isEqualTo("The signed header 'range' is not on the request. Send it with the signed value.");
        Http.put(url("PUT").v4(), new byte[0], "x-oss-meta-a", "1");
        assertThat(sentence()).startsWith("The signature is correct without the header 'x-oss-meta-a'");
    }

    @Test
    void namesSignedHost() throws Exception {
        URI url = url("GET")
                .header("host", "demo.127.0.0.1:" + server.port())
                .additional("host")
                .v4();
        assertThat(afterGet(url))
                .startsWith("The signature is correct for the host 'demo.127.0.0.1:" + server.port() + "'");
    }

    @Test
    void namesWrongEncodingOfKey() throws Exception {
        String encoded = "/demo/dir/a%20b%2Bc(1).txt";
        for (URI url : List.of(url("GET").v4(), url("GET").v1())) {
            String path = url.getRawPath();
            assertThat(afterGet(changed(url, path, path.replace("%", "%25"))))
                    .endsWith(": the path of the URL was encoded twice.");
            assertThat(afterGet(changed(url, path, path.replace("%2B", "+"))))
                    .endsWith(": the URL has a '+' that is not encoded as %2B.");
            assertThat(afterGet(changed(url, "/demo/", "/demo//"))).endsWith(": the URL has an extra slash.");
        }
        for (URI url : List.of(url("GET", "a b").v4(), url("GET", "a b").v1())) {
            assertThat(afterGet(changed(url, "a%20b", "a%2Bb"))).endsWith(": the URL has a '+' in place of a space.");
        }
        for (URI url : List.of(url("GET", "a+b").v4(), url("GET", "a+b").v1())) {
            assertThat(afterGet(changed(url, "a%2Bb", "a%20b")))
                    .endsWith(": the URL has a space in place of a '+', which is %2B in a URL.");
        }
        for (URI url : List.of(
                url("GET", "dir/a%20b%2Bc%281%29.txt").v4(),
                url("GET", "dir/a%20b%2Bc%281%29.txt").v1())) {
            assertThat(afterGet(changed(url, url.getRawPath(), encoded)))
                    .endsWith(": the signer encoded the key twice.");
        }
        assertThat(afterGet(changed(
                        url("GET", "dir%2Fa%20b%2Bc%281%29.txt").v1(),
                        "/demo/dir%252Fa%2520b%252Bc%25281%2529.txt",
                        encoded)))
                .endsWith("and '/' as %2F.");
    }

    @ParameterizedTest
    @CsvSource({"a//b/c, a/b/c", "a/b//c, a/b/c", "a/./b, a/b", "./a, a", "a//b//c, a/b/c", "/a, a", "a/., a/"})
    void namesPathThatTheClientHasNormalised(String key, String sent) throws Exception {
        for (URI url : List.of(url("GET", key).v4(), url("GET", key).v1())) {
            URI normalised = changed(url, url.getRawPath(), "/demo/" + sent);
            assertThat(afterGet(normalised)).contains("'" + key + "'", "normalised the path");
        }
    }

    @Test
    void otherMismatchMayComeFromTheSecretOrFromANormalisedPath() throws Exception {
        URI url = url("GET", "a/../b").v4();
        assertThat(afterGet(changed(url, url.getRawPath(), "/demo/b")))
                .startsWith("No usual mistake explains the signature: the secret is not that of")
                .contains("the client has normalised the path ('..' or '//' in the key)");
    }

    @Test
    void namesWrongFormOfCanonicalRequest() throws Exception {
        String prefix = "The signature is correct for a canonical request with ";
        assertThat(afterGet(signed(List.of(), text -> text.replace("a%20b%2Bc%281%29", "a b+c(1)"))))
                .isEqualTo(prefix + "the object key not encoded. Encode it once.");
        assertThat(afterGet(signed(List.of(), text -> text.replace("/dir/", "/dir%2F"))))
                .isEqualTo(prefix + "'/' encoded as %2F. Leave it as it is.");
        assertThat(afterGet(signed(List.of(), text -> text.replace("a%20b", "a+b"))))
                .isEqualTo(prefix + "spaces encoded as '+'. Encode them as %20.");
        assertThat(afterGet(signed(List.of(), text -> text.replace("%281%29", "(1)"))))
                .isEqualTo(prefix + "!'()* not encoded, as encodeURIComponent leaves them. Encode them.");
        assertThat(afterGet(signed(List.of(), text -> text.replace("/demo/", "/"))))
                .startsWith("The signature is correct for a path without the bucket.");
        assertThat(afterGet(signed(
                        List.of(Map.entry("response-content-type", "a b")), text -> text.replace("=a%20b", "=a+b"))))
                .isEqualTo(prefix + "spaces of the query as '+'. Encode them as %20.");
        assertThat(afterGet(signed(List.of(Map.entry("acl", "")), text -> text.replace("acl&", "acl=&"))))
                .isEqualTo(prefix + "'name=' for parameters without a value. Sign the name only.");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void namesParameterThatWasAdded(boolean v4) throws Exception {
        SignedUrl url = url("GET").parameter("response-content-type", "text/plain");
        URI signed = v4 ? url.v4() : url.v1();
        assertThat(afterGet(URI.create(signed + "&acl")))
                .startsWith("The signature is correct without the query parameter 'acl'");
        if (v4) {
            assertThat(afterGet(URI.create(signed + "&utm_source=mail&utm_campaign=x")))
                    .startsWith("The signature is correct without the query parameters")
                    .contains("utm_source, utm_campaign");
        }
    }

    @Test
    void namesChangedLifetimeAndPlusInQuery() throws Exception {
        assertThat(afterGet(changed(url("GET").v4(), "x-oss-expires=600", "x-oss-expires=86400")))
                .isEqualTo("The signature is correct for x-oss-expires=600, but the URL has '86400'. A link cannot be"
                        + " extended; sign again.");
        assertThat(afterGet(changed(
                        url("GET").parameter("response-content-type", "a+b").v4(), "a%2Bb", "a+b")))
                .startsWith("The signature is correct for a '+' where the query has a space.");
    }

    @Test
    void namesDamagedSignature() throws Exception {
        URI v4 = url("GET").v4();
        assertThat(afterGet(URI.create(v4.toString().substring(0, v4.toString().length() - 4))))
                .isEqualTo(
                        "The signature has 60 characters; version 4 has 64 hexadecimal digits. It was cut, or characters"
                                + " were added.");
        String v1 = "";
        for (int i = 0; !v1.contains("%2B"); i++) {
            v1 = url("GET").lifetime(Duration.ofSeconds(600 + i)).v1().toString();
            v1 = v1.substring(v1.indexOf("&Signature=")).contains("%2B") ? v1 : "";
        }
        int signature = v1.indexOf("&Signature=");
        assertThat(afterGet(URI.create(
                        v1.substring(0, signature) + v1.substring(signature).replace("%2B", "+"))))
                .isEqualTo("The signature contains a space: its '+' was not encoded as %2B.");
    }

    @Test
    void namesMixtureOfVersions() throws Exception {
        URI v1 = url("GET").v1();
        String signature = v1.getRawQuery().replaceFirst(".*Signature=", "");
        URI v4 = url("GET").v4();
        assertThat(afterGet(
                        URI.create(v4.toString().replaceFirst("x-oss-signature=.*", "x-oss-signature=" + signature))))
                .startsWith("The signature has the form of version 1 (base64)");
        assertThat(afterGet(changed(v4, "x-oss-expires=600", "Expires=600")))
                .startsWith("The URL mixes parameters of signature versions 1 and 4. ");
    }

    @Test
    void namesClock() throws Exception {
        assertThat(afterGet(url("GET")
                        .signedAt(clock.instant().plus(Duration.ofMinutes(80)))
                        .v4()))
                .startsWith("The link was signed 1 hour 20 minutes in the future, at 2026-03-10T13:20:00Z; the server's"
                        + " clock is 2026-03-10T12:00:00Z.");
        for (URI url : List.of(url("GET").v4(), url("GET").v1())) {
            clock.advance(Duration.ofMinutes(100));
            assertThat(afterGet(url))
                    .isEqualTo("The link expired at 2026-03-10T12:10:00Z, 1 hour 30 minutes ago (the server's clock is"
                            + " 2026-03-10T13:40:00Z). Request a new link.");
            clock.set(Instant.parse("2026-03-10T12:00:00Z"));
        }
        assertThat(afterGet(changed(url("GET").v1(), "Expires=1773144600", "Expires=600")))
                .startsWith("Expires must be the expiration in seconds since 1970, was 600. It looks like a lifetime");
        assertThat(afterGet(
                        URI.create(server.endpoint() + "/demo/k"),
                        "Authorization",
                        "OSS dev-key:AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                        "x-oss-date",
                        "Tue, 10 Mar 2026 11:00:00 GMT"))
                .startsWith("The request was signed 1 hour ago, at 2026-03-10T11:00:00Z; the server's clock is");
    }

    @Test
    void namesRegionAndBucket() throws Exception {
        assertThat(afterGet(url("GET").region("oss-cn-beijing").v4()))
                .isEqualTo("The request is signed for the region 'oss-cn-beijing', but the region of this server is"
                        + " 'cn-hangzhou' (--region). A signature has the region without the prefix oss-.");
        try (RawConnection connection = new RawConnection(server)) {
            connection
                    .send("GET /hello.txt HTTP/1.1\r\nHost: demo.example.com:9000\r\nConnection: close\r\n\r\n")
                    .receiveAll();
        }
        assertThat(sentence())
                .isEqualTo(
                        "The bucket 'hello.txt' was read from the path, because the host 'demo.example.com' stands for"
                                + " no bucket (--base-host, --custom-domain).");
    }

    @Test
    void namesUrlThatWasCutOrEscaped() throws Exception {
        URI url = url("GET").parameter("x-oss-traffic-limit", "819200").v4();
        String first = url.toString().replaceFirst("&x-oss-date.*", "");
        assertThat(afterGet(URI.create(first.replace("x-oss-signature-version=OSS4-HMAC-SHA256", "x-oss-expires=600"))))
                .startsWith(
                        "The URL was cut, perhaps at an '&' by a shell: put it in quotes. The request has no signature");
        assertThat(afterGet(changed(url, "&", "&amp;")))
                .startsWith("The parameters are separated by '&amp;': the URL was copied from HTML source. ");
        assertThat(afterGet(URI.create(server.endpoint() + "/demo/k")))
                .isEqualTo(
                        "The request has no signature, and the ACLs of bucket and object do not allow it without one.");
    }

    @Test
    void lineHoldsNoControlCharactersOfRequest() throws Exception {
        URI url = url("PUT", "k").v4();
        try (RawConnection connection = new RawConnection(server)) {
            connection
                    .send("GET /demo/%0D%0A%1B[31m?" + url.getRawQuery()
                            + "&%0Ainjected&x=Signature%3DCONFIDENTIAL HTTP/1.1\r\nHost: localhost\r\n"
                            + "Connection: close\r\n\r\n")
                    .receiveAll();
        }
        sentence();
        assertThat(lines).isEmpty();
    }

    @Test
    void bucketThatIsRegularExpressionIsDiagnosedLikeAnyOther() throws Exception {
        URI url = url("PATCH").v4();
        URI other = changed(url, "/demo/", "/%28/");
        Http.send("PATCH", other, BodyPublishers.noBody()).assertStatus(403);
        assertThat(sentence()).startsWith("No usual mistake explains the signature");
    }

    @Test
    void wrongRegionInLongHeaderIsDiagnosedInLinearTime() {
        String authorization =
                "OSS4-HMAC-SHA256 Credential =dev-key/20260310/cn-beijing/oss/aliyun_v4_request,Signature=a,"
                        + "a".repeat(60_000);
        String sentence = assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> afterGet(
                        URI.create(server.endpoint() + "/demo/k"),
                        "Authorization",
                        authorization,
                        "x-oss-date",
                        V4_DATE,
                        "x-oss-content-sha256",
                        "UNSIGNED-PAYLOAD"));
        assertThat(sentence).startsWith("The request is signed for the region 'cn-beijing'");
    }

    @Test
    void longHostAndBucketAreShortened() throws Exception {
        String bucket = "b".repeat(5_000);
        String host = "h".repeat(5_000);
        try (RawConnection connection = new RawConnection(server)) {
            connection.send("GET /" + bucket + "/k HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
            assertThat(connection.receiveAll()).startsWith("HTTP/1.1 400 ");
        }
        assertThat(sentence())
                .isEqualTo("The bucket '" + "b".repeat(200) + "...' was read from the path, because the host '"
                        + "h".repeat(200) + "...' stands for no bucket (--base-host, --custom-domain).");
    }

    @Test
    void longRequestIsNotDiagnosed() throws Exception {
        URI url = URI.create(url("GET").v4() + "&a=" + "b".repeat(9000));
        assertThat(afterGet(url)).startsWith("The request is too long to look for a usual mistake.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"V1", "V4"})
    void linkOfOfficialClientUsedWithOtherMethodGetsLine(SignVersion version) throws Exception {
        clock.set(Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        OSS client = SdkV1.client(server, version);
        try {
            Http.get(SdkV1.presign(client, HttpMethod.PUT, KEY, Map.of(), Map.of("Content-Type", "text/plain")));
        } finally {
            client.shutdown();
        }
        line();
        assertThat(line())
                .contains(" refused: The signature is correct with the header 'content-type: text/plain'.")
                .endsWith(" It is correct for the method PUT.");
    }
}
