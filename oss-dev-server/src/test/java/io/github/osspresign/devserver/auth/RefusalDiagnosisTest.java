// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SdkV1;
import io.github.osspresign.devserver.SettableClock;
import io.github.osspresign.devserver.SignedUrl;
import java.net.URI;
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
    void namesExchangedIdAndSecretWithoutShowingThem() throws Exception {
        url("GET").accessKey(SECRET, "dev-key").send();
        // The access log has the ID as it was sent; it cannot know that it is a secret.
        line();
        assertThat(line())
                .endsWith("refused: The access key ID is the secret of this server. Exchange ID and secret.")
                .doesNotContain(SECRET);
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

    @Test
    void namesDecodedPlusOfSignature() throws Exception {
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
    void namesBucketThatWasReadFromPath() throws Exception {
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
