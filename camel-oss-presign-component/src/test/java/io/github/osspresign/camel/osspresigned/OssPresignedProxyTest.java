// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.HttpProxy;
import io.github.osspresign.test.SignedLinks;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.camel.Exchange;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests through a proxy and with custom TLS settings. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OssPresignedProxyTest extends OssPresignedTestSupport {

    private static final String PASSWORD = "pr0xy-pässword:x";
    private static final String KEY = "dir/发票 2026+1.bin";
    /** Host name in the certificate of the TLS server. */
    private static final String HOST = "localhost";

    private final OssDevServer secure =
            OssDevServer.builder().bucket(BUCKET).clock(clock).tls().start();
    private HttpProxy proxy;

    @BeforeEach
    void startProxy() throws IOException {
        proxy = new HttpProxy("me:" + PASSWORD);
        byte[] content = content();
        server.putObject(BUCKET, KEY, content);
        secure.putObject(BUCKET, KEY, content);
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trusting(secure.certificate()));
        context.getRegistry().bind("tls", tls);
        context.getRegistry().bind("anybody", trustingAnybody());
    }

    @AfterEach
    void stopProxy() throws IOException {
        proxy.close();
        secure.close();
    }

    private static byte[] content() {
        byte[] content = new byte[1_500_000];
        new Random(3).nextBytes(content);
        return content;
    }

    private TrustManagersParameters trusting(X509Certificate certificate) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("server", certificate);
            Path file = directory.resolve("trust.p12");
            try (var out = Files.newOutputStream(file)) {
                store.store(out, "trust-secret".toCharArray());
            }
            KeyStoreParameters parameters = new KeyStoreParameters();
            parameters.setResource("file:" + file);
            parameters.setPassword("trust-secret");
            parameters.setType("PKCS12");
            TrustManagersParameters trust = new TrustManagersParameters();
            trust.setKeyStore(parameters);
            return trust;
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static SSLContextParameters trustingAnybody() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setTrustManager(new Credulous());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        return tls;
    }

    /** Trust manager that must check the host name itself. */
    private static final class Credulous extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private String linkTo(OssDevServer service, String host) {
        return linkTo(service, host, "GET");
    }

    private String linkTo(OssDevServer service, String host, String method) {
        return new SignedLinks(service, BUCKET, clock)
                .url(method, KEY, Map.of(), Duration.ofHours(1))
                .replaceFirst("(?<=//)[^:/]+", host);
    }

    private String endpoint(String options) {
        return "osspresigned:" + inbox()
                + "?maxAttempts=1&allowedHosts=localhost:*,127.0.0.1:*,*.example.com:*&allowHttp=true" + options;
    }

    private String proxied(String password) {
        return "&proxyHost=127.0.0.1&proxyPort=" + proxy.port() + "&proxyAuthUsername=me&proxyAuthPassword=RAW("
                + password + ")";
    }

    private File download(String options, String link) throws Exception {
        Exchange result = send(endpoint(options), link, Map.of());
        return result.getMessage().getBody(File.class);
    }

    @Test
    void endpointOrContextTrustsPrivateAuthority() throws Exception {
        String link = linkTo(secure, HOST);
        assertThat(download("&allowPrivateAddresses=true&sslContextParameters=#tls", link))
                .hasBinaryContent(content());

        assertThatThrownBy(() -> download("&allowPrivateAddresses=true", link))
                .isInstanceOf(DownloadFailedException.class)
                .hasCauseInstanceOf(SSLException.class);

        context.setSSLContextParameters(context.getRegistry().lookupByNameAndType("tls", SSLContextParameters.class));
        assertThatThrownBy(() -> download("&allowPrivateAddresses=true&fileName=not-asked-for", link))
                .isInstanceOf(DownloadFailedException.class);
        context.getComponent("osspresigned", OssPresignedComponent.class).setUseGlobalSslContextParameters(true);
        assertThat(download("&allowPrivateAddresses=true&fileName=global", link))
                .hasBinaryContent(content());
    }

    @Test
    void certificateMustNameTheHost() throws Exception {
        String options = "&allowPrivateAddresses=true&sslContextParameters=#anybody";
        try (HttpProxy other = new HttpProxy(null)) {
            assertThat(download(options, linkTo(secure, HOST))).hasBinaryContent(content());
            String link = linkTo(secure, "other.example.com");
            assertThatThrownBy(() -> download(options + "&proxyHost=127.0.0.1&proxyPort=" + other.port(), link))
                    .isInstanceOfSatisfying(
                            DownloadFailedException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasCauseInstanceOf(SSLException.class);
        }
        assertThat(secure.requests()).hasSize(1);
    }

    @Test
    void httpsUsesTunnelAndHidesTheLinkFromTheProxy() throws Exception {
        String link = linkTo(secure, HOST);

        assertThat(download(proxied(PASSWORD) + "&sslContextParameters=#tls", link))
                .hasBinaryContent(content());

        assertThat(proxy.requests())
                .allSatisfy(request -> assertThat(request.lines())
                        .containsExactlyInAnyOrder(
                                "CONNECT localhost:" + secure.port() + " HTTP/1.1",
                                "Host: localhost:" + secure.port(),
                                "User-Agent: camel-oss-presign",
                                "Proxy-Authorization: " + basic(PASSWORD)));
        assertThat(secure.requests()).isNotEmpty().allSatisfy(request -> {
            assertThat(link).endsWith(request.target());
            assertThat(request.headers()).doesNotContainKey("Proxy-Authorization");
        });
    }

    @Test
    void httpUsesAbsoluteFormByteForByte() throws Exception {
        String link = linkTo(server, "files.example.com");

        assertThat(download(proxied(PASSWORD), link)).hasBinaryContent(content());

        assertThat(proxy.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.lines())
                        .contains(
                                "GET " + link + " HTTP/1.1",
                                "Host: files.example.com:" + server.port(),
                                "Proxy-Authorization: " + basic(PASSWORD)));
        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(link).endsWith(request.target()));
    }

    @Test
    void redirectUsesTheProxyAfterItsCheck() throws Exception {
        String link = linkTo(server, "files.example.com");
        String target = linkTo(secure, HOST);
        server.inject(new Fault.Redirect(target));

        assertThat(download(proxied(PASSWORD) + "&sslContextParameters=#tls", link))
                .hasBinaryContent(content());

        assertThat(proxy.requests().stream().map(request -> request.lines().findFirst()))
                .containsExactly(
                        Optional.of("GET " + link + " HTTP/1.1"),
                        Optional.of("CONNECT localhost:" + secure.port() + " HTTP/1.1"));
        assertThat(secure.requests()).hasSize(1).allSatisfy(request -> {
            assertThat(target).endsWith(request.target());
            assertThat(request.headers()).doesNotContainKey("Proxy-Authorization");
        });
        for (String inside : new String[] {
            "http://127.0.0.1:1/k", "https://evil.example.org/k", "http://[::1]:1/k", "http://169.254.169.254/k"
        }) {
            server.inject(new Fault.Redirect(inside));
            assertThatThrownBy(() -> download(proxied(PASSWORD) + "&fileName=other", link))
                    .as(inside)
                    .isInstanceOf(HostNotAllowedException.class);
        }
        assertThat(proxy.requests().subList(2, 6))
                .allSatisfy(request -> assertThat(request).startsWith("GET " + link + " HTTP/1.1"));
        assertThat(proxy.requests()).hasSize(6);
    }

    @Test
    void uploadUsesTheProxy() throws Exception {
        for (OssDevServer service : new OssDevServer[] {server, secure}) {
            PresignedLink link = PresignedLink.of(linkTo(service, HOST, "PUT"), "PUT");
            send(
                    "osspresigned:?operation=upload&maxAttempts=1&allowedHosts=localhost:*&allowHttp=true&sslContextParameters=#tls"
                            + proxied(PASSWORD),
                    "uploaded",
                    Map.of("CamelPresignLink", link));
            assertThat(service.objectBytes(BUCKET, KEY)).asString().isEqualTo("uploaded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https"})
    void wrongProxyPasswordIsReportedWithoutShowingIt(String scheme) {
        String link = linkTo(scheme.equals("http") ? server : secure, HOST);
        DownloadFailedException e = catchThrowableOfType(
                DownloadFailedException.class,
                () -> download(proxied("wrong-password") + "&sslContextParameters=#tls", link));
        assertThat(e).hasMessageContaining("proxy 127.0.0.1:" + proxy.port() + " refused the request: HTTP 407");
        assertThat(e.isRetryable()).isFalse();
        assertThat(print(e))
                .doesNotContain("wrong-password")
                .doesNotContain(basic("wrong-password").substring(6));
        assertThat(server.requests()).isEmpty();
        assertThat(secure.requests()).isEmpty();
    }

    @Test
    void proxyThatCannotReachTheHostIsRetried() {
        proxy.refuse("HTTP/1.1 502 Bad Gateway");
        assertThatThrownBy(() -> download(proxied(PASSWORD) + "&sslContextParameters=#tls", linkTo(secure, HOST)))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining("HTTP 502");
        proxy.refuse("HTTP/1.1 403 Forbidden");
        assertThatThrownBy(() -> download(proxied(PASSWORD) + "&sslContextParameters=#tls", linkTo(secure, HOST)))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse())
                .isNotInstanceOf(LinkRejectedException.class);
    }

    @Test
    void hostsAndAddressesAreCheckedBeforeTheProxyRequest() {
        for (String host : new String[] {"169.254.169.254", "10.0.0.1", "[::1]", "127.0.0.1"}) {
            String link = linkTo(server, HOST).replace("localhost", host);
            String endpoint = "osspresigned:" + inbox()
                    + "?allowHttp=true&allowedHosts=10.0.0.1:*,169.254.169.254:*,127.0.0.1:*" + proxied(PASSWORD);
            assertThatThrownBy(() -> send(endpoint, link, Map.of()))
                    .as(host)
                    .isInstanceOf(HostNotAllowedException.class);
        }
        assertThatThrownBy(() ->
                        download(proxied(PASSWORD), linkTo(server, HOST).replace("localhost", "evil.example.org")))
                .isInstanceOf(HostNotAllowedException.class);
        assertThat(proxy.requests()).isEmpty();
    }

    @Test
    void endpointAndLogShowNoSecret() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            download(proxied(PASSWORD), linkTo(server, "files.example.com"));
            assertThatThrownBy(() -> download(proxied("wrong-password"), linkTo(server, "files.example.com")));
        } finally {
            System.setErr(err);
        }
        Stream<String> shown = Stream.concat(
                Stream.of(log.toString(StandardCharsets.UTF_8)),
                context.getEndpoints().stream().map(String::valueOf));
        assertThat(shown)
                .allSatisfy(text -> assertThat(text)
                        .doesNotContain(PASSWORD)
                        .doesNotContain("wrong-password")
                        .doesNotContain("trust-secret"));
    }

    @Test
    void proxyOptionsWithoutHostFailAtStart() {
        assertRefused("&proxyHost=proxy", "proxyPort: must be 1 to 65535, was 0");
        assertRefused("&proxyPort=3128", "proxyHost: not set");
        assertRefused(
                "&proxyHost=proxy&proxyPort=3128&proxyAuthPassword=x",
                "proxyAuthUsername: must be the user of proxyAuthPassword, was missing");
        assertRefused(
                "&proxyHost=proxy&proxyPort=3128&proxyAuthUsername=a:b",
                "proxyAuthUsername: must be a name without a colon, has one");
    }

    private void assertRefused(String options, String message) {
        assertThatThrownBy(() -> context.getEndpoint(endpoint(options)).start()).hasStackTraceContaining(message);
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("me:" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static String print(Throwable e) {
        return Throwables.getStackTrace(e);
    }
}
