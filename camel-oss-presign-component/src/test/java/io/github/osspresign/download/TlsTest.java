package io.github.osspresign.download;

import static io.github.osspresign.download.Links.NOW;
import static io.github.osspresign.download.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate has to be trusted and to name the host. */
class TlsTest {

    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path keys;

    @TempDir
    Path directory;

    private static SSLContext tls;

    @BeforeAll
    static void makeACertificateForLocalhost() throws Exception {
        Path store = keys.resolve("localhost.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "localhost",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString()))
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keyStore = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keyStore.load(in, PASSWORD);
        }
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keyStore, PASSWORD);
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(keyStore);
        tls = SSLContext.getInstance("TLS");
        tls.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
    }

    @Test
    void aTrustedCertificateOfTheHostWillDo() throws Exception {
        byte[] body = DownloaderTest.randomBytes(1_000_000);
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), Reply.ok(body))) {
            Downloaded result = download(tls, "localhost", server);
            assertThat(result.file()).hasBinaryContent(body);
        }
    }

    @Test
    void anUntrustedCertificateWillNot() throws Exception {
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), Reply.ok("abc"))) {
            assertRefused(SSLContext.getDefault(), "localhost", server);
        }
    }

    @Test
    void aCertificateOfAnotherHostWillNot() throws Exception {
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), Reply.ok("abc"))) {
            assertRefused(tls, "127.0.0.1", server);
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
        Reply reply = Reply.ok(DownloaderTest.randomBytes(1_000_000)).afterBytes(500_000, Reply.Ending.CLOSE);
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
        try (Downloader downloader =
                new Downloader(OPTIONS, InstantSource.fixed(NOW), context, SystemDefaultDnsResolver.INSTANCE)) {
            PresignedLink link = PresignedLink.of("https://" + host + ":" + port + "/k?" + Links.QUERY);
            return (Downloaded) downloader.download(Links.request(link, directory));
        }
    }
}
