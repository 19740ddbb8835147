// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.RawConnection;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.request.Redactor;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The access log writes one line for each request, without secrets. */
class AccessLogTest {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .accessLog(lines::add)
                .accessKey("ak", "CONFIDENTIAL-SECRET")
                .start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private String line() throws InterruptedException {
        String line = lines.poll(10, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }

    private String lineAfter(String request) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(request).finish().receiveAll();
        }
        return line();
    }

    @Test
    void lineHoldsMethodTargetStatusBytesTimeAndRequestId() throws Exception {
        Http.Response response = SignedUrl.of(server, "GET", "demo", "k").send();
        assertThat(line())
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z GET /demo/k\\?\\S+ 200 7 \\d+ms "
                        + response.header("x-oss-request-id"));
        SignedUrl.of(server, "HEAD", "demo", "k").send();
        assertThat(line()).contains(" HEAD /demo/k?").contains(" 200 0 ");
        server.inject(new Fault.CutBodyAfter(3));
        lineAfter(raw(SignedUrl.of(server, "GET", "demo", "k").v4()));
        server.inject(new Fault.ConnectionReset());
        try (RawConnection connection = new RawConnection(server)) {
            connection.send(raw(SignedUrl.of(server, "GET", "demo", "k").v4()));
            assertThat(line()).matches(".* - 0 \\d+ms -");
        }
        SignedUrl.of(server, "DELETE", "demo", "k").send();
        assertThat(line()).contains(" DELETE /demo/k?").contains(" 204 0 ");
        assertThat(lines).isEmpty();
    }

    private static String raw(URI url) {
        return raw(url.getRawPath() + "?" + url.getRawQuery());
    }

    private static String raw(String target, String... headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + String.join("", headers)
                + "Connection: close\r\n\r\n";
    }

    @Test
    void lineHoldsNoSignatureSecretOrToken() throws Exception {
        SignedUrl url = SignedUrl.of(server, "GET", "demo", "k").token("CONFIDENTIAL/TO+KEN");
        for (URI signed : new URI[] {url.v4(), url.v1()}) {
            String signature = signed.getRawQuery().replaceFirst("(?i).*signature=([^&]*).*", "$1");
            assertThat(signature).hasSizeGreaterThan(20);
            assertThat(lineAfter(raw(signed)))
                    .contains("/demo/k?")
                    .doesNotContain(signature)
                    .doesNotContain("CONFIDENTIAL")
                    .doesNotContain("TO%2BKEN");
            assertThat(line())
                    .endsWith(" refused: The access key 'ak' is not temporary, but the request has a security token."
                            + " Leave it out.");
        }
        assertThat(lineAfter(raw(
                        "/demo/k", "Authorization: OSS ak:CONFIDENTIAL\r\n", "x-oss-security-token: CONFIDENTIAL\r\n")))
                .doesNotContain("CONFIDENTIAL");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/demo/k?x-oss-signature=CONFIDENTIAL&a=b",
                "/demo/k?X-OSS-SIGNATURE=CONFIDENTIAL&a=b",
                "/demo/k?x%2Doss%2dsignature=CONFIDENTIAL&a=b",
                "/demo/k?%78-oss-%73ignatur%65=CONFIDENTIAL&a=b",
                "/demo/k?a=1&Signature=CONFIDENTIAL&a=b",
                "/demo/k?security-token=CONFIDENTIAL&x-oss-security-token=CONFIDENTIAL&a=b",
                "/demo/k?Signature=CONFIDENTIAL;CONFIDENTIAL#CONFIDENTIAL?CONFIDENTIAL&a=b",
                "/demo/k%3Fx-oss-signature%3DCONFIDENTIAL%26a=b",
                "/demo/k%253Fx-oss-signature%253DCONFIDENTIAL%2526a=b",
                "/demo/k&x-oss-signature=CONFIDENTIAL&a=b",
                "/demo/k?x-oss-signature==CONFIDENTIAL&a=b",
                "http://localhost/demo/k?x-oss-signature=CONFIDENTIAL&a=b",
            })
    void redactsSignaturesAndTokensInAnyEncoding(String target) throws Exception {
        assertThat(lineAfter(raw(target)))
                .doesNotContain("CONFIDENTIAL")
                .contains("***")
                .containsPattern("a=b \\d+ ");
    }

    @Test
    void requestCannotAddLinesOrControlCharacters() throws Exception {
        String line = lineAfter(raw("/demo/\u001b[31m\u0085\u2028\u202e\u0007中"));
        assertThat(line).contains("/demo/%1B[31m").matches("[ -~]+");
        assertThat(line()).contains(" refused: ").matches("[ -~]+");
        assertThat(Redactor.printable("a\r\nb\tc")).isEqualTo("a%0D%0Ab%09c");
        assertThat(lines).isEmpty();
    }

    @Test
    void redactsVeryLongSignature() {
        assertThat(Redactor.target("/k?x-oss-signature=" + "%25%".repeat(100_000) + "&a=b"))
                .isEqualTo("/k?x-oss-signature=***&a=b");
    }
}
