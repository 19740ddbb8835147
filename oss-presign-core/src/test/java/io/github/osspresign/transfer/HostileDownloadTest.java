// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static io.github.osspresign.transfer.Links.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.HostPolicy;
import io.github.osspresign.link.HostilePolicy;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.url.LinkAddress;
import io.github.osspresign.test.HostileLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No line of the corpus leads to a connection, whether it stands in a link or in a redirect. */
class HostileDownloadTest {

    /** Host whose server redirects to hostile links. */
    private static final String FRONT = "front.example";

    @AutoClose
    private static ScriptedServer listener;

    @AutoClose
    private static ScriptedServer front;

    @TempDir
    Path directory;

    @BeforeAll
    static void listen() throws Exception {
        listener = new ScriptedServer(ScriptedResponse.ok("secret of an inner service"));
        front = new ScriptedServer();
    }

    static Stream<HostileLink> links() {
        return HostileLink.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void aHostileLinkMakesNoConnection(HostileLink hostile) {
        Resolver resolver = new Resolver(hostile);
        PresignedLink link =
                PresignedLink.builder(hostile.link(listener.port())).build();

        assertThatThrownBy(() -> download(HostilePolicy.of(hostile), link, resolver))
                .isInstanceOf(HostNotAllowedException.class)
                .hasNoCause();

        assertThat(resolver.asked)
                .as("asked once where the name decides nothing")
                .hasSizeLessThanOrEqualTo(1);
        assertThat(listener.connections()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void redirectToHostileLinkIsRefused(HostileLink hostile) throws Exception {
        String location = hostile.link(listener.port());
        assumeThat(location).as("a header holds no line break and no NUL").doesNotContain("\r", "\n", "\0");
        HostPolicy policy = withFront(HostilePolicy.of(hostile));
        assumeThat(isReference(location) || isRefused(policy, hostile, location.split("#", 2)[0]))
                .as("the front has no TLS and is at a private address, and fragments are not sent: allowed here")
                .isTrue();
        front.respond(ScriptedResponse.status("302 Found", new byte[0]).with("Location", onTheWire(location)));
        Resolver resolver = new Resolver(hostile);
        PresignedLink link = PresignedLink.of("http://" + FRONT + ":" + front.port() + "/dir/k?" + Links.QUERY);

        assertThatThrownBy(() -> download(policy, link, resolver))
                .isInstanceOf(isReference(location) ? OssPresignException.class : HostNotAllowedException.class)
                .hasMessageMatching("(?s).*(\\(HTTP 302, |' of host ').*")
                .hasMessageNotContaining(Links.SIGNATURE);

        assertThat(resolver.asked.stream().filter(host -> !host.equals(FRONT)))
                .hasSizeLessThanOrEqualTo(isReference(location) ? 0 : 1);
        assertThat(listener.connections()).isZero();
        assertThat(directory).isEmptyDirectory();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("links")
    void uploadMakesNoForbiddenConnection(HostileLink hostile) throws Exception {
        Resolver resolver = new Resolver(hostile);
        PresignedLink link = PresignedLink.of(hostile.link(listener.port()), "PUT");
        UploadRequest upload = UploadRequest.of(link, UploadSource.of("ours".getBytes(StandardCharsets.US_ASCII)));
        try (TransferClient client = client(HostilePolicy.of(hostile), resolver)) {
            assertThatThrownBy(() -> client.upload(upload)).isInstanceOf(HostNotAllowedException.class);
        }
        assertThat(resolver.asked).hasSizeLessThanOrEqualTo(1);
        assertThat(listener.connections()).isZero();
    }

    /** Returns whether a location has neither scheme nor host, and so leads back to the server that sent it. */
    private static boolean isReference(String location) {
        return !location.startsWith("//") && !location.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
    }

    private static boolean isRefused(HostPolicy policy, HostileLink hostile, String location) throws Exception {
        try {
            String url = (location.startsWith("//") ? "http:" : "") + location;
            policy.check(url);
            String host = LinkAddress.parse(url).host();
            for (InetAddress address : hostile.addressesOf(host.replaceAll("[\\[\\]]", ""))) {
                policy.check(host, address);
            }
            return false;
        } catch (HostNotAllowedException e) {
            return true;
        }
    }

    private static HostPolicy withFront(HostPolicy policy) {
        return policy.allowingHosts(FRONT + ":*").allowingPrivateAddresses().allowingHttp();
    }

    private static String onTheWire(String location) {
        return new String(location.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** Otherwise the tests above would show nothing. */
    @Test
    void listenerIsReachedUnderAllowedHost() throws Exception {
        try (ScriptedServer reached = new ScriptedServer(ScriptedResponse.ok("content"))) {
            HostileLink harmless = new HostileLink(0, "", "", "", List.of("127.0.0.1"), "");
            HostPolicy policy = HostPolicy.STRICT
                    .allowingHosts("files.example:*")
                    .allowingPrivateAddresses()
                    .allowingHttp();
            Resolver resolver = new Resolver(harmless);

            download(policy, PresignedLink.of("http://files.example:" + reached.port() + "/k"), resolver);

            assertThat(resolver.asked).containsExactly("files.example");
            assertThat(reached.connections()).isEqualTo(1);
        }
    }

    private void download(HostPolicy policy, PresignedLink link, HostResolver resolver)
            throws OssPresignException, NoSuchAlgorithmException {
        try (TransferClient client = client(policy, resolver)) {
            client.download(Links.request(link, directory));
        }
    }

    private static TransferClient client(HostPolicy policy, HostResolver resolver) throws NoSuchAlgorithmException {
        return TransferClient.builder()
                .options(Links.options(with -> with.hostPolicy(policy).connectTimeout(Duration.ofSeconds(1))))
                .clock(InstantSource.fixed(NOW))
                .resolver(resolver)
                .build();
    }

    private record Resolver(HostileLink hostile, List<String> asked) implements HostResolver {

        Resolver(HostileLink hostile) {
            this(hostile, new CopyOnWriteArrayList<>());
        }

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            asked.add(host);
            return host.equals(FRONT)
                    ? new InetAddress[] {InetAddress.getLoopbackAddress()}
                    : hostile.addressesOf(host);
        }
    }
}
