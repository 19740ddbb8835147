// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HTTPS with the certificate that is created at start. */
class TlsTest {

    private static final byte[] CONTENT = "0123456789".repeat(10_000).getBytes(UTF_8);

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder()
                .tls()
                .bucket("demo")
                .baseHost("oss.localhost")
                .customDomain("img.example.com", "demo")
                .start();
        server.putObject("demo", "k", CONTENT);
    }

    private HttpClient client() {
        return HttpClient.newBuilder().sslContext(server.sslContext()).build();
    }

    private static HttpResponse<byte[]> get(HttpClient client, URI url) throws Exception {
        return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    @Test
    void clientThatTrustsCertificateReadsObject() throws Exception {
        assertThat(server.endpoint()).hasToString("https://127.0.0.1:" + server.port());
        HttpResponse<byte[]> response =
                get(client(), SignedUrl.of(server, "GET", "demo", "k").v4());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(CONTENT);
    }

    @Test
    void certificateHasEveryNameOfServer() throws Exception {
        for (String host : new String[] {"localhost", "demo.oss.localhost", "img.example.com"}) {
            assertThat(get(client(), URI.create("https://" + host + ":" + server.port() + "/"))
                            .statusCode())
                    .as(host)
                    .isEqualTo(403);
        }
        assertThat(server.certificate().getSubjectAlternativeNames())
                .anyMatch(name -> name.contains("*.localhost"))
                .anyMatch(name -> name.contains("demo.localhost"))
                .anyMatch(name -> name.contains("*.oss.localhost"));
    }

    @Test
    void unknownCertificateIsRejectedByClient() {
        assertThatThrownBy(() -> get(HttpClient.newHttpClient(), server.endpoint()))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void silentTlsClientDoesNotBlockOthers() throws Exception {
        try (RawConnection silent = new RawConnection(server)) {
            silent.send("");
            assertThat(get(client(), SignedUrl.of(server, "GET", "demo", "k").v4())
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void plainHttpOnTlsPortFailsAndDoesNotAffectOthers() throws Exception {
        try (RawConnection plain = new RawConnection(server)) {
            assertThat(plain.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .finish()
                            .receiveAll())
                    .doesNotContain("HTTP/1.1 200");
        }
        assertThat(get(client(), SignedUrl.of(server, "GET", "demo", "k").v4()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void serverWithoutTlsHasNoCertificate() {
        try (OssDevServer plain = OssDevServer.builder().start()) {
            assertThatThrownBy(plain::certificate)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("certificate: the server was built without tls()");
            assertThatThrownBy(plain::sslContext).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void completionOverTlsReturnsHttpsLocation() throws Exception {
        URI initiate = SignedUrl.of(server, "POST", "demo", "parts")
                .parameter("uploads", "")
                .v4();
        String upload = Http.elementOf(post(initiate, ""), "UploadId");
        URI part = SignedUrl.of(server, "PUT", "demo", "parts")
                .parameter("uploadId", upload)
                .parameter("partNumber", "1")
                .v4();
        String etag = client().send(
                        HttpRequest.newBuilder(part)
                                .PUT(HttpRequest.BodyPublishers.ofByteArray(CONTENT))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .headers()
                .firstValue("ETag")
                .orElse("");
        URI complete = SignedUrl.of(server, "POST", "demo", "parts")
                .parameter("uploadId", upload)
                .v4();
        String response = post(
                complete,
                "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + etag
                        + "</ETag></Part></CompleteMultipartUpload>");
        assertThat(Http.elementOf(response, "Location")).isEqualTo(server.endpoint() + "/demo/parts");
    }

    private String post(URI url, String body) throws Exception {
        return client().send(
                        HttpRequest.newBuilder(url)
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void requestWithAnotherTlsVersionIsRefused() throws Exception {
        assertThat(statusWith("TLSv1.2")).isEqualTo(200);
        String document =
                "<HttpsConfiguration><TLS><Enable>%s</Enable><TLSVersion>TLSv1.3</TLSVersion></TLS></HttpsConfiguration>";
        HttpClient client = client("TLSv1.3");
        for (String enabled : List.of("true", "false")) {
            URI url = SignedUrl.of(server, "PUT", "demo", "")
                    .parameter("httpsConfig", "")
                    .v4();
            HttpRequest put = HttpRequest.newBuilder(url)
                    .PUT(HttpRequest.BodyPublishers.ofString(document.formatted(enabled)))
                    .build();
            assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(statusWith("TLSv1.3")).isEqualTo(200);
            assertThat(statusWith("TLSv1.2")).isEqualTo(enabled.equals("true") ? 403 : 200);
        }
    }

    private HttpClient client(String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        return HttpClient.newBuilder()
                .sslContext(server.sslContext())
                .sslParameters(parameters)
                .build();
    }

    private int statusWith(String version) throws Exception {
        return get(client(version), SignedUrl.of(server, "GET", "demo", "k").v4())
                .statusCode();
    }
}
