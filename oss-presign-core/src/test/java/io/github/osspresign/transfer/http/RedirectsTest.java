// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static io.github.osspresign.transfer.Links.OPTIONS;
import static io.github.osspresign.transfer.Links.SIGNATURE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.DevServerTestSupport;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.TestBytes;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A redirect leads only to where links may point, and the headers that a link requires are sent only to its host. */
class RedirectsTest extends DevServerTestSupport {

    /** Signature of the target of a redirect, which is a secret, too. */
    private static final String OTHER_SIGNATURE = HexFormat.of().formatHex(TestBytes.random(32));

    @AutoClose
    private final ScriptedServer front = new ScriptedServer();

    private static ScriptedResponse sendsOn(String location) {
        return sendsOn("302 Found", location);
    }

    private static ScriptedResponse sendsOn(String status, String location) {
        return ScriptedResponse.status(status, "<html>elsewhere</html>".getBytes(StandardCharsets.US_ASCII))
                .with("Location", location);
    }

    private static List<String> lines(List<String> requests) {
        return requests.stream()
                .map(request -> request.lines().findFirst().orElseThrow())
                .toList();
    }

    private OssPresignException failure(ScriptedServer server) {
        return failure(Links.to(server));
    }

    private OssPresignException failure(PresignedLink link) {
        OssPresignException failure =
                catchThrowableOfType(OssPresignException.class, () -> Links.download(OPTIONS, link, directory));
        assertThat(failure).isNotNull();
        assertThat(directory).isEmptyDirectory();
        return failure;
    }

    // ---- where to

    @ParameterizedTest
    @ValueSource(
            strings = {
                "301 Moved Permanently",
                "302 Found",
                "303 See Other",
                "307 Temporary Redirect",
                "308 Permanent Redirect"
            })
    void redirectIsFollowed(String status) throws Exception {
        front.respond(sendsOn(status, "/there?a=%2F+b&"), ScriptedResponse.ok("abc"));
        Downloaded result = Links.download(Links.to(front), directory);
        assertThat(result.file()).hasContent("abc").hasFileName("report.pdf");
        assertThat(result.attempts()).isEqualTo(1);
        assertThat(lines(front.requests()))
                .containsExactly("GET /dir/report.pdf?" + Links.QUERY + " HTTP/1.1", "GET /there?a=%2F+b& HTTP/1.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"300 Multiple Choices", "304 Not Modified", "305 Use Proxy", "306 Unused", "399 Whatever"})
    void otherStatusWithLocationIsNotFollowed(String status) throws Exception {
        front.respond(
                ScriptedResponse.status(status, new byte[0]).with("Location", "/there"), ScriptedResponse.ok("abc"));
        assertThat(failure(front))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageContaining(
                        "service responded with a redirect that is not followed (HTTP " + status.substring(0, 3));
        assertThat(front.requests()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "/x?y, /x?y",
        "x?y, /dir/x?y",
        "./x, /dir/x",
        "../x, /x",
        "?y, /dir/report.pdf?y",
        "//127.0.0.1:{port}/x, /x",
        "HTTP://127.0.0.1:{port}/x/../y, /x/../y"
    })
    void aReferenceCountsFromWhereItStands(String location, String target) throws Exception {
        front.respond(sendsOn(location), ScriptedResponse.ok("abc"));
        Links.download(Links.to(front), directory);
        assertThat(lines(front.requests()).get(1)).isEqualTo("GET " + target + " HTTP/1.1");
    }

    @Test
    void fiveTimesAndNoMore() throws Exception {
        ScriptedResponse[] replies = Stream.concat(
                        Stream.iterate(1, n -> n + 1).limit(5).map(n -> sendsOn("/" + n)),
                        Stream.of(ScriptedResponse.ok("abc")))
                .toArray(ScriptedResponse[]::new);
        front.respond(replies);
        assertThat(Links.download(Links.to(front), directory).file()).hasContent("abc");
        assertThat(front.requests()).hasSize(6);
        replies[5] = sendsOn("/6");
        Files.delete(directory.resolve("report.pdf"));
        front.respond(replies);
        assertThat(failure(front))
                .hasMessageStartingWith("redirects of the link: must be at most 5, were more (")
                .satisfies(e -> assertThat(e.status()).isEqualTo(302))
                .satisfies(e -> assertThat(e.isRetryable()).isFalse());
        assertThat(front.requests()).hasSize(6);
    }

    @Test
    void notInACircle() throws Exception {
        front.respond(sendsOn("/a"), sendsOn("/b"), sendsOn("/a"));
        assertThat(failure(front))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("redirects of the link lead in a circle (");
        assertThat(front.requests()).hasSize(3);
        front.respond(sendsOn("?" + Links.QUERY));
        assertThat(failure(front)).hasMessageContaining("a circle");
        assertThat(front.requests()).hasSize(1);
    }

    @Test
    void redirectToNowhereFails() throws Exception {
        ScriptedResponse none = ScriptedResponse.status("302 Found", new byte[0]);
        front.respond(none);
        assertThat(failure(front))
                .isInstanceOf(DownloadFailedException.class)
                .hasMessageStartingWith("redirect has no Location headers (");
        front.respond(none.with("Location", "/a").with("LOCATION", "/b"));
        assertThat(failure(front)).hasMessageContaining("redirect has several Location headers (");
        for (String nothing : List.of("", "   ")) {
            front.respond(none.with("Location", nothing));
            assertThat(failure(front))
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("redirect has an empty Location header (");
        }
    }

    @Test
    void notOutsideThePolicy() throws Exception {
        try (ScriptedServer target = new ScriptedServer(ScriptedResponse.ok("abc"));
                ScriptedServer server = new ScriptedServer(
                        sendsOn("http://[::1]:" + target.port() + "/k?x-oss-signature=" + OTHER_SIGNATURE))) {
            OssPresignException failure = failure(server);
            assertThat(failure)
                    .isInstanceOfSatisfying(
                            HostNotAllowedException.class,
                            e -> assertThat(e.host()).isEqualTo("[::1]"))
                    .hasMessageContaining(
                            ", was '[::1]:" + target.port() + "' (HTTP 302, http://127.0.0.1:" + server.port());
            assertThat(failure.isRetryable()).isFalse();
            assertThat(target.connections()).isZero();
        }
    }

    // ---- what goes on

    @Test
    void whatTheLinkRequiresGoesOnToTheSameAuthorityOnly() throws Exception {
        Map<String, String> required =
                Map.of("x-secret", "secret-of-the-link", "User-Agent", "signed", "Accept-Encoding", "gzip");
        try (ScriptedServer other = new ScriptedServer(ScriptedResponse.ok("abc"))) {
            front.respond(
                    sendsOn("/same"),
                    sendsOn("http://127.0.0.1:" + other.port() + "/other"),
                    ScriptedResponse.ok("no"));
            Links.download(Links.withHeaders(Links.to(front), required), directory);
            assertThat(front.requests())
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.lines())
                            .contains(
                                    "x-secret: secret-of-the-link",
                                    "User-Agent: signed",
                                    "Accept-Encoding: gzip",
                                    "Range: bytes=0-16777215"));
            assertThat(other.onlyRequest().lines())
                    .containsExactlyInAnyOrder(
                            "GET /other HTTP/1.1",
                            "Host: 127.0.0.1:" + other.port(),
                            "Accept-Encoding: identity",
                            "User-Agent: camel-oss-presign",
                            "Range: bytes=0-16777215");
        }
    }

