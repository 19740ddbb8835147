// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.PresignedPart;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ProgressListener;
import io.github.osspresign.transfer.model.RetryPolicy;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.TransferProgress;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** End of an upload in parts: a completion is never repeated blindly, and a lost response to it is found out. */
class MultipartCompletionTest extends MultipartTestSupport {

    private final byte[] content = TestBytes.random(2 * PART + 9);

    private PresignedUpload plan() throws Exception {
        return plans.open(KEY, (long) content.length);
    }

    private static PresignedUpload withoutObjectLink(PresignedUpload plan) {
        return with(plan, plan.parts(), plan.list(), plan.complete(), null);
    }

    /** Failures after which the server has completed the upload. */
    static List<Fault> lateFailures() {
        return List.of(
                new Fault.LostResponse(),
                new Fault.LateStatusError(500, "InternalError", "no"),
                new Fault.LateStatusError(503, "ServiceUnavailable", "no"),
                new Fault.LateStatusError(504, "GatewayTimeout", "no"));
    }

    @ParameterizedTest
    @MethodSource("lateFailures")
    void findsObjectAfterLostResponse(Fault late) throws Exception {
        PresignedUpload plan = plan();
        server.inject(late, 1, completion());
        Uploaded uploaded = uploadInOrder(request(plan, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
        assertThat(uploaded.object().length()).isEqualTo(content.length);
        assertThat(uploaded.object().etag()).endsWith("-3");
        assertThat(methods(1)).containsExactly("GET", "PUT", "PUT", "PUT", "POST", "GET", "HEAD");
    }

    /** Failures after which the upload is still open. */
    static List<Fault> earlyFailures() {
        return List.of(
                new Fault.ConnectionReset(),
                new Fault.StatusError(500, "InternalError", "no"),
                new Fault.StatusError(503, "ServiceUnavailable", "no"));
    }

    @ParameterizedTest
    @MethodSource("earlyFailures")
    void completesAgainIfTheUploadIsStillOpen(Fault early) throws Exception {
        PresignedUpload plan = plan();
        server.inject(early, 1, completion());
        Uploaded uploaded = uploadInOrder(request(plan, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(methods(1)).containsExactly("GET", "PUT", "PUT", "PUT", "POST", "GET", "POST");
    }

    @Test
    void sameRequestCompletesAnUploadWhoseCompletionFailed() throws Exception {
        PresignedUpload plan = plan();
        server.inject(new Fault.StatusError(500, "InternalError", "no"), completion());
        assertThatThrownBy(() -> upload(request(plan, content)))
                .isInstanceOfSatisfying(
                        UploadFailedException.class,
                        e -> assertThat(e.isRetryable()).isTrue());
        server.clearFaults();
        assertThat(upload(request(plan, content)).resumedBytes()).isEqualTo(content.length);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void outcomeIsUnknownWithoutALinkOfTheObject() throws Exception {
        PresignedUpload plan = withoutObjectLink(plan());
        server.inject(new Fault.LostResponse(), 1, completion());
        assertThatThrownBy(() -> upload(request(plan, content)))
                .isInstanceOf(UploadOutcomeUnknownException.class)
                .hasMessageStartingWith(
                        "object may be stored, which is not known: the plan has no link to look at the object (HTTP 404")
                .hasCauseInstanceOf(UploadFailedException.class);
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void outcomeIsUnknownIfThePartsCannotBeListed() throws Exception {
        PresignedUpload plan = plan();
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                request -> request.method().equals("GET"));
        server.inject(new Fault.LostResponse(), 1, completion());
        assertThatThrownBy(() -> upload(request(plan, content)))
                .isInstanceOf(UploadOutcomeUnknownException.class)
                .hasMessageContaining("the stored parts cannot be listed");
        assertThat(requests("POST")).isEqualTo(2);
    }

    @Test
    void uploadsAllPartsIfThePartsMustNotBeListed() throws Exception {
        PresignedUpload plan = plan();
        server.inject(
                new Fault.StatusError(403, "AccessDenied", "no"),
                request -> request.method().equals("GET"));
        upload(request(plan, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    @Test
    void existingObjectIsNotOverwrittenIfThePlanForbidsIt() throws Exception {
        plans.forbidOverwrite();
        PresignedUpload plan = plan();
        server.putObject(BUCKET, KEY, new byte[] {1});
        assertThatThrownBy(() -> upload(request(plan, content)))
                .isInstanceOfSatisfying(
                        UploadFailedException.class,
                        e -> assertThat(e.bytesSoFar())
                                .as("bytes of the object")
                                .isZero())
                .hasMessageStartingWith("object exists already, and the request or the bucket forbids overwriting (");
        assertThat(server.objectBytes(BUCKET, KEY)).hasSize(1);
    }

    @Test
    void uploadThatSomeoneAbortsInTheMiddleFails() throws Exception {
        PresignedUpload plan = plan();
        server.inject(new Fault.StatusError(500, "InternalError", "no"), 1, part(3));
        ProgressListener aborting = new ProgressListener() {
            @Override
            public void progress(TransferProgress progress) {}

            @Override
            public void retrying(OssPresignException failure) {
                assertThat(send("DELETE", plan.abort().url())).isEqualTo(204);
            }
        };
        MultipartRequest request = MultipartRequest.builder(
                        plan, request(plan, content).content())
                .listener(aborting)
                .build();
        assertThatThrownBy(() -> uploadInOrder(request))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("upload has ended without an object: it was aborted, or its object was deleted;"
                        + " request a new plan (");
        assertThat(requests("HEAD")).isEqualTo(1);
    }

    private static int send(String method, String url) {
        try {
            return Http.send(Http.request(url).method(method, HttpRequest.BodyPublishers.noBody()))
                    .statusCode();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void partThatWasReplacedMeanwhileIsNotCompleted() throws Exception {
        PresignedUpload plan = plan();
        server.inject(new Fault.StatusError(400, "InvalidPart", "no"), 1, completion());
        assertThatThrownBy(() -> upload(request(plan, content)))
                .isInstanceOfSatisfying(
                        UploadFailedException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageStartingWith(
                        "a part is no longer stored as it was uploaded; another upload with the same plan"
                                + " may have replaced it (");
        upload(request(plan, content));
        assertThat(server.objectBytes(BUCKET, KEY)).isEqualTo(content);
    }

    private static final byte[] HELLO = "hello".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private static ScriptedResponse closing(ScriptedResponse response) {
        return response.with("Connection", "close").ending(ScriptedResponse.Ending.CLOSE);
    }

    private static String helloCrc() {
        Crc64 crc64 = new Crc64();
        crc64.update(HELLO, 0, HELLO.length);
        return crc64.decimal();
    }

    private static PresignedUpload scripted(ScriptedServer server) {
        String url = "http://127.0.0.1:" + server.port() + "/demo/k?uploadId=0123456789ABCDEF";
        PresignedLink list = PresignedLink.of(url);
        PresignedLink complete = PresignedLink.of(url, "POST");
        return new PresignedUpload(
                "demo",
                "k",
                "0123456789ABCDEF",
                null,
                PART,
                Links.NOW.plusSeconds(3600),
                List.of(new PresignedPart(1, url + "&partNumber=1", Map.of())),
                List.of(list),
                complete,
                PresignedLink.of(url, "DELETE"),
                PresignedLink.of("http://127.0.0.1:" + server.port() + "/demo/k", "HEAD"));
    }

    private static final String NONE_LISTED = "<ListPartsResult><IsTruncated>false</IsTruncated></ListPartsResult>";

    private Uploaded scripted(ScriptedResponse... afterParts) throws Exception {
        return scripted(VerificationMode.auto, afterParts);
    }

    private Uploaded scripted(VerificationMode verify, ScriptedResponse... afterParts) throws Exception {
        TransferOptions options = patient(with -> with.parallelism(1).verify(verify));
        List<ScriptedResponse> responses = new ArrayList<>();
        responses.add(closing(ScriptedResponse.ok(NONE_LISTED)));
        responses.add(closing(ScriptedResponse.ok("").with("ETag", "\"A\"").with("x-oss-hash-crc64ecma", helloCrc())));
        responses.addAll(List.of(afterParts));
        try (ScriptedServer scripted = new ScriptedServer(responses.toArray(ScriptedResponse[]::new))) {
            Uploaded uploaded = upload(options, request(scripted(scripted), HELLO));
            assertThat(scripted.requests()).hasSize(responses.size());
            return uploaded;
        }
    }

    @Test
    void errorInABodyWithStatus200IsAFailure() throws Exception {
        ScriptedResponse failed = closing(ScriptedResponse.ok(
                "<?xml version=\"1.0\"?>\n<Error><Code>InternalError</Code><Message>no</Message></Error>"));
        ScriptedResponse completed = closing(ScriptedResponse.ok("<CompleteMultipartUploadResult/>"))
                .with("x-oss-hash-crc64ecma", helloCrc());
        Uploaded uploaded = scripted(failed, closing(ScriptedResponse.ok(NONE_LISTED)), completed);
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html><body>Log in</body></html>",
                "{}",
                "<ListPartsResult/>",
                "<CompleteMultipartUploadResult>",
                "<CompleteMultipartUploadResult><ETag>\"A-1\"</ETag></CompleteMultipartUploadRes",
                "<CompleteMultipartUploadResult><ETag>\"A-1\"</ETag>"
            })
    void responseThatDoesNotConfirmTheCompletionIsAFailure(String body) throws Exception {
        Uploaded uploaded = scripted(
                closing(ScriptedResponse.ok(body)),
                closing(ScriptedResponse.ok(NONE_LISTED)),
                confirmed(),
                object("Content-Length: 5", "x-oss-hash-crc64ecma: " + helloCrc()));
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
    }

    /** Confirmation of a service that sends no CRC-64. */
    private static ScriptedResponse confirmed() {
        return closing(ScriptedResponse.ok("<?xml version=\"1.0\"?>\n"
                + "<CompleteMultipartUploadResult><ETag>\"A-1\"</ETag></CompleteMultipartUploadResult>"));
    }

    /** Response to the link of the object. */
    private static ScriptedResponse object(String... headers) {
        List<String> head = new ArrayList<>(List.of("HTTP/1.1 200 OK"));
        head.addAll(List.of(headers));
        return closing(new ScriptedResponse(head, new byte[0], ScriptedResponse.Ending.CLOSE));
    }

    private static ScriptedResponse refused(String status) {
        return closing(new ScriptedResponse(
                List.of("HTTP/1.1 " + status, "Content-Length: 9"), new byte[0], ScriptedResponse.Ending.CLOSE));
    }

    static List<ScriptedResponse> wrongObjects() {
        return List.of(
                refused("404 Not Found"),
                object("Content-Length: 6", "x-oss-hash-crc64ecma: " + helloCrc()),
                object("Content-Length: 5", "x-oss-hash-crc64ecma: 1"),
                object("Content-Length: 6"));
    }

    @ParameterizedTest
    @MethodSource("wrongObjects")
    void completionIsRepeatedIfTheObjectIsNotThatOfTheUpload(ScriptedResponse wrong) throws Exception {
        Uploaded uploaded = scripted(
                confirmed(),
                wrong,
                closing(ScriptedResponse.ok(NONE_LISTED)),
                confirmed(),
                object("Content-Length: 5", "x-oss-hash-crc64ecma: " + helloCrc()));
        assertThat(uploaded.attempts()).isEqualTo(2);
        assertThat(uploaded.verified()).isEqualTo(VerifiedBy.crc64);
    }

    @Test
    void endedUploadWithoutItsObjectIsAFailure() {
        ScriptedResponse ended = closing(ScriptedResponse.error("404 Not Found", "NoSuchUpload", "no", "0042"));
        assertThatThrownBy(() -> scripted(confirmed(), refused("404 Not Found"), ended, refused("404 Not Found")))
                .isInstanceOf(UploadFailedException.class)
                .hasMessageStartingWith("upload has ended without an object: ");
    }

    static List<ScriptedResponse> objectsWithoutChecksum() {
        return List.of(refused("403 Forbidden"), object("Content-Length: 5"), object());
    }

    @ParameterizedTest
    @MethodSource("objectsWithoutChecksum")
    void completionWithoutAnyChecksumIsVerifiedByLength(ScriptedResponse object) throws Exception {
        assertThat(scripted(confirmed(), object).verified()).isEqualTo(VerifiedBy.length);
        assertThatThrownBy(() -> scripted(VerificationMode.required, confirmed(), object))
                .isInstanceOf(ChecksumMismatchException.class)
                .hasMessageContaining("x-oss-hash-crc64ecma, was none");
        assertThat(scripted(VerificationMode.none, confirmed()).verified()).isEqualTo(VerifiedBy.length);
    }

    @Test
    void completionByAPlanWithoutALinkOfTheObjectIsVerifiedByLength() throws Exception {
        ScriptedResponse part = closing(ScriptedResponse.ok("").with("ETag", "\"A\""));
        try (ScriptedServer scripted =
                new ScriptedServer(closing(ScriptedResponse.ok(NONE_LISTED)), part, confirmed())) {
            Uploaded uploaded = uploadInOrder(request(withoutObjectLink(scripted(scripted)), HELLO));
            assertThat(uploaded.verified()).isEqualTo(VerifiedBy.length);
            assertThat(scripted.requests()).hasSize(3);
        }
    }

    @Test
    void invalidChecksumOfTheObjectIsAFailure() {
        ScriptedResponse invalid =
                closing(ScriptedResponse.ok("<CompleteMultipartUploadResult/>")).with("x-oss-hash-crc64ecma", "none");
        assertThatThrownBy(() -> scripted(invalid)).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void checksumConfirmsACompletionWhoseBodyIsThatOfACallback() throws Exception {
        ScriptedResponse callback =
                closing(ScriptedResponse.ok("{\"Status\":\"OK\"}")).with("x-oss-hash-crc64ecma", helloCrc());
        assertThat(scripted(callback).verified()).isEqualTo(VerifiedBy.crc64);
    }

    @ParameterizedTest
    @CsvSource({"x-a, b", "ETag, 'ä'"})
    void partWithoutEntityTagIsSentAgain(String name, String value) throws Exception {
        ScriptedResponse tagged = closing(ScriptedResponse.ok("").with("ETag", "\"A\""));
        ScriptedResponse untagged = closing(
                ScriptedResponse.ok("").with("x-oss-hash-crc64ecma", helloCrc()).with(name, value));
        ScriptedResponse completed = closing(ScriptedResponse.ok("{}")).with("x-oss-hash-crc64ecma", helloCrc());
        try (ScriptedServer scripted =
                new ScriptedServer(closing(ScriptedResponse.ok(NONE_LISTED)), untagged, tagged, completed)) {
            assertThat(uploadInOrder(request(scripted(scripted), HELLO)).attempts())
                    .isEqualTo(2);
        }
        try (ScriptedServer scripted = new ScriptedServer(closing(ScriptedResponse.ok(NONE_LISTED)), untagged)) {
            assertThatThrownBy(() -> uploadInOrder(request(scripted(scripted), HELLO)))
                    .isInstanceOf(UploadFailedException.class)
                    .hasMessageStartingWith("response does not confirm the upload: must have ETag, had none (");
            assertThat(scripted.requests()).hasSize(1 + RetryPolicy.DEFAULTS.maxAttempts());
        }
    }

    @Test
    void listOfPartsThatIsCutIsRequestedAgain() throws Exception {
        ScriptedResponse cut = closing(ScriptedResponse.ok(NONE_LISTED.substring(0, 30)));
        ScriptedResponse part = closing(ScriptedResponse.ok("").with("ETag", "\"A\""));
        ScriptedResponse completed = closing(ScriptedResponse.ok("{}")).with("x-oss-hash-crc64ecma", helloCrc());
        try (ScriptedServer scripted =
                new ScriptedServer(cut, closing(ScriptedResponse.ok(NONE_LISTED)), part, completed)) {
            assertThat(uploadInOrder(request(scripted(scripted), HELLO)).attempts())
                    .isEqualTo(2);
        }
    }

    @Test
    void rejectedLinkOfTheCompletionKeepsTheUpload() throws Exception {
        PresignedUpload plan = plan();
        server.inject(new Fault.StatusError(403, "AccessDenied", "no"), 1, completion());
        assertThatThrownBy(() -> upload(request(plan, content))).isInstanceOf(LinkRejectedException.class);
        assertThat(requests("GET")).isEqualTo(1);
        upload(request(plan, content));
        assertThat(sentParts()).hasSize(3);
    }
}
