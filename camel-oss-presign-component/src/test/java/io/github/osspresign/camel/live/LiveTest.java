// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.live;

import static io.github.osspresign.camel.live.LiveBucket.HOUR_AGO;
import static io.github.osspresign.camel.live.LiveBucket.IN_AN_HOUR;
import static io.github.osspresign.camel.live.LiveBucket.NOW;
import static io.github.osspresign.camel.live.LiveBucket.TEMPORARY;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.Http;
import io.github.osspresign.test.RecordedExchange;
import io.github.osspresign.test.RecordedExchanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What links promise, and what the documentation of OSS does not say clearly. With the profile {@code live} and the
 * variable {@code OSS_BUCKET}, the service is OSS, else the dev server.
 */
@Tag("live")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LiveTest {

    private static final String DEV_BUCKET = "dev-server-bucket";
    private static final String MISMATCH = "403 SignatureDoesNotMatch";

    /** Check value of CRC-64/XZ. */
    private static final byte[] DIGITS = "123456789".getBytes(UTF_8);

    private static final String CRC_OF_DIGITS = "11051210869376104954";
    private static final String CRC = "x-oss-hash-crc64ecma";
    private static final String PLAIN = "text/plain";
    private static final String DIGITS_NAME = "digits.txt";
    private static final String V1 = "signatureVersion=V1";
    private static final String MD5 = "header.Content-MD5=wrong";

    private final Map<String, RecordedExchange> collection =
            RecordedExchanges.all().stream().collect(Collectors.toMap(RecordedExchange::id, Function.identity()));

    private OssDevServer server;
    private HttpServer callbacks;
    private LiveSettings settings;
    private LiveExchanges exchanges;
    private LiveBucket bucket;
    private LiveReport report;

    @TempDir
    Path directory;

    LiveTest() throws IOException {}

    @BeforeAll
    void openBucket() throws Exception {
        // Without the profile, a variable that is set for something else writes nothing into a bucket.
        boolean real = Boolean.getBoolean("live.service") && System.getenv("OSS_BUCKET") != null;
        settings = real ? LiveSettings.of(System.getenv()) : devServer();
        exchanges = new LiveExchanges(settings);
        bucket = new LiveBucket(settings, exchanges);
        report = new LiveReport(settings, bucket.camelVersion(), exchanges);
    }

    private LiveSettings devServer() throws Exception {
        callbacks = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        callbacks.createContext("/", exchange -> {
            try (exchange) {
                byte[] reply = "{\"Status\":\"OK\"}".getBytes(UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, reply.length);
                exchange.getResponseBody().write(reply);
            }
        });
        callbacks.start();
        LiveSettings.Keys temporary = new LiveSettings.Keys("STS.live", "live-secret", "live/token+=");
        server = OssDevServer.builder()
                .bucket(DEV_BUCKET)
                .accessLog(line -> {})
                .forceDownload(true)
                .securityToken(
                        temporary.id(),
                        temporary.secret(),
                        temporary.token(),
                        Instant.now().plusSeconds(3600))
                .start();
        return LiveSettings.of(
                server,
                DEV_BUCKET,
                temporary,
                "http://127.0.0.1:" + callbacks.getAddress().getPort() + "/");
    }

    @AfterAll
    void deleteObjectsAndWriteReport() throws Exception {
        if (report == null) {
            return;
        }
        try {
            report.promise(
                    "Cleanup: links for DELETE remove all objects", "0 remain", () -> bucket.deleteAll() + " remain");
        } finally {
            String text = report.markdown();
            Files.writeString(Files.createDirectories(Path.of("target")).resolve("live-report.md"), text);
            exchanges.write(Path.of("target", "live-exchanges"));
            System.out.println(text);
            bucket.close();
            if (server != null) {
                server.close();
                callbacks.stop(0);
            }
        }
    }

    private PresignedLink digits(String options) throws Exception {
        bucket.store(DIGITS_NAME, DIGITS, PLAIN);
        return bucket.link("GET", DIGITS_NAME, options);
    }

    private PresignedLink digits() throws Exception {
        return digits("");
    }

    /** Each row is a check, what is expected, and how it is observed. */
    private static Arguments row(String check, String expected, Callable<?> observation) {
        return arguments(check, expected, observation);
    }

    Stream<Arguments> promises() {
        return Stream.of(
                row(
                        "V4: GET returns what PUT stored",
                        "200, same content",
                        () -> bucket.request(digits()).with(DIGITS)),
                row(
                        "V4: HEAD, entity tag is the MD5 in upper case",
                        "200, etag: \"25F9E794323B453885F5181F1B624D0B\"",
                        () -> storedDigits("HEAD", NOW, "").with("etag")),
                row("V4: HEAD with a link for GET", MISMATCH, () -> bucket.request("HEAD", digits().url())),
                row("Refusal: wrong signature", MISMATCH, () -> bucket.request("GET", forged(DIGITS_NAME))),
                row(
                        "Expiry: link that has expired",
                        "403 AccessDenied",
                        () -> storedDigits("GET", HOUR_AGO, "expiration=1m")),
                row(
                        "Parameters: trafficLimit of 100 KiB/s",
                        "200, same content",
                        () -> bucket.request(digits("trafficLimit=819200")).with(DIGITS)),
                row(
                        "Headers: additional header host",
                        "200, same content",
                        () -> bucket.request(digits("additionalHeaders=host")).with(DIGITS)),
                row(
                        "Checksums: CRC-64 header of PUT",
                        "200, " + CRC + ": " + CRC_OF_DIGITS,
                        () -> bucket.put(bucket.link("PUT", "checked"), DIGITS).with(CRC)),
                row(
                        "Forms: 9 bytes with maxUploadSize=4",
                        "400 EntityTooLarge",
                        () -> form("&maxUploadSize=4", "-", "-")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("promises")
    void serviceRespondsAsPromised(String check, String expected, Callable<?> observation) {
        report.promise(check, expected, observation);
    }

    Stream<Arguments> assumptions() {
        return Stream.of(
                row(
                        "V1: GET",
                        "200, same content",
                        () -> bucket.request(digits("signatureVersion=V1")).with(DIGITS)),
                row(
                        "Refusal: wrong signature for a missing object",
                        MISMATCH + " 0002-00000201",
                        () -> bucket.request("GET", forged("missing.txt"))),
                row(
                        "Refusal: V1 link for GET, sent as HEAD",
                        MISMATCH + " 0002-00000040",
                        () -> bucket.request(
                                "HEAD", digits("signatureVersion=V1").url())),
                row(
                        "Refusal: other region in the scope",
                        "400 InvalidArgument 0002-00000226",
                        () -> bucket.request("GET", digits().url().replaceAll("(%2F[0-9]{8}%2F)[^%]*", "$1beijing"))),
                row(
                        "Refusal: link without a signature",
                        "403 AccessDenied 0003-00000001",
                        () -> bucket.request("GET", unsigned())),
                row(
                        "Refusal: response override without a signature",
                        "400 InvalidRequest",
                        () -> bucket.request("GET", unsigned() + "?response-content-type=text%2Fcsv")),
                row(
                        "Refusal: Authorization header of another service",
                        "400 InvalidArgument 0002-00000063",
                        () -> bucket.exchange(
                                HttpRequest.newBuilder(URI.create(unsigned())).header("Authorization", "Bearer none"))),
                row(
                        "Expiry: V1 link that has expired",
                        "403 AccessDenied 0002-00000069",
                        () -> storedDigits("GET", HOUR_AGO, "expiration=1m&signatureVersion=V1")),
                row(
                        "Expiry: link signed an hour ahead",
                        "403 AccessDenied 0002-00000235",
                        () -> storedDigits("GET", IN_AN_HOUR, "")),
                row(
                        "Parameters: x-oss-expires twice",
                        "400 InvalidArgument",
                        () -> bucket.request("GET", digits().url() + "&x-oss-expires=60")),
                row(
                        "Headers: additional header Accept-Language not sent",
                        "400 InvalidArgument",
                        () -> bucket.request(
                                "GET",
                                digits("additionalHeaders=accept-language&header.Accept-Language=de")
                                        .url())),
                row(
                        "Headers: PUT with If-None-Match",
                        "400 NotImplemented",
                        () -> bucket.put(bucket.link("PUT", "conditional"), DIGITS, "If-None-Match", "*")),
                row(
                        "Ranges: If-Range with another entity tag",
                        "206, content-range: bytes 2-4/9",
                        () -> bucket.request(digits(), "Range", "bytes=2-4", "If-Range", "\"" + "0".repeat(32) + "\"")
                                .with("content-range")),
                // The service tries to call it, so that no real receiver is needed.
                row(
                        "Forms: with callback, which the policy does not name",
                        "203 CallbackFailed 0007-00000203",
                        () -> form("", "callback", LiveSettings.callback("http://callback.invalid/"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("assumptions")
    void serviceRespondsAsAssumed(String check, String expected, Callable<?> observation) {
        report.assumption(check, expected, observation);
    }

    /** Each row is a recorded exchange, and a request of the same shape. */
    Stream<Arguments> recordedShapes() {
        return Stream.of(
                shape(
                        "aliyun-oss-go-sdk-121",
                        () -> bucket.put(bucket.link("PUT", "a.txt", V1), DIGITS, "Content-Type", PLAIN)),
                shape(
                        "csdn-145307172",
                        () -> bucket.put(bucket.link("PUT", "a.jpg", V1), DIGITS, "Content-Type", "image/jpeg")),
                shape(
                        "jishuzhan-1983397089284521985",
                        () -> bucket.put(bucket.link("PUT", "a.png"), DIGITS, "Content-Type", "image/png")),
                shape(
                        "aliyun-sdk-js-132",
                        () -> bucket.request(
                                "GET", v1("图标.jpg").replaceFirst("Signature=[^&]*", "Signature=c2lnbmF0dXJl"))),
                shape("help-0002-00000070", () -> bucket.request("GET", v1("a").replaceFirst("Expires=", "Expires=T"))),
                shape("help-0002-00000074", () -> bucket.request("GET", v1("a").replaceFirst("&Signature=[^&]*", ""))),
                shape("aliyun-ask-213834", () -> bucket.request("GET", v1("a").replaceFirst("&Signature=[^&]*", ""))),
                shape(
                        "help-0002-00000219",
                        () -> bucket.request("GET", forged("a").replaceFirst("&x-oss-signature=[^&]*", ""))),
                shape("help-0002-00000235", () -> storedDigits("GET", IN_AN_HOUR, "")),
                shape("aliyunpan-76", () -> storedDigits("GET", HOUR_AGO, "expiration=1m&" + V1)),
                shape(
                        "flutter-oss-aliyun-48",
                        () -> bucket.request("GET", v1(DIGITS_NAME) + "&x-oss-process=image%2Finfo")),
                shape("chronoframe-166", () -> bucket.request(bucket.link("GET", "missing.jpg"))),
                shape("code-oss-troubleshooting-1", () -> bucket.request("GET", unsigned())),
                shape("ali-oss-388", () -> bucket.put(bucket.link("PUT", "a", MD5), DIGITS)),
                shape(
                        "oss-docs-errors-1",
                        () -> bucket.put(
                                bucket.link("PUT", "a.zip"),
                                DIGITS,
                                "If-Modified-Since",
                                "Thu, 11 Aug 2019 01:43:51 GMT")),
                shape("help-0006-00000227", () -> form("", "x-oss-object-acl", "private")),
                shape(
                        "oss-docs-callback-3",
                        () -> form("", "callback", LiveSettings.callback("http://callback.invalid/"))));
    }

    private static Arguments shape(String id, Callable<ServiceResponse> observation) {
        return arguments(id, observation);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordedShapes")
    void serviceRespondsAsRecorded(String id, Callable<ServiceResponse> observation) {
        report.recorded(collection.get(id), observation);
    }

    private String v1(String name) throws Exception {
        return bucket.link("GET", name, V1).url();
    }

    /** Returns the response to a link to the object that {@link #digits()} stores, signed at this time. */
    private ServiceResponse storedDigits(String method, String scheme, String options) throws Exception {
        digits();
        return bucket.request(bucket.link(scheme, method, DIGITS_NAME, options));
    }

    // Links

    @Test
    void linkForDeleteRemovesObject() {
        report.promise("V4: DELETE, then GET", "204, then 404 NoSuchKey", () -> {
            bucket.store("deleted.txt", DIGITS, PLAIN);
            return bucket.request(bucket.link("DELETE", "deleted.txt")) + ", then "
                    + bucket.request(bucket.link("GET", "deleted.txt"));
        });
    }

    @Test
    void linkOfTemporaryCredentialsNeedsItsToken() {
        String with = "STS: GET";
        String without = "STS: GET without the token";
        if (settings.temporary() == null) {
            report.leftOut(with, "OSS_SESSION_TOKEN is not set");
            report.leftOut(without, "OSS_SESSION_TOKEN is not set");
            return;
        }
        report.promise(with, "200, same content", () -> {
            digits();
            return bucket.request(bucket.link(TEMPORARY, "GET", DIGITS_NAME, ""))
                    .with(DIGITS);
        });
        report.promise(without, "403 InvalidAccessKeyId 0002-00000003", () -> {
            String url = bucket.link(TEMPORARY, "GET", DIGITS_NAME, "").url();
            return bucket.request("GET", url.replaceAll("&x-oss-security-token=[^&]*", ""));
        });
    }

    @Test
    void refusalShowsCanonicalRequest() {
        report.assumption("Refusal: CanonicalRequest and StringToSign in the error", "true, true", () -> {
            ServiceResponse refused = bucket.request("GET", forged(DIGITS_NAME));
            return !refused.error("CanonicalRequest").isEmpty() + ", "
                    + !refused.error("StringToSign").isEmpty();
        });
    }

    private String unsigned() throws Exception {
        return digits().url().replaceAll("[?].*", "");
    }

    private String forged(String name) throws Exception {
        return bucket.link("GET", name).url().replaceAll("x-oss-signature=[^&]*", "x-oss-signature=" + "0".repeat(64));
    }

    @Test
    void errorNamesRequestAndHost() {
        report.assumption(
                "Refusal: RequestId, HostId and EC in the error, x-oss-ec equals EC",
                "404 NoSuchKey 0026-00000001, 24 digits, HostId, equal",
                () -> {
                    ServiceResponse missing = bucket.request(bucket.link("GET", "missing.txt"));
                    return missing
                            + (missing.error("RequestId").matches("[0-9A-F]{24}") ? ", 24 digits" : ", other RequestId")
                            + (missing.error("HostId").isEmpty() ? ", no HostId" : ", HostId")
                            + (missing.error("EC").equals(missing.header("x-oss-ec")) ? ", equal" : ", not equal");
                });
    }

    @Test
    void expiredLinkIsRenewedDuringDownload() {
        report.promise(
                "Expiry: osspresigned: renews an expired link by presign:?operation=renew", "same content", () -> {
                    digits();
                    PresignedLink expired = bucket.link(HOUR_AGO, "GET", DIGITS_NAME, "expiration=1m");
                    String renewal = bucket.uri(NOW, "operation=renew&expiration=5m");
                    Message file = bucket.send(
                            "osspresigned:" + directory + "?refreshUri=RAW(" + renewal + ")",
                            null,
                            Map.of(PresignConstants.LINK, expired));
                    return same(file.getBody(byte[].class), DIGITS);
                });
    }

    private static String same(byte[] content, byte[] expected) {
        return Arrays.equals(content, expected) ? "same content" : "other content";
    }

    // Keys

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b+c%41&d=e?f#g.txt",
                "~!*'();:@$,[] \"\\.txt",
                "发票 2026.txt",
                "😀.txt",
                "double//slash.txt",
                "dots/./file.txt",
            })
    void keyIsUploadedAndDownloaded(String name) {
        report.promise("Keys: " + name, "crc64, same content", () -> {
            Message signed = bucket.signed(bucket.uri(NOW, "method=PUT"), DIGITS, name);
            bucket.send("osspresigned:?operation=upload", DIGITS, signed.getHeaders());
            Message file = bucket.send(
                    "osspresigned:" + directory + "?fileName=downloaded",
                    null,
                    Map.of(PresignConstants.LINK, bucket.link("GET", name)));
            return file.getHeader(OssPresignedConstants.VERIFIED) + ", " + same(file.getBody(byte[].class), DIGITS);
        });
    }

    @Test
    void rawPlusInPathIsBlank() {
        report.assumption("Keys: + in the path for a blank", "200, same content", () -> {
            bucket.store("plus sign.txt", DIGITS, PLAIN);
            String url = bucket.link("GET", "plus sign.txt").url();
            return bucket.request("GET", url.replace("plus%20sign", "plus+sign"))
                    .with(DIGITS);
        });
    }

    // Signed parameters and headers

    @Test
    void fileNameOfDownloadIsReturned() {
        report.promise(
                "Parameters: downloadFileName with Chinese letters, a quote and a plus sign",
                "200, as signed, text/csv",
                () -> {
                    digits();
                    PresignedLink link = bucket.send(
                                    bucket.uri(NOW, "responseContentType=text/csv"),
                                    null,
                                    Map.of(
                                            PresignConstants.OBJECT_KEY,
                                            bucket.key(DIGITS_NAME),
                                            PresignConstants.DOWNLOAD_FILE_NAME,
                                            "发票 \"1\"+2.csv"))
                            .getHeader(PresignConstants.LINK, PresignedLink.class);
                    ServiceResponse response = bucket.request(link);
                    String disposition = response.header("content-disposition");
                    boolean signed = disposition.startsWith("attachment")
                            && disposition.contains("filename*=UTF-8''%E5%8F%91%E7%A5%A8%20");
                    return response
                            + (signed ? ", as signed, " : ", not as signed, ")
                            + response.header("content-type");
                });
    }

    @ParameterizedTest
    @CsvSource({"text/csv, 200", "text/html, " + MISMATCH})
    void uploadNeedsTheSignedType(String type, String expected) {
        report.promise(
                "Headers: PUT signed for text/csv, sent with " + type,
                expected,
                () -> bucket.put(
                        bucket.link("PUT", "typed", "header.Content-Type=text/csv"), DIGITS, "Content-Type", type));
    }

    @ParameterizedTest
    @CsvSource({"de, '200, same content'", "en, " + MISMATCH})
    void additionalHeaderIsSigned(String language, String expected) {
        report.promise("Headers: additional header Accept-Language signed as de, sent as " + language, expected, () -> {
            PresignedLink link = digits("additionalHeaders=accept-language&header.Accept-Language=de");
            ServiceResponse response = bucket.request(link, "Accept-Language", language);
            return response.status() == 200 ? response.with(DIGITS) : response;
        });
    }

    @Test
    void overwritingCanBeForbidden() {
        report.assumption(
                "Headers: second PUT with x-oss-forbid-overwrite",
                "200, then 409 FileAlreadyExists 0026-00000002",
                () -> {
                    PresignedLink link = bucket.link("PUT", "once", "header.x-oss-forbid-overwrite=true");
                    return bucket.put(link, DIGITS) + ", then " + bucket.put(link, DIGITS);
                });
    }

    @Test
    void typeIsNotDerivedFromTheKey() {
        report.assumption(
                "Headers: PUT of a .csv without Content-Type", "200, content-type: application/octet-stream", () -> {
                    bucket.put(bucket.link("PUT", "untyped.csv"), DIGITS).expect(200);
                    return bucket.request(bucket.link("GET", "untyped.csv")).with("content-type");
                });
    }

    // Ranges, conditions and checksums

    @ParameterizedTest
    @CsvSource({
        "bytes=2-4, '206, content-range: bytes 2-4/9'",
        "bytes=6-, '206, content-range: bytes 6-8/9'",
        "bytes=-2, '206, content-range: bytes 7-8/9'"
    })
    void rangeIsReturned(String range, String expected) {
        report.promise(
                "Ranges: " + range + " of 9 bytes",
                expected,
                () -> bucket.request(digits(), "Range", range).with("content-range"));
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-20, '200, same content'",
        "bytes=9-, '200, same content'",
        "bytes=-20, '200, same content'",
        "bytes=5-2, '200, same content'",
        "bytes=-0, 416 InvalidRange"
    })
    void rangeOutsideOfTheObjectReturnsTheObject(String range, String expected) {
        report.assumption("Ranges: " + range + " of 9 bytes", expected, () -> {
            ServiceResponse response = bucket.request(digits(), "Range", range);
            return response.status() == 200 ? response.with(DIGITS) : response;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=2-20, '206, content-range: bytes 2-8/9'",
        "bytes=-20, '206, content-range: bytes 0-8/9'",
        "bytes=5-2, '200, content-range: none'"
    })
    void standardRangeIsReturned(String range, String expected) {
        report.assumption(
                "Ranges: " + range + " of 9 bytes with x-oss-range-behavior standard",
                expected,
                () -> bucket.request(digits("header.x-oss-range-behavior=standard"), "Range", range)
                        .with("content-range"));
    }

    @ParameterizedTest
    @CsvSource({"If-None-Match, true, 304", "If-Match, true, 200", "If-Match, false, 412 PreconditionFailed"})
    void conditionIsEvaluated(String header, boolean equal, String expected) {
        report.promise("Conditions: " + header + (equal ? "" : " with another entity tag"), expected, () -> {
            String etag = bucket.request(digits()).expect(200).header("etag");
            return bucket.request(digits(), header, equal ? etag : "\"" + "0".repeat(32) + "\"");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=2-4"})
    void checksumIsOfTheWholeObject(String range) {
        report.promise(
                "Checksums: CRC-64 header for " + range,
                "206, " + CRC + ": " + CRC_OF_DIGITS,
                () -> bucket.request(digits(), "Range", range).with(CRC));
    }

    @Test
    void compressedResponseHasNoEntityTag() {
        report.assumption(
                "Checksums: Accept-Encoding gzip for text of 3 KB", "200, content-encoding: gzip, etag: none", () -> {
                    bucket.store("long.txt", "0123456789abcdef".repeat(200).getBytes(UTF_8), PLAIN);
                    ServiceResponse response =
                            bucket.request(bucket.link("GET", "long.txt"), "Accept-Encoding", "gzip");
                    return response.with("content-encoding") + ", etag: " + response.header("etag");
                });
    }

    @Test
    void pageIsForcedToDownloadOnTheDefaultDomain() {
        String forced = settings.domain() == null ? "true" : "none";
        report.assumption(
                "Domains: x-oss-force-download of an HTML page", "200, x-oss-force-download: " + forced, () -> {
                    bucket.store("page.html", DIGITS, "text/html");
                    return bucket.request(bucket.link("GET", "page.html")).with("x-oss-force-download");
                });
    }

    // Forms

    @ParameterizedTest
    @CsvSource({
        "-, -, 204",
        "x-oss-object-acl, public-read, 403 AccessDenied",
        "x-oss-storage-class, IA, 403 AccessDenied",
        "Content-Encoding, gzip, 403 AccessDenied",
        "key, other, 403 AccessDenied"
    })
    void formBindsItsFields(String field, String value, String expected) {
        String check = field.equals("-") ? "as it is signed" : "with " + field + "=" + value;
        report.promise("Forms: " + check, expected, () -> form("", field, value));
    }

    @ParameterizedTest
    @CsvSource({"x-oss-meta-added, free, 204", "success_action_status, 201, 201"})
    void formMayHaveFieldThatThePolicyDoesNotName(String field, String value, String expected) {
        report.assumption(
                "Forms: with " + field + ", which the policy does not name", expected, () -> form("", field, value));
    }

    @SuppressWarnings("unchecked")
    private ServiceResponse form(String options, String field, String value) throws Exception {
        Message form = bucket.signed(
                bucket.uri(NOW, "operation=postPolicy&method=POST&expiration=5m" + options), null, "form.txt");
        Map<String, String> fields = new LinkedHashMap<>(form.getHeader(PresignConstants.FORM_FIELDS, Map.class));
        if (!field.equals("-")) {
            fields.put(field, field.equals("key") ? bucket.writtenKey(value) : value);
        }
        String url = form.getHeader(PresignConstants.URL, String.class);
        return bucket.exchange(Http.form(url, fields, new String(DIGITS, UTF_8)), fields);
    }

    // Plans, listings and callbacks

    @Test
    void planIsCarriedOut() {
        report.promise(
                "Plans: three parts through osspresigned:?operation=upload", "crc64, same content, 3 parts", () -> {
                    byte[] content = new byte[250 * 1024];
                    Arrays.fill(content, (byte) 'x');
                    Path file = Files.write(directory.resolve("large.bin"), content);
                    Message plan = bucket.signed(
                            bucket.uri(NOW, "operation=multipart&partSize=102400"), file.toFile(), "large.bin");
                    Message stored = bucket.send(
                            "osspresigned:?operation=upload&abortOnFailure=true", file.toFile(), plan.getHeaders());
                    ServiceResponse read =
                            bucket.request(bucket.link("GET", "large.bin")).expect(200);
                    return stored.getHeader(OssPresignedConstants.VERIFIED) + ", " + same(read.body(), content)
                            + (read.header("etag").endsWith("-3\"") ? ", 3 parts" : ", other entity tag");
                });
    }

    @Test
    void listingReturnsLinks() {
        report.promise("Listings: presign:?operation=signPrefix", "1 link, size 9, 200, same content", () -> {
            bucket.store("list/发 票.txt", DIGITS, PLAIN);
            Iterator<?> links = bucket.send(
                            bucket.uri(NOW, "operation=signPrefix&prefix=" + bucket.key("list/")), null, Map.of())
                    .getBody(Iterator.class);
            PresignedLink link = (PresignedLink) links.next();
            return (links.hasNext() ? "several links" : "1 link") + ", size " + link.size() + ", "
                    + bucket.request(link).with(DIGITS);
        });
    }

    @Test
    void callbackIsCalled() {
        String check = "Callbacks: PUT returns the response of the callback";
        if (settings.callbackUrl() == null) {
            report.leftOut(check, "OSS_CALLBACK_URL is not set");
            return;
        }
        report.promise(check, "200, content-type: application/json", () -> {
            String query = "query.callback=RAW(" + settings.callback() + ")";
            return bucket.put(bucket.link("PUT", "called.txt", query), DIGITS).with("content-type");
        });
    }
}