    @Test
    void anotherNameOfTheSameMachineIsAnotherAuthorityAndTheWayBackRestoresNoHeader() throws Exception {
        front.respond(
                sendsOn("http://localhost:{port}/away"),
                sendsOn("http://127.0.0.1:{port}/back"),
                ScriptedResponse.ok("abc"));
        Links.download(Links.withHeaders(Links.to(front), Map.of("x-secret", "secret-of-the-link")), directory);
        assertThat(front.requests()).hasSize(3);
        assertThat(front.requests().get(0)).contains("x-secret");
        assertThat(front.requests().subList(1, 3))
                .noneSatisfy(request -> assertThat(request).contains("secret"));
        assertThat(front.requests().get(1)).contains("Host: localhost:" + front.port());
    }

    // ---- what is said

    @Test
    void aTargetIsSecretLikeALink() throws Exception {
        ScriptedResponse echo = ScriptedResponse.error(
                "500 Internal Server Error",
                "InternalError",
                "no " + OTHER_SIGNATURE + " and " + SIGNATURE,
                OTHER_SIGNATURE);
        try (ScriptedServer target = new ScriptedServer(echo);
                ScriptedServer server = new ScriptedServer(
                        sendsOn("http://127.0.0.1:" + target.port() + "/k?x-oss-signature=" + OTHER_SIGNATURE))) {
            OssPresignException failure = failure(server);
            assertThat(failure)
                    .isInstanceOf(DownloadFailedException.class)
                    .hasMessageContaining("no xxxxxx and xxxxxx");
            assertSecret(failure);
        }
    }

