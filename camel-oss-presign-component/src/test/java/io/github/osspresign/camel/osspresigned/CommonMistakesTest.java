// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.test.SignedLinks;
import io.github.osspresign.test.SmallDisk;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole message of the mistakes that users make most often: what happened, the value, and what to do. */
class CommonMistakesTest extends OssPresignedTestSupport {

    private static final String KEY = "dir/name.pdf";
    private static final String SHOWN = "http://127.0.0.1/demo/dir/name.pdf?… (V4, ends 2026-01-02T04:04:05Z)";
    private static final String NO_MATCH =
            "service rejected the link: the link was changed, is signed for another method or other headers, or with a"
                    + " wrong secret: 'The request signature we calculated does not match the signature you provided."
                    + " Check your key and signing method.' (HTTP 403, code SignatureDoesNotMatch, EC 0002-00000201, "
                    + SHOWN;
    private static final String ID = ", request id ID, host id 127.0.0.1)";

    private final SignedLinks links = new SignedLinks(server, BUCKET, clock);

    CommonMistakesTest() {
        withoutRouteBuilder();
    }

    @BeforeEach
    void start() {
        context.start();
    }

    /** Returns the message without ports and request ids, which differ between runs. */
    private String message(String uri, Object body, Map<String, Object> headers) {
        Throwable failure = catchThrowable(() -> send(uri, body, headers));
        assertThat(failure).isNotNull();
        return failure.getMessage()
                .replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1")
                .replaceAll("request id [0-9A-F]{24}", "request id ID");
    }

    private String download(String link, String options) {
        return message(osspresigned("&maxAttempts=1" + options), link, Map.of());
    }

    private String download(String link) {
        return download(link, "");
    }

    private String upload(String link, Object body) {
        return message("osspresigned:?operation=upload&maxAttempts=1&" + LOCAL, body, Map.of("CamelPresignUrl", link));
    }

    private String putLink() {
        return links.url("PUT", KEY, Map.of(), Duration.ofHours(1));
    }

    private String scripted(ScriptedResponse response) throws Exception {
        try (ScriptedServer scripted = new ScriptedServer(response)) {
            return download(link(KEY).replaceFirst(":\\d+", ":" + scripted.port()));
        }
    }

    @Test
    void missingObject() {
        assertThat(download(link(KEY)))
                .isEqualTo("object does not exist (HTTP 404, code NoSuchKey, EC 0026-00000001, " + SHOWN + ID);
    }

