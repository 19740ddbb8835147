// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
}
