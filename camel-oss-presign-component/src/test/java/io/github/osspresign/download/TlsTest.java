package io.github.osspresign.download;

import static io.github.osspresign.download.Links.NOW;
import static io.github.osspresign.download.Links.OPTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.link.PresignedLink;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
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
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
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
    void aBodyCutInsideTlsIsNoFile() throws Exception {
        Reply reply = Reply.ok(DownloaderTest.randomBytes(1_000_000)).afterBytes(500_000, Reply.Ending.CLOSE);
        try (ScriptedServer server = new ScriptedServer(tls.getServerSocketFactory(), reply)) {
            assertThatThrownBy(() -> download(tls, "localhost", server))
                    .isInstanceOf(io.github.osspresign.error.TruncatedBodyException.class);
            assertThat(directory).isEmptyDirectory();
        }
    }

    private void assertRefused(SSLContext context, String host, ScriptedServer server) {
        assertThatThrownBy(() -> download(context, host, server))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .hasCauseInstanceOf(javax.net.ssl.SSLException.class);
        assertThat(server.requests()).isEmpty();
    }

    private Downloaded download(SSLContext context, String host, ScriptedServer server) throws Exception {
        try (Downloader downloader =
                new Downloader(OPTIONS, InstantSource.fixed(NOW), context, SystemDefaultDnsResolver.INSTANCE)) {
            PresignedLink link = PresignedLink.of("https://" + host + ":" + server.port() + "/k?" + Links.QUERY);
            return (Downloaded) downloader.download(Links.request(link, directory));
        }
    }
}