    @Test
    void aTargetThatSpeaksOfTheLinkIsNotQuoted() throws Exception {
        for (String location : List.of(
                "https://" + SIGNATURE + ".evil.example/k",
                "https://evil.example/" + SIGNATURE,
                "https://evil.example/" + SIGNATURE + "^",
                SIGNATURE + "://evil.example",
                "//" + SIGNATURE + "@evil.example/?" + SIGNATURE)) {
            front.respond(sendsOn(location));
            OssPresignException failure = failure(front);
            assertSecret(failure);
            assertThat(failure).as(location).isInstanceOfAny(HostNotAllowedException.class);
            assertThat(((HostNotAllowedException) failure).host()).doesNotContain(SIGNATURE);
            assertThat(((HostNotAllowedException) failure).actual()).doesNotContain(SIGNATURE);
        }
    }

    private static void assertSecret(OssPresignException failure) {
        assertThat(Throwables.getStackTrace(failure))
                .contains("Exception: ")
                .doesNotContainIgnoringCase(SIGNATURE)
                .doesNotContainIgnoringCase(OTHER_SIGNATURE);
    }

    // ---- objects in ranges, over many requests

    @Test
    void eachRangeGoesTheSameWay() throws Exception {
        byte[] content = store(1_000_000);
        front.respond(sendsOn(link().url()));
        Downloaded result =
                download(patient(with -> with.partSize(100_000)), Links.request(Links.to(front), directory));
        assertThat(result.file()).hasBinaryContent(content).hasFileName("report.pdf");
        assertThat(result.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(front.requests()).hasSize(10);
        assertThat(sent("If-Match")).hasSize(10).filteredOn("-"::equals).hasSize(1);
        assertThat(sent("Range")).doesNotHaveDuplicates().doesNotContain("-");
    }

    @Test
    void resumesAtTheTargetOfARedirect() throws Exception {
        byte[] content = store(1_000_000);
        server.inject(new Fault.CutBodyAfter(600_000));
        front.respond(sendsOn(link().url()));
        Downloaded result = download(patient(with -> with.parallelism(1)), Links.request(Links.to(front), directory));
        assertThat(result.file()).hasBinaryContent(content);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(front.requests()).hasSize(2);
        assertThat(sent("Range")).containsExactly("-", "bytes=600000-999999");
    }

    @Test
    void anotherObjectBehindTheSameLinkIsNotPutTogetherWithTheFirst() throws Exception {
        byte[] first = TestBytes.random(300_000);
        byte[] second = Arrays.copyOf(first, first.length);
        second[150_000]++;
        server.putObject(BUCKET, "first", first);
        server.putObject(BUCKET, "second", second);
        front.respond(sendsOn(link("first").url()), sendsOn(link("second").url()));
        Downloaded result = download(
                patient(with -> with.partSize(100_000).parallelism(2)), Links.request(Links.to(front), directory));
        assertThat(result.file()).hasBinaryContent(second);
        assertThat(result.attempts()).isEqualTo(2);
        assertThat(statuses()).contains(412);
    }

    @Test
    void streamResumesAtTheTargetOfARedirect() throws Exception {
        byte[] content = store(500_000);
        server.inject(FaultRule.of(new Fault.CutBodyAfter(200_000)).times(2));
        try (ScriptedServer front = new ScriptedServer(sendsOn(link().url()));
                TransferClient client = client(patient());
                InputStream stream = (DownloadStream)
                        client.stream(ObjectRequest.builder(Links.to(front)).build())) {
            assertThat(stream.readAllBytes()).isEqualTo(content);
            assertThat(front.requests()).hasSize(3);
        }
    }

    @Test
    void aTargetThatRefusesIsTheLinksRefusal() throws Exception {
        store(10);
        String url = link().url();
        front.respond(sendsOn(url.substring(0, url.length() - 4) + "0000"));
        assertThat(failure(front)).isInstanceOf(LinkRejectedException.class);
    }

    // ---- uploads

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void anUploadIsNeverSentOn(int status) throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                        sendsOn(status + " x", "/there?x-oss-signature=" + OTHER_SIGNATURE), ScriptedResponse.ok(""));
                TransferClient client = TransferClient.builder()
                        .options(OPTIONS)
                        .clock(InstantSource.fixed(Links.NOW))
                        .build()) {
            UploadRequest upload = UploadRequest.of(
                    Links.withMethod(Links.to(server), "PUT"),
                    UploadSource.of("hello".getBytes(StandardCharsets.US_ASCII)));
            assertThatThrownBy(() -> client.upload(upload))
                    .isInstanceOfSatisfying(
                            UploadFailedException.class,
                            e -> assertThat(e.isRetryable()).isFalse())
                    .hasMessageContaining("service responded with a redirect that is not followed (HTTP " + status)
                    .hasMessageNotContaining("there");
            assertThat(server.requests()).hasSize(1);
        }
    }
}
