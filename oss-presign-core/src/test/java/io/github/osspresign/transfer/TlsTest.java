// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.KeyStores;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.Downloaded;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateExpiredException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate has to be trusted and to name the host. */
class TlsTest {

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private static SSLContext tls;

    private static SSLContext expired;

    @BeforeAll
    static void makeCertificatesForLocalhost() throws Exception {
        KeyStores stores = new KeyStores(keys);
        tls = KeyStores.localhost();
        // A certificate that is itself trusted is trusted whatever its date is, so this one has an issuer.
        String issuer = keys.resolve("issuer.crt").toString();
        stores.keytool("expired", "-genkeypair -alias issuer -keyalg EC -dname CN=issuer -ext bc:c");
        stores.keytool(
                "expired",
                "-genkeypair -alias expired -keyalg EC -dname CN=localhost -startdate -9d -validity 8"
                        + " -ext san=dns:localhost -signer issuer");
        stores.keytool("expired", "-exportcert -alias issuer -file " + issuer);
        stores.keytool("expired", "-delete -alias issuer");
        stores.keytool("issuer", "-importcert -noprompt -alias issuer -file " + issuer);
        expired = stores.context("expired", "issuer");
    }

    @Test
    void aTrustedCertificateOfTheHostWillDo() throws Exception {
        byte[] body = TestBytes.random(1_000_000);
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok(body))) {
            Downloaded result = download(tls, "localhost", server);
            assertThat(result.file()).hasBinaryContent(body);
        }
    }

    @Test
    void untrustedCertificateIsRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok("abc"))) {
            assertRefused(SSLContext.getDefault(), "localhost", server);
        }
    }

    @Test
    void certificateOfAnotherHostIsRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok("abc"))) {
            assertRefused(tls, "127.0.0.1", server);
        }
    }

    @Test
    void expiredCertificateIsRefused() throws Exception {
        try (ScriptedServer server = new ScriptedServer(expired.getServerSocketFactory(), ScriptedResponse.ok("abc"))) {
            assertRefused(expired, "localhost", server);
            assertThatThrownBy(() -> download(expired, "localhost", server))
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
    }

    /** Whatever somebody could hope to switch the check off with. */
    @Test
    void linkCannotSwitchOffCertificateChecks() throws Exception {
        Map<String, String> headers = Map.of(
                "x-insecure",
                "true",
                "X-Forwarded-Proto",
                "http",
                "Host",
                "localhost",
                "Upgrade-Insecure-Requests",
                "0");
        String query = "?insecure=true&verify=none&sslmode=disable&trustAll=true&hostnameVerification=false&"
                + "sslContextParameters=%23any&allowHttp=true&" + Links.QUERY;
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok("abc"))) {
            for (String authority : List.of("localhost", "127.0.0.1")) {
                SSLContext clients = authority.equals("localhost") ? SSLContext.getDefault() : tls;
                String url = "https://" + authority + ":" + server.port() + "/k" + query;
                Map<String, String> required = new TreeMap<>(headers);
                required.put("Host", authority + ":" + server.port());
                assertThatThrownBy(() -> download(clients, Links.withHeaders(PresignedLink.of(url), required)))
                        .isInstanceOf(DownloadFailedException.class)
                        .hasCauseInstanceOf(SSLException.class);
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void aRedirectLeadsFromHttpToHttpsAndNeverBack() throws Exception {
        try (ScriptedServer plain = new ScriptedServer(ScriptedResponse.ok("abc"))) {
            ScriptedResponse back = ScriptedResponse.status("302 Found", new byte[0])
                    .with("Location", "http://localhost:" + plain.port() + "/k?x-oss-signature=" + Links.SIGNATURE);
            try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), back)) {
                assertThatThrownBy(() -> download(tls, "localhost", server))
                        .isInstanceOf(HostNotAllowedException.class)
                        .hasMessageStartingWith(
                                "redirect target: must be https after https, was http (HTTP 302, https:");
                assertThat(server.requests()).hasSize(1);
                assertThat(plain.connections()).isZero();
            }
        }
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok("abc"));
                ScriptedServer plain = new ScriptedServer(ScriptedResponse.status("302 Found", new byte[0])
                        .with("Location", "https://localhost:" + server.port() + "/k"))) {
            PresignedLink link = Links.withHeaders(
                    PresignedLink.of("http://localhost:" + plain.port() + "/k?" + Links.QUERY),
                    Map.of("x-secret", "secret-of-the-link"));
            assertThat(download(tls, link).file()).hasContent("abc");
            assertThat(plain.onlyRequest()).contains("x-secret");
            assertThat(server.onlyRequest()).doesNotContain("secret");
        }
    }

    @Test
    void certificateOfRedirectTargetIsChecked() throws Exception {
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), ScriptedResponse.ok("abc"));
                ScriptedServer plain = new ScriptedServer(ScriptedResponse.status("302 Found", new byte[0])
                        .with("Location", "https://127.0.0.1:" + server.port() + "/k"))) {
            assertThatThrownBy(() -> download(tls, Links.to(plain)))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasCauseInstanceOf(SSLException.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void handshakeThatFindsNoCommonVersionNamesTheTlsVersionsOfBuckets() throws Exception {
        SSLContext old = SSLContext.getInstance("TLSv1.2");
        old.init(null, null, null);
        ServerSocketFactory onlyNewest =
                new AdjustedTls(tls, socket -> socket.setEnabledProtocols(new String[] {"TLSv1.3"}));
        try (ScriptedServer server = new ScriptedServer(onlyNewest, ScriptedResponse.ok("abc"))) {
            assertThatThrownBy(() -> download(old, "localhost", server))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageStartingWith("connection failed while waiting for the response: SSLHandshakeException: ")
                    .hasMessageContaining("; the bucket may allow TLS 1.3 only (");
            assertThatThrownBy(() -> download(SSLContext.getDefault(), "localhost", server))
                    .hasMessageContaining("PKIX path building failed")
                    .hasMessageNotContaining("TLS 1.3");
        }
    }

    @Test
    void handshakeWithoutDemandedClientCertificateSaysSo() throws Exception {
        Map<String, Integer> codes = Map.of("certificate_required", 116, "bad_certificate", 42);
        for (Map.Entry<String, Integer> alert : codes.entrySet()) {
            HostileServer.Behaviour refusing = (request, wire) -> {
                // All of the greeting is read: to close on unread bytes would reset the connection.
                wire.in().read(new byte[16 * 1024]);
                wire.send("\u0015\u0003\u0003\u0000\u0002\u0002"
                        + (char) alert.getValue().intValue());
            };
            try (HostileServer server = new HostileServer(ServerSocketFactory.getDefault(), false, refusing)) {
                assertThatThrownBy(() -> download(tls, "localhost", server.port()))
                        .isInstanceOf(DownloadFailedException.class)
                        .hasMessageContaining("Received fatal alert: " + alert.getKey()
                                + "; the service demands a client certificate")
                        .hasMessageNotContaining("TLS 1.3");
            }
        }
    }

    @Test
    void aHandshakeThatIsCutMayGoThroughNextTime() throws Exception {
        try (ServerSocket hangsUp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread server = new Thread(() -> acceptAndHangUp(hangsUp));
            server.start();
            assertThatThrownBy(() -> download(tls, "localhost", hangsUp.getLocalPort()))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isTrue());
            server.join();
        }
    }

    private static void acceptAndHangUp(ServerSocket listener) {
        try (Socket socket = listener.accept()) {
            // All of the greeting is read: to close on unread bytes would reset the connection instead.
            socket.getInputStream().read(new byte[16 * 1024]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyCutInsideTlsIsNoFile() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok(TestBytes.random(1_000_000)).afterBytes(500_000, ScriptedResponse.Ending.CLOSE);
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), reply)) {
            assertThatThrownBy(() -> download(tls, "localhost", server)).isInstanceOf(TruncatedBodyException.class);
            assertThat(directory).isEmptyDirectory();
        }
    }

    private void assertRefused(SSLContext context, String host, ScriptedServer server) {
        assertThatThrownBy(() -> download(context, host, server))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasCauseInstanceOf(SSLException.class);
        assertThat(server.requests()).isEmpty();
    }

    private Downloaded download(SSLContext context, String host, ScriptedServer server) throws Exception {
        return download(context, host, server.port());
    }

    private Downloaded download(SSLContext context, String host, int port) throws Exception {
        return download(context, PresignedLink.of("https://" + host + ":" + port + "/k?" + Links.QUERY));
    }

    private Downloaded download(SSLContext context, PresignedLink link) throws Exception {
        try (TransferClient client = TransferClient.builder()
                .options(OPTIONS)
                .clock(InstantSource.fixed(NOW))
                .tls(context)
                .build()) {
            return (Downloaded) client.download(Links.request(link, directory));
        }
    }
}
