// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.wire;

import static io.github.osspresign.transfer.Links.NOW;
import static io.github.osspresign.transfer.Links.OPTIONS;
import static io.github.osspresign.transfer.Links.QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.TransferOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The link goes out byte for byte, to checked addresses only, with a fixed set of headers. */
class TransportTest {

    @AutoClose
    private final ScriptedServer server = new ScriptedServer();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%7Eb~c",
                "/a%2Bb+c",
                "/a/../b/./c",
                "//a//b",
                "/a%2Fb%2fc",
                "/%e4%B8%ad",
                "/a%20b",
                "/a;b=c,d/'(x)*!",
                "/a%25b%00c",
                "/"
            })
    void theRequestTargetArrivesAsItStandsInTheLink(String path) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        Links.download(Links.to(server, path), directory);
        assertThat(requestLine(server)).isEqualTo("GET " + path + "?" + QUERY + " HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?a=b+c&a=%2B&&=&x", "?", "?a=/?:@", "?Signature=a%2Bb%2Fc%3D&Expires=1", ""})
    void queryArrivesAsItStandsInTheLink(String query) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        Links.download(PresignedLink.of("http://127.0.0.1:" + server.port() + "/k" + query), directory);
        assertThat(requestLine(server)).isEqualTo("GET /k" + query + " HTTP/1.1");
    }

    @Test
    void anInterruptedThreadSendsNothing() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("transfer was interrupted (");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void libraryThatLacksSomethingIsNamedAndNotThrownAsAnError() throws Exception {
        HostResolver lacking = host -> {
            throw new NoSuchMethodError("of another version");
        };
        PresignedLink link = PresignedLink.of("http://localhost:1/k?" + QUERY);
        assertThatThrownBy(() -> download(OPTIONS, link, lacking))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("HttpClient on the class path: must be httpclient5 5.5.1")
                .hasCauseInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void sendsFixedHeadersOnly() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        Links.download(Links.to(server), directory);
        assertThat(headers(server))
                .containsExactlyInAnyOrder(
                        "Host: 127.0.0.1:" + server.port(),
                        "Accept-Encoding: identity",
                        "Range: bytes=0-16777215",
                        "User-Agent: camel-oss-presign");
    }

    @Test
    void sendsHeadersThatTheLinkRequires() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withHeaders(
                Links.to(server),
                Map.of(
                        "x-oss-meta-a",
                        "b c",
                        "x-oss-meta-b",
                        "b\tc",
                        "content-type",
                        "text/plain",
                        "host",
                        "127.0.0.1:" + server.port(),
                        "user-agent",
                        "signed",
                        "accept-encoding",
                        "gzip"));
        Links.download(link, directory);
        assertThat(headers(server))
                .containsExactlyInAnyOrder(
                        "Host: 127.0.0.1:" + server.port(),
                        "Accept-Encoding: gzip",
                        "User-Agent: signed",
                        "content-type: text/plain",
                        "Range: bytes=0-16777215",
                        "x-oss-meta-a: b c",
                        "x-oss-meta-b: b\tc");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "another host than the link's, host, evil.example",
        "a framing of its own, Content-Length, 3",
        "another, transfer-encoding, chunked",
        "a hop-by-hop header, Connection, close",
        "a protocol change, Upgrade, h2c",
        "a part only, Range, bytes=0-1",
        "maybe nothing, If-None-Match, x",
        "no name, '', x",
        "a name with a blank, 'a b', x",
        "a name with a colon, 'a:', x",
        "a value of another alphabet, a, 报"
    })
    void aLinkMayNotRequire(String reason, String name, String value) throws Exception {
        assertRefused(reason, name, value);
    }

    @Test
    void aLinkMayNotSmuggleHeaders() throws Exception {
        assertRefused("a header in a value", "a", "b\r\nCookie: c");
        assertRefused("a header in a name", "a: b\r\nc", "d");
        assertRefused("the end of a line", "a", "b\n");
    }

    private void assertRefused(String reason, String name, String value) throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withHeaders(Links.to(server), Map.of(name, value));
        assertThatThrownBy(() -> Links.download(link, directory))
                .as(reason)
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageMatching("required header (?:Host: must be the host of the link|'.*': must be a header that"
                        + " a link may require|'.*': must have a value of printable ASCII) \\(http://.*");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void noCookieComesBack() throws Exception {
        ScriptedResponse reply =
                ScriptedResponse.ok("abc").with("Set-Cookie", "a=b; Path=/").with("Set-Cookie2", "c=d");
        try (ScriptedServer server = new ScriptedServer(reply);
                TransferClient client = TransferClient.builder()
                        .options(OPTIONS)
                        .clock(InstantSource.fixed(NOW))
                        .build()) {
            client.download(Links.request(Links.to(server), directory));
            client.download(Links.request(Links.to(server), directory));
            assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("ookie"));
        }
    }

    @Test
    void noCredentialsAreSentAfterAChallenge() throws Exception {
        ScriptedResponse reply = ScriptedResponse.error("401 Unauthorized", "AccessDenied", "no", "")
                .with("WWW-Authenticate", "Basic realm=x");
        server.respond(reply);
        assertThatThrownBy(() -> Links.download(Links.to(server), directory)).isInstanceOf(Exception.class);
        assertThat(server.onlyRequest()).doesNotContain("Authorization");
    }

    @Test
    void gzipBodyIsNotDecompressed() throws Exception {
        byte[] packed = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0};
        server.respond(ScriptedResponse.ok(packed).with("Content-Encoding", "gzip"));
        assertThat(Links.download(Links.to(server), directory).file()).hasBinaryContent(packed);
    }

    static Stream<ScriptedResponse> passingTroubles() {
        return Stream.of(
                ScriptedResponse.silence(ScriptedResponse.Ending.RESET),
                ScriptedResponse.silence(ScriptedResponse.Ending.CLOSE),
                ScriptedResponse.raw("nonsense", new byte[0]),
                ScriptedResponse.error("503 Service Unavailable", "CpuLimitExceeded", "no", "")
                        .with("Retry-After", "0"));
    }

    @ParameterizedTest
    @MethodSource("passingTroubles")
    void nothingIsRetried(ScriptedResponse trouble) throws Exception {
        server.respond(trouble, ScriptedResponse.ok("abc"));
        assertThatThrownBy(() -> Links.download(Links.to(server), directory)).isInstanceOf(OssPresignException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFloodOfHeadersIsCutShort() throws Exception {
        StringBuilder flood = new StringBuilder("HTTP/1.1 200 OK");
        for (int i = 0; i < 10_000; i++) {
            flood.append("\r\nx-").append(i).append(": y");
        }
        server.respond(ScriptedResponse.raw(flood.toString(), new byte[0]));
        assertThatThrownBy(() -> Links.download(Links.to(server), directory))
                .isInstanceOfSatisfying(
                        DownloadFailedException.class,
                        e -> assertThat(e.isRetryable()).isFalse());
    }

    @Test
    void theHostIsCheckedFirst() throws Exception {
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = Links.withMethod(Links.withExpiry(Links.to(server), NOW.minusSeconds(9)), "PUT");
        assertThatThrownBy(() ->
                        Links.download(Links.options(with -> with.hostPolicy(HostPolicy.STRICT)), link, directory))
                .isInstanceOf(HostNotAllowedException.class);
        assertThat(server.connections()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aLyingResolverLeadsNowhere() throws Exception {
        HostPolicy strict = HostPolicy.STRICT.allowingHosts("files.example:*").allowingHttp();
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = PresignedLink.of("http://files.example:" + server.port() + "/k?" + QUERY);
        assertThatThrownBy(() -> download(strict, link, resolvingTo("8.8.8.8", "127.0.0.1")))
                .isInstanceOfSatisfying(HostNotAllowedException.class, e -> {
                    assertThat(e.host()).isEqualTo("files.example");
                    assertThat(e).hasNoCause().hasMessageContaining("'127.0.0.1'");
                });
        assertThat(server.connections()).isZero();
    }

    @Test
    void failureTellsWhyTheHostIsUnknown() {
        HostResolver failing = host -> {
            throw new UnknownHostException(host + ": Temporary failure in name resolution");
        };
        assertThatThrownBy(() -> download(OPTIONS, PresignedLink.of("http://localhost/k"), failing))
                .hasMessageStartingWith(
                        "no connection to the host: UnknownHostException: localhost: Temporary failure");
    }

    @Test
    void addressInTheLinkIsChecked() throws Exception {
        HostPolicy strict = HostPolicy.STRICT.allowingHosts("127.0.0.1:*").allowingHttp();
        server.respond(ScriptedResponse.ok("abc"));
        assertThatThrownBy(() ->
                        Links.download(Links.options(with -> with.hostPolicy(strict)), Links.to(server), directory))
                .isInstanceOf(HostNotAllowedException.class);
        assertThat(server.connections()).isZero();
    }

    @Test
    void theCheckedAddressIsTheOneConnectedTo() throws Exception {
        HostPolicy local = HostPolicy.STRICT
                .allowingHosts("files.example:*")
                .allowingPrivateAddresses()
                .allowingHttp();
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = PresignedLink.of("http://FILES.example:" + server.port() + "/k?" + QUERY);
        download(local, link, resolvingTo("127.0.0.1"));
        assertThat(server.onlyRequest()).contains("Host: files.example:" + server.port());
    }

    @Test
    void theNextAddressIsTriedIfOneRefuses() throws Exception {
        HostPolicy local = HostPolicy.STRICT
                .allowingHosts("files.example:*")
                .allowingPrivateAddresses()
                .allowingHttp();
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = PresignedLink.of("http://files.example:" + server.port() + "/k?" + QUERY);
        download(local, link, resolvingTo("127.0.0.2", "127.0.0.1"));
        assertThat(server.connections()).isEqualTo(1);

        assertThatThrownBy(() -> download(local, link, resolvingTo("127.0.0.3", "127.0.0.2")))
                .hasMessageContaining("files.example:" + server.port() + ": Connection refused");
    }

    /** A name that means another address each time it is asked for. */
    private static HostResolver changing(List<String> asked, String... addresses) {
        return host -> {
            String address = addresses[Math.min(asked.size(), addresses.length - 1)];
            asked.add(address);
            return new InetAddress[] {InetAddress.getByName(address)};
        };
    }

    @Test
    void aNameIsAskedForOnceForEachConnectionAndWhatItMeansLaterDoesNotCount() throws Exception {
        HostPolicy local = HostPolicy.STRICT
                .allowingHosts("files.example:*")
                .allowingInternalEndpoints()
                .allowingPrivateAddresses()
                .allowingHttp();
        server.respond(ScriptedResponse.ok("abc").ending(ScriptedResponse.Ending.CLOSE));
        PresignedLink link = PresignedLink.of("http://files.example:" + server.port() + "/k?" + QUERY);
        List<String> asked = new ArrayList<>();
        download(local, link, changing(asked, "127.0.0.1", "100.100.100.200"));
        assertThat(asked).as("checked and connected to").containsExactly("127.0.0.1");
        assertThat(server.connections()).isEqualTo(1);

        asked.clear();
        assertThatThrownBy(() -> download(local, link, changing(asked, "100.100.100.200", "127.0.0.1")))
                .isInstanceOf(HostNotAllowedException.class);
        assertThat(asked).as("not asked for a better one").containsExactly("100.100.100.200");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aNameThatTurnsInwardsDuringADownloadEndsIt() throws Exception {
        HostPolicy local = HostPolicy.STRICT
                .allowingHosts("files.example:*")
                .allowingPrivateAddresses()
                .allowingHttp();
        ScriptedResponse part = ScriptedResponse.status("206 Partial Content", new byte[10])
                .with("Content-Range", "bytes 0-9/20")
                .with("ETag", "\"a\"")
                .ending(ScriptedResponse.Ending.CLOSE);
        server.respond(part);
        PresignedLink link = PresignedLink.of("http://files.example:" + server.port() + "/k?" + QUERY);
        List<String> asked = new ArrayList<>();
        TransferOptions inParts =
                Links.options(with -> with.hostPolicy(local).partSize(10).parallelism(2));
        assertThatThrownBy(() -> download(inParts, link, changing(asked, "127.0.0.1", "169.254.169.254")))
                .isInstanceOf(HostNotAllowedException.class)
                .hasMessageContaining("'169.254.169.254' of host 'files.example'");
        assertThat(asked).contains("169.254.169.254");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void anIpv6AddressKeepsItsBracketsInTheHostOnly() throws Exception {
        HostPolicy local = HostPolicy.STRICT
                .allowingHosts("[::1]:*")
                .allowingPrivateAddresses()
                .allowingHttp();
        server.respond(ScriptedResponse.ok("abc"));
        PresignedLink link = PresignedLink.of("http://[::1]:" + server.port() + "/k?" + QUERY);
        List<String> asked = new ArrayList<>();
        download(local, link, new Addresses(List.of("127.0.0.1"), asked));
        assertThat(asked).containsExactly("::1");
        assertThat(server.onlyRequest()).contains("Host: [::1]:" + server.port());
    }

    private void download(HostPolicy policy, PresignedLink link, HostResolver resolver) throws Exception {
        download(Links.options(with -> with.hostPolicy(policy)), link, resolver);
    }

    private void download(TransferOptions options, PresignedLink link, HostResolver resolver) throws Exception {
        try (TransferClient client = TransferClient.builder()
                .options(options)
                .clock(InstantSource.fixed(NOW))
                .resolver(resolver)
                .build()) {
            client.download(Links.request(link, directory));
        }
    }

    private static HostResolver resolvingTo(String... addresses) {
        return new Addresses(List.of(addresses), new ArrayList<>());
    }

    private static String requestLine(ScriptedServer server) {
        return server.onlyRequest().lines().findFirst().orElseThrow();
    }

    private static List<String> headers(ScriptedServer server) {
        return server.onlyRequest().lines().skip(1).toList();
    }

    private record Addresses(List<String> addresses, List<String> asked) implements HostResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            InetAddress[] resolved = new InetAddress[addresses.size()];
            for (int i = 0; i < resolved.length; i++) {
                if (addresses.get(i).contains(" ")) {
                    throw new UnknownHostException(host);
                }
                resolved[i] = InetAddress.getAllByName(addresses.get(i))[0];
            }
            return resolved;
        }
    }
}
