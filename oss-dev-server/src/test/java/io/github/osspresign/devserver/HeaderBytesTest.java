// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Header values are signed and returned byte for byte, also if they are not UTF-8. In the tests, a char is a byte. */
class HeaderBytesTest {

    private static final String DATE = "20260310T120000Z";
    private static final String SCOPE = "20260310/cn-hangzhou/oss/aliyun_v4_request";

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .root(root)
                .clock(new SettableClock("2026-03-10T12:00:00Z"))
                .accessKey("id", "secret")
                .start();
    }

    private static String bytes(String text, String charset) {
        return new String(text.getBytes(Charset.forName(charset)), ISO_8859_1);
    }

    private static byte[] hmac(String algorithm, byte[] key, String text) throws Exception {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return mac.doFinal(text.getBytes(ISO_8859_1));
    }

    private static String signatureV4(String canonicalRequest) throws Exception {
        byte[] key = "aliyun_v4secret".getBytes(UTF_8);
        for (String part : SCOPE.split("/", -1)) {
            key = hmac("HmacSHA256", key, part);
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(canonicalRequest.getBytes(ISO_8859_1));
        HexFormat hex = HexFormat.of();
        return hex.formatHex(
                hmac("HmacSHA256", key, "OSS4-HMAC-SHA256\n" + DATE + "\n" + SCOPE + "\n" + hex.formatHex(hash)));
    }

    private String exchange(String request) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            return connection.send((request + "\r\n").getBytes(ISO_8859_1)).receiveAll(ISO_8859_1);
        }
    }

    private void assertReturned(String value) throws Exception {
        server.close();
        start();
        String headers = "Host: localhost\r\nDate: Tue, 10 Mar 2026 12:00:00 GMT\r\nConnection: close\r\n";
        String signature = Base64.getEncoder()
                .encodeToString(
                        hmac("HmacSHA1", "secret".getBytes(UTF_8), "HEAD\n\n\nTue, 10 Mar 2026 12:00:00 GMT\n/demo/k"));
        assertThat(exchange("HEAD /demo/k HTTP/1.1\r\n" + headers + "Authorization: OSS id:" + signature + "\r\n"))
                .contains("\r\nx-oss-meta-name: " + value + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8", "ISO-8859-1"})
    void v4SignsAndReturnsTheBytesOfMetadata(String charset) throws Exception {
        String value = bytes(charset.startsWith("ISO") ? "caf\u00e9" : "\u4e2d\u6587 a", charset);
        String query = "x-oss-credential=id%2F" + SCOPE.replace("/", "%2F") + "&x-oss-date=" + DATE
                + "&x-oss-expires=600&x-oss-signature-version=OSS4-HMAC-SHA256";
        String signature =
                signatureV4("PUT\n/demo/k\n" + query + "\nx-oss-meta-name:" + value + "\n\n\nUNSIGNED-PAYLOAD");
        assertThat(exchange("PUT /demo/k?" + query + "&x-oss-signature=" + signature
                        + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n"
                        + "x-oss-meta-name: " + value + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertReturned(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GBK", "UTF-8"})
    void v1SignsAndReturnsTheBytesOfMetadata(String charset) throws Exception {
        String value = bytes("\u4e2d\u6587", charset);
        String date = "Tue, 10 Mar 2026 12:00:00 GMT";
        byte[] signature = hmac(
                "HmacSHA1", "secret".getBytes(UTF_8), "PUT\n\n\n" + date + "\nx-oss-meta-name:" + value + "\n/demo/k");
        assertThat(exchange(
                        "PUT /demo/k HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\nDate: "
                                + date + "\r\nAuthorization: OSS id:"
                                + Base64.getEncoder().encodeToString(signature) + "\r\nx-oss-meta-name: " + value
                                + "\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertReturned(value);
    }
}