    @Test
    void missingBucket() {
        String link = new SignedLinks(server, "nosuchbucket", clock).get(KEY);
        assertThat(download(link))
                .isEqualTo("bucket does not exist (HTTP 404, code NoSuchBucket, EC 0015-00000101, "
                        + SHOWN.replace("/demo/", "/nosuchbucket/") + ID);
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchVersion, version of the object does not exist",
        "404, NoSuchUpload, multipart upload does not exist",
        "403, SecurityTokenExpired, 'temporary credentials of the link have expired; get a new link, or set refreshUri'"
    })
    void otherCodeOfTheService(int status, String code, String problem) throws Exception {
        assertThat(scripted(ScriptedResponse.error(status + " No", code, "m", "0000-00000001")))
                .isEqualTo(problem + " (HTTP " + status + ", code " + code + ", EC 0000-00000001, " + SHOWN
                        + ", request id ID, host id bucket.example)");
    }

    @Test
    void linkThatExpiredTellsHowLongAgo() {
        String link = link(KEY);
        clock.advance(Duration.ofHours(4).plusMillis(123));

        assertThat(download(link))
                .isEqualTo("link expired 3 hours ago, at 2026-01-02T04:04:05Z; get a new link, or set refreshUri ("
                        + SHOWN + ")");
    }

    @Test
    void linkThatTheServiceCallsExpiredTellsTheLocalTimeToTheSecond() {
        OssPresignedComponent slow = new OssPresignedComponent();
        slow.setClock(Clock.fixed(clock.instant().plusMillis(123), ZoneOffset.UTC));
        context.addComponent("slow", slow);
        String link = link(KEY);
        clock.advance(Duration.ofHours(2));

        assertThat(message(osspresigned("").replace("osspresigned:", "slow:"), link, Map.of()))
                .isEqualTo("link has expired according to the service, at local time 2026-01-02T03:04:05Z; get a new"
                        + " link, or set refreshUri (HTTP 403, code AccessDenied, EC 0002-00000236, " + SHOWN + ID);
    }

    @Test
    void wrongSignature() {
        assertThat(download(stored(KEY, "x").replaceAll(".{4}$", "0000"))).isEqualTo(NO_MATCH + ID);
    }

    @Test
    void wrongAccessKeyId() {
        assertThat(download(link(KEY).replace(server.accessKeyId(), "LTAIwrong")))
                .isEqualTo("service rejected the link: the access key id in the link does not exist or is disabled:"
                        + " 'The OSS Access Key Id you provided does not exist in our records.' (HTTP 403, code"
                        + " InvalidAccessKeyId, EC 0002-00000902, " + SHOWN + ID);
    }

    @Test
    void wrongRegion() {
        assertThat(download(link(KEY).replace("%2F" + server.region() + "%2F", "%2Fcn-beijing%2F")))
                .isEqualTo("service rejected the link: the link is signed for another region than that of the bucket:"
                        + " 'The signing region in credential is invalid.' (HTTP 400, code InvalidArgument, EC"
                        + " 0002-00000226, " + SHOWN + ID);
    }

    @Test
    void otherEndpoint() throws Exception {
        assertThat(scripted(ScriptedResponse.error(
                        "403 Forbidden", "AccessDenied", "must be addressed using the specified endpoint", "0-1")))
                .startsWith("service rejected the link: the bucket is in another region than the host of the link: '");
    }

    @Test
    void missingPermission() throws Exception {
        assertThat(scripted(ScriptedResponse.error("403 Forbidden", "AccessDenied", "bucket acl", "0003-00000001")))
                .isEqualTo("service rejected the link: the signer of the link lacks the permission: 'bucket acl' (HTTP"
                        + " 403, code AccessDenied, EC 0003-00000001, " + SHOWN
                        + ", request id ID, host id bucket.example)");
    }

    @Test
    void urlWithoutSignature() {
        assertThat(download(server.endpoint() + "/demo/dir/name.pdf"))
                .startsWith("service rejected the link: the link has no signature: '")
                .endsWith("' (HTTP 403, code AccessDenied, EC 0003-00000001, http://127.0.0.1/demo/dir/name.pdf" + ID);
    }

    @Test
    void bodyThatIsNoLink() {
        assertThat(download("Hello, here is your file"))
                .isEqualTo("link target: must be http(s)://host[:port]/path?query in printable ASCII, was a text of 24"
                        + " characters that is no URL");
    }

    @Test
    void bodyWithTwoLinks() {
        assertThat(download(link(KEY) + "\n" + link(KEY)))
                .isEqualTo("link target: must be http(s)://host[:port]/path?query in printable ASCII, was a URL with"
                        + " other characters or parts (" + SHOWN + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "500 Internal Server Error, service responded with an error (HTTP 500",
        "204 No Content, service responded unexpectedly (HTTP 204",
        "304 Not Modified, service responded with a redirect that is not followed (HTTP 304"
    })
    void unexpectedStatus(String status, String problem) throws Exception {
        assertThat(scripted(ScriptedResponse.status(status, new byte[0]))).isEqualTo(problem + ", " + SHOWN + ")");
    }

    @Test
    void partOfTheObjectInPlaceOfTheWhole() throws Exception {
        ScriptedResponse part =
                ScriptedResponse.status("206 Partial Content", new byte[5]).with("Content-Range", "bytes 0-4/10");
        assertThat(scripted(part))
                .isEqualTo("service responded with a part of the object, although the whole was requested (HTTP 206, "
                        + SHOWN + ")");
    }

    @Test
    void redirectToAnotherHost() throws Exception {
        assertThat(scripted(ScriptedResponse.status("302 Found", new byte[0])
                        .with("Location", "https://login.example/?token=abcdefghijkl")))
                .isEqualTo("redirect target: must be an OSS domain on the default port or a host of option"
                        + " allowedHosts, was 'login.example:443' (HTTP 302, " + SHOWN + ")");
    }

    @Test
    void responseThatIsNotHttp() throws Exception {
        assertThat(scripted(ScriptedResponse.raw("SSH-2.0-OpenSSH_9.2", new byte[0])))
                .isEqualTo("response is invalid HTTP (ParseException) (" + SHOWN + ")");
        assertThat(scripted(new ScriptedResponse(
                        List.of("HTTP/1.1 200 OK", "Content-Length: many"),
                        new byte[0],
                        ScriptedResponse.Ending.CLOSE)))
                .isEqualTo("response is invalid HTTP (ProtocolException) (" + SHOWN + ")");
        assertThat(scripted(ScriptedResponse.status("200 OK", new byte[0]).with("Content-Length", "many")))
                .isEqualTo("response is invalid HTTP: its Content-Length headers differ (" + SHOWN + ")");
        assertThat(scripted(ScriptedResponse.raw("HTTP/3.1 200 OK", new byte[0])))
                .isEqualTo("response has an HTTP version other than 1.0 and 1.1 (" + SHOWN + ")");
        assertThat(scripted(new ScriptedResponse(
                        List.of("HTTP/1.1 200 OK", "Transfer-Encoding: chunked"),
                        "xyz\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
                        ScriptedResponse.Ending.CLOSE)))
                .isEqualTo("response body is invalid: its chunks are malformed or end too early (HTTP 200, " + SHOWN
                        + ")");
    }

    @Test
    void responseWithTooManyHeaders() throws Exception {
        ScriptedResponse response = ScriptedResponse.ok("x");
        for (int i = 0; i < 300; i++) {
            response = response.with("x-" + i, "a");
        }
        assertThat(scripted(response))
                .isEqualTo("response has more or longer lines than this client accepts: Maximum header count exceeded"
                        + " (" + SHOWN + ")");
    }

    @Test
    void hostThatCannotBeReached() {
        assertThat(message(
                        "osspresigned:" + inbox() + "?allowedHosts=*.invalid&maxAttempts=1",
                        "https://bucket.nowhere.invalid/k",
                        Map.of()))
                .startsWith("no connection to the host: UnknownHostException: bucket.nowhere.invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "rubbish, 'fresh link target: must be http(s)://host[:port]/path?query in printable ASCII, was a text of 7"
                + " characters that is no URL'",
        "https://evil.example/dir/name.pdf, 'fresh link target: must be an OSS domain on the default port or a host of"
                + " option allowedHosts, was ''evil.example:443'' (https://evil.example/dir/name.pdf)'"
    })
    void freshLinkThatCannotBeUsed(String fresh, String problem) throws Exception {
        addRoutes(routes -> routes.from("direct:fresh").setBody(routes.constant(fresh)));
        String link = link(KEY);
        clock.advance(Duration.ofHours(2));

        String options = "&refreshUri=direct:fresh&refreshPrefixes=demo/dir/";
        assertThat(download(link, options)).isEqualTo(problem);
        assertThat(catchThrowable(() -> send(osspresigned(options), link, Map.of())))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void freshLinkThatHasExpiredToo() throws Exception {
        String link = link(KEY);
        addRoutes(routes -> routes.from("direct:fresh").setBody(routes.constant(link)));
        clock.advance(Duration.ofHours(2));

        assertThat(download(link, "&refreshUri=direct:fresh&refreshPrefixes=demo/dir/"))
                .isEqualTo("fresh link expired 1 hour ago, at 2026-01-02T04:04:05Z; check refreshUri (" + SHOWN + ")");
    }

    @Test
    void fileNameOfADirectory() throws Exception {
        Files.createDirectories(inbox().resolve("sub"));
        assertThat(download(stored(KEY, "x"), "&fileName=sub"))
                .isEqualTo("file name: must not be that of a directory, was '" + inbox().resolve("sub") + "' (" + SHOWN
                        + ")");
    }

    @Test
    void directoryThatIsAFile() throws Exception {
        Path file = Files.createFile(directory.resolve("inbox"));
        assertThat(download(stored(KEY, "x")))
                .isEqualTo("directory cannot be created: '" + file + "' is a file (" + SHOWN + ")");
    }

    @Test
    void directoryThatLeadsOut() {
        assertThat(message(
                        "osspresigned:" + inbox() + "/${header.customer}?" + LOCAL,
                        stored(KEY, "x"),
                        Map.of("customer", "../..")))
                .isEqualTo("directory: must be a path inside the directory, without control characters, that does not"
                        + " end in .part or .part.json, was '../..' (" + SHOWN + ")");
    }

    @ParameterizedTest
    @CsvSource({"3000000", "60000"})
    void fullDisk(int bytes) throws Exception {
        try (SmallDisk disk = SmallDisk.mount(inbox(), "size=1m")) {
            disk.fill(2);
            assertThat(download(stored(KEY, "x".repeat(bytes))))
                    .startsWith("file cannot be written: the disk of '" + inbox()
                            + "' is full (No space left on device) (HTTP 200, " + SHOWN);
        }
    }

    @Test
    void uploadOfAFileThatIsMissingOrADirectory() throws Exception {
        String upload = putLink();
        File missing = directory.resolve("missing.pdf").toFile();
        assertThat(upload(upload, missing))
                .isEqualTo("body of the upload cannot be read: file '" + missing + "' does not exist (" + SHOWN + ")");
        assertThat(upload(upload, directory.toFile()))
                .isEqualTo(
                        "body of the upload cannot be read: file '" + directory + "' is a directory (" + SHOWN + ")");
    }

    @Test
    void uploadThroughALinkForReading() {
        assertThat(upload(link(KEY), "x")).isEqualTo(NO_MATCH + ", request id ID, host id 127.0.0.1, 1 byte so far)");
    }
}
