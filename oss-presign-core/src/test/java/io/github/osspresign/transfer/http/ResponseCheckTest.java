// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectChangedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import io.github.osspresign.transfer.Links;
import io.github.osspresign.transfer.model.TransferOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each response of the service is told apart (OSS API, "Error responses"). */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ResponseCheckTest {

    @TempDir
    Path directory;

    static Stream<Arguments> answers() {
        return Stream.of(
                row("expired V1", "403 Forbidden", "AccessDenied", "Request has expired.", "0002-00000069", expired()),
                row("expired V4", "403 Forbidden", "AccessDenied", "other words", "0002-00000236", expired()),
                row("expired, old body", "403 Forbidden", "AccessDenied", "Request has expired.", "", expired()),
                row("token ended", "403 Forbidden", "SecurityTokenExpired", "The token …", "0002-00000007", expired()),
                row(
                        "signature",
                        "403 Forbidden",
                        "SignatureDoesNotMatch",
                        "The request …",
                        "0002-00000040",
                        rejected()),
                row(
                        "not yet valid",
                        "403 Forbidden",
                        "AccessDenied",
                        "not within validity",
                        "0002-00000235",
                        rejected()),
                row("no right", "403 Forbidden", "AccessDenied", "You have no right", "0003-00000001", rejected()),
                row("key unknown", "403 Forbidden", "InvalidAccessKeyId", "The key …", "0002-00000902", rejected()),
                row("archived", "403 Forbidden", "InvalidObjectState", "not valid", "", rejected()),
                row("bad argument", "400 Bad Request", "InvalidArgument", "no", "0002-00000226", rejected()),
                row("expired is 403 only", "400 Bad Request", "X", "Request has expired.", "", rejected()),
                row("unauthorised", "401 Unauthorized", "AccessDenied", "no", "", rejected()),
                row("no object", "404 Not Found", "NoSuchKey", "does not exist", "0026-00000001", missing()),
                row("no bucket", "404 Not Found", "NoSuchBucket", "does not exist", "0015-00000101", missing()),
                row("precondition", "412 Precondition Failed", "PreconditionFailed", "At least", "", changed()),
                row("too many", "429 Too Many Requests", "TooMany", "slow down", "", throttled()),
                row("too much", "503 Service Unavailable", "DownloadTrafficRateLimitExceeded", "no", "", throttled()),
                row("busy", "503 Service Unavailable", "ServiceUnavailable", "no", "", throttled()),
                row("a limit under 403", "403 Forbidden", "TotalQpsLimitExceeded", "no", "", throttled()),
                row("range", "416 Range Not Satisfiable", "InvalidRange", "cannot be satisfied", "", failed(false)),
                row("delete marker", "405 Method Not Allowed", "MethodNotAllowed", "not allowed", "", failed(false)),
                row("gone", "410 Gone", "Gone", "gone", "", failed(false)),
                row("timeout", "408 Request Timeout", "RequestTimeout", "slow", "", failed(true)),
                row("slow upload", "400 Bad Request", "RequestTimeout", "Your socket", "", failed(true)),
                row("internal", "500 Internal Server Error", "InternalError", "oops", "", failed(true)),
                row("gateway", "502 Bad Gateway", "", "", "", failed(true)),
                row("not implemented", "501 Not Implemented", "NotImplemented", "no", "", failed(true)),
                row("a part", "206 Partial Content", "", "", "", failed(false)),
                row("callback failed", "203 Non-Authoritative Information", "CallbackFailed", "no", "", failed(false)),
                row("created", "201 Created", "", "", "", failed(false)),
                row("redirect to nowhere", "302 Found", "", "", "", failed(false)),
                row("temporary redirect to nowhere", "307 Temporary Redirect", "", "", "", failed(false)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void errorResponseHasItsExceptionAndRetryability(String reason, ScriptedResponse reply, Expectation expected)
            throws Exception {
        OssPresignException e = failure(reply);
        assertThat(e).as(reason).isExactlyInstanceOf(expected.type());
        assertThat(e.isRetryable()).as(reason).isEqualTo(expected.retryable());
        assertThat(e.status()).isEqualTo(Integer.parseInt(reply.head().get(0).substring(9, 12)));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void carriesWhatTheServiceSaid() throws Exception {
        OssPresignException e = failure(ScriptedResponse.error(
                "403 Forbidden", "AccessDenied", "You have no right &lt;here&gt; &#x4E2D;", "0003-00000001"));
        assertThat(e.ossCode()).isEqualTo("AccessDenied");
        assertThat(e.ec()).isEqualTo("0003-00000001");
        assertThat(e.requestId()).isEqualTo("67A0301D0123456789ABCDEF");
        assertThat(e)
                .hasMessageStartingWith(
                        "service rejected the link: the signer of the link lacks the permission: 'You have no right <here>"
                                + " 中' (HTTP 403, code AccessDenied, EC 0003-00000001, http://127.0.0.1:")
                .hasMessageEndingWith(", request id 67A0301D0123456789ABCDEF, host id bucket.example)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "0003-00000001; the signer of the link lacks the permission: 'no'",
                "0002-00000235; the clock of the signer of the link is more than 15 minutes fast: 'no'",
                "0003-00000201; a bucket policy denies the request: 'no'",
                "0003-99999999; 'no'"
            })
    void namesMissingPermissionOnlyIfTheServiceSaysSo(String ec, String problem) throws Exception {
        assertThat(failure(ScriptedResponse.error("403 Forbidden", "AccessDenied", "no", ec)))
                .hasMessageStartingWith("service rejected the link: " + problem + " (HTTP 403, code AccessDenied, EC ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                "0003-00000001; the link has no signature: 'no'",
                "0003-00000201; a bucket policy denies the request: 'no'",
                "0003-99999999; 'no'"
            })
    void namesMissingSignatureOnlyIfThePermissionIsMissing(String ec, String problem) throws Exception {
        ScriptedResponse denied = ScriptedResponse.error("403 Forbidden", "AccessDenied", "no", ec);
        try (ScriptedServer server = new ScriptedServer(denied)) {
            PresignedLink cdn = PresignedLink.of("http://127.0.0.1:" + server.port() + "/k?auth_key=1-0-0-0");
            assertThat(catchThrowableOfType(OssPresignException.class, () -> Links.download(cdn, directory)))
                    .hasMessageStartingWith(
                            "service rejected the link: " + problem + " (HTTP 403, code AccessDenied, EC ");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403 Forbidden, SecondLevelDomainForbidden, 0003-00001401",
        "400 Bad Request, PublicEndpointForbidden, 0048-00000401"
    })
    void explainsThatTheDefaultDomainIsClosed(String status, String code, String ec) throws Exception {
        assertThat(failure(ScriptedResponse.error(status, code, "no", ec)))
                .isInstanceOf(LinkRejectedException.class)
                .hasMessageStartingWith("service rejected the link: the default domain of the bucket is closed for"
                        + " requests to objects; use a custom domain: 'no' (");
    }

    @Test
    void aChoiceOfPlacesIsNotFollowedAndNoneIsTold() throws Exception {
        OssPresignException e =
                failure(ScriptedResponse.error("300 Multiple Choices", "Choose", "elsewhere.example", "")
                        .with("Location", "https://elsewhere.example/k?Signature=" + Links.SIGNATURE));
        assertThat(e)
                .hasMessageStartingWith("service responded with a redirect that is not followed (HTTP 300")
                .hasMessageNotContaining("elsewhere");
    }

    @Test
    void readsTheErrorInTheHeaderWhereTheBodyIsEmpty() throws Exception {
        String xml = "<Error><Code>NoSuchKey</Code><EC>0026-00000001</EC></Error>";
        OssPresignException e = failure(ScriptedResponse.status("404 Not Found", new byte[0])
                .with("x-oss-err", Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)))
                .with("x-oss-request-id", "ABC"));
        assertThat(e.ossCode()).isEqualTo("NoSuchKey");
        assertThat(e.ec()).isEqualTo("0026-00000001");
        assertThat(e.requestId()).isEqualTo("ABC");
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("JSON", "{\"Error\":{\"Code\":\"AccessDenied\"}}", null),
                arguments("HTML", "<html><Error><Code>x</Code></Error></html>", null),
                arguments("noise", "\0\u00ff\u00fe<<>>", null),
                arguments("nothing", "", null),
                arguments("half a document", "<Error><Code>AccessDenied</Code><Mess", "AccessDenied"),
                arguments("further elements", "<Error><X><Code>no</Code></X><Code>yes</Code></Error>", "yes"),
                arguments("a repeated element", "<Error><Code>a</Code><Code>b</Code></Error>", "a"),
                arguments("a character section", "<Error><Code><![CDATA[a<b]]></Code></Error>", "a<b"),
                arguments("a byte order mark", "\uFEFF<Error><Code>a</Code></Error>", "a"),
                arguments(
                        "an entity",
                        "<!DOCTYPE Error [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><Error><Code>&e;</Code></Error>",
                        null),
                arguments(
                        "an entity that grows",
                        "<!DOCTYPE Error [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                                + "<Error><Code>x</Code><Message>&b;</Message></Error>",
                        "x"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void takesFromABodyWhatItCan(String reason, String body, @Nullable String code) throws Exception {
        OssPresignException e = failure(ScriptedResponse.status("403 Forbidden", body.getBytes(StandardCharsets.UTF_8))
                .with("x-oss-ec", "0003-00000001"));
        assertThat(e).as(reason).isInstanceOf(LinkRejectedException.class);
        assertThat(e.ossCode()).as(reason).isEqualTo(code);
        assertThat(e.ec()).as(reason).isEqualTo("0003-00000001");
    }

    @Test
    void readsNoMoreOfAnEndlessErrorThanItNeeds() throws Exception {
        String start = "<Error><Code>InternalError</Code><Message>" + "x".repeat(1_000_000);
        OssPresignException e =
                failure(ScriptedResponse.endless("500 Internal Server Error", start.getBytes(StandardCharsets.UTF_8)));
        assertThat(e.ossCode()).isEqualTo("InternalError");
        assertThat(e.getMessage()).hasSizeLessThan(1500);
    }

    @Test
    void aDeepDocumentIsNoTrouble() throws Exception {
        OssPresignException e = failure(ScriptedResponse.status(
                "403 Forbidden", "<Error>".repeat(100_000).getBytes(StandardCharsets.UTF_8)));
        assertThat(e).isInstanceOf(LinkRejectedException.class);
    }

    @Test
    void aStalledErrorStillHasItsStatus() throws Exception {
        ScriptedResponse reply = ScriptedResponse.error("404 Not Found", "NoSuchKey", "gone", "")
                .afterBytes(80, ScriptedResponse.Ending.STALL);
        try (ScriptedServer server = new ScriptedServer(reply)) {
            TransferOptions impatient = Links.options(with -> with.stallTimeout(Duration.ofSeconds(1)));
            assertThat(catchThrowableOfType(
                            OssPresignException.class, () -> Links.download(impatient, Links.to(server), directory)))
                    .isInstanceOf(ObjectNotFoundException.class);
        }
    }

    @Test
    void saysHowLongToWait() throws Exception {
        ScriptedResponse reply = ScriptedResponse.error("503 Service Unavailable", "CpuLimitExceeded", "no", "");
        assertThat(retryAfter(reply.with("Retry-After", "7"))).isEqualTo(Duration.ofSeconds(7));
        assertThat(retryAfter(reply.with("Retry-After", "Sun, 01 Mar 2026 12:01:00 GMT")))
                .isEqualTo(Duration.ofMinutes(1));
        assertThat(retryAfter(reply)).isNull();
    }

    /** The clock of the test shows 12:00. */
    @ParameterizedTest
    @CsvSource({"11:50:00, 11:50:30", "12:10:00, 12:10:30"})
    void saysHowLongToWaitByTheClockOfTheService(String now, String end) throws Exception {
        ScriptedResponse reply = ScriptedResponse.error("503 Service Unavailable", "CpuLimitExceeded", "no", "")
                .with("Date", "Sun, 01 Mar 2026 " + now + " GMT")
                .with("Retry-After", "Sun, 01 Mar 2026 " + end + " GMT");

        assertThat(retryAfter(reply)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void saysWhenTheLinkEndedOnlyIfItKnows() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                ScriptedResponse.error("403 Forbidden", "AccessDenied", "Request has expired.", ""))) {
            LinkExpiredException e = catchThrowableOfType(
                    LinkExpiredException.class,
                    () -> Links.download(Links.withExpiry(Links.to(server), Links.NOW.plusSeconds(60)), directory));
            assertThat(e).hasMessageStartingWith("link has expired according to the service, at local time ");
        }
    }

    private @Nullable Duration retryAfter(ScriptedResponse reply) throws Exception {
        return ((ThrottledException) failure(reply)).retryAfter();
    }

    private OssPresignException failure(ScriptedResponse reply) throws Exception {
        try (ScriptedServer server = new ScriptedServer(reply)) {
            return catchThrowableOfType(OssPresignException.class, () -> Links.download(Links.to(server), directory));
        }
    }

    private record Expectation(Class<? extends OssPresignException> type, boolean retryable) {}

    private static Arguments row(
            String reason, String status, String code, String message, String ec, Expectation expected) {
        return arguments(reason, ScriptedResponse.error(status, code, message, ec), expected);
    }

    private static Expectation expired() {
        return new Expectation(LinkExpiredException.class, false);
    }

    private static Expectation rejected() {
        return new Expectation(LinkRejectedException.class, false);
    }

    private static Expectation missing() {
        return new Expectation(ObjectNotFoundException.class, false);
    }

    private static Expectation changed() {
        return new Expectation(ObjectChangedException.class, false);
    }

    private static Expectation throttled() {
        return new Expectation(ThrottledException.class, true);
    }

    private static Expectation failed(boolean retryable) {
        return new Expectation(DownloadFailedException.class, retryable);
    }
}
