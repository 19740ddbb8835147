// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.explain;

import static io.github.osspresign.explain.SampleLinks.BUCKET;
import static io.github.osspresign.explain.SampleLinks.KEY;
import static io.github.osspresign.explain.SampleLinks.KEYS;
import static io.github.osspresign.explain.SampleLinks.TEMPORARY;
import static io.github.osspresign.explain.SampleLinks.ask;
import static io.github.osspresign.explain.SampleLinks.codes;
import static io.github.osspresign.explain.SampleLinks.v1With;
import static io.github.osspresign.explain.SampleLinks.v4;
import static io.github.osspresign.explain.SampleLinks.v4With;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.sign.HttpMethod;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The explainer reads a response in the forms in which people have it, beside the link and without it. */
class PastedResponseTest {

    private static final String HOST = BUCKET + ".oss-cn-hangzhou.aliyuncs.com";
    private static final String EXPIRED = """
            <?xml version="1.0" encoding="UTF-8"?>
            <Error>
              <Code>AccessDenied</Code>
              <Message>Request has expired.</Message>
              <RequestId>69A42A00A1B2C3D4E5F60708</RequestId>
              <HostId>examplebucket.oss-cn-hangzhou.aliyuncs.com</HostId>
              <EC>0002-00000069</EC>
              <RecommendDoc>https://api.aliyun.com/troubleshoot?q=0002-00000069</RecommendDoc>
            </Error>
            """;

    @Test
    void readsLinkAndDocumentInAnyOrder() {
        for (String text :
                List.of(v4() + "\n" + EXPIRED, EXPIRED + "\n\nLink: " + v4(), "> \"" + v4() + "\" " + EXPIRED)) {
            Explanation explanation = LinkExplainer.explain(ask(text));

            assertThat(first(explanation).code()).isEqualTo(FindingCode.EXPIRED);
            assertThat(explanation.facts().address().key()).isEqualTo(KEY);
        }
    }

    @Test
    void usesTheTimeOfTheResponseForTheLink() {
        String late = EXPIRED.replace("69A42A00", "7FFFFFFF");

        assertThat(LinkExplainer.explain(ask(v4() + "\n" + late)).findings())
                .extracting(Finding::sentence)
                .anyMatch(sentence -> sentence.contains("now it is 2038-01-19T03:14:07Z"));
    }

    /** Texts of the SDKs for Java, Java V2, Go V2 and Python V2, Go, Python, Node.js, PHP, C#, Android and iOS. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "com.aliyun.oss.OSSException: The security token you provided has expired.\n[ErrorCode]:"
                        + " SecurityTokenExpired\n[RequestId]: 69A42A00A1B2C3D4E5F60708\n[HostId]: b.example.com",
                "operation error GetObject: Error returned by Service.\nHttp Status Code: 403.\nError Code:"
                        + " SecurityTokenExpired.\nRequest Id: 69A42A00A1B2C3D4E5F60708.\nMessage: The security token you"
                        + " provided has expired..\nEC: 0002-00000007.\nRequest Endpoint: GET"
                        + " https://b.oss-cn-hangzhou.aliyuncs.com/k.",
                "oss: service returned error: StatusCode=403, ErrorCode=SecurityTokenExpired, ErrorMessage=\"The security"
                        + " token you provided has expired.\", RequestId=69A42A00A1B2C3D4E5F60708, Ec=0002-00000007",
                "oss2.exceptions.ServerError: {'status': 403, 'x-oss-request-id': '69A42A00A1B2C3D4E5F60708', 'details':"
                        + " {'Code': 'SecurityTokenExpired', 'Message': 'The security token you provided has expired.'}}",
                "{ SecurityTokenExpiredError: The security token you provided has expired.\n    at Object.requestError\n"
                        + "  status: 403,\n  code: 'SecurityTokenExpired',\n  requestId: '69A42A00A1B2C3D4E5F60708' }",
                "OSS\\Core\\OssException: SecurityTokenExpired: The security token you provided has expired. RequestId:"
                        + " 69A42A00A1B2C3D4E5F60708 in OssClient.php:12",
                "Failed with error code: SecurityTokenExpired; Error info: The security token you provided has expired."
                        + " \nRequestID: 69A42A00A1B2C3D4E5F60708\tHostID: b.example.com",
                "[StatusCode]: 403, [Code]: SecurityTokenExpired, [Message]: The security token you provided has expired.,"
                        + " [Requestid]: 69A42A00A1B2C3D4E5F60708, [HostId]: b.example.com, [RawMessage]: ",
                "Error Domain=com.aliyun.oss.serverError Code=-403 \"(null)\" UserInfo={__name=Error,"
                        + " Code=SecurityTokenExpired, HostId=b.example.com, Message=The security token you provided has"
                        + " expired., RequestId=69A42A00A1B2C3D4E5F60708}"
            })
    void readsTheTextOfAnExceptionOfEachSdk(String text) {
        assertThat(first(LinkExplainer.explain(ask(text))).code()).isEqualTo(FindingCode.TOKEN_EXPIRED);
        assertThat(LinkExplainer.explain(ask(text + "\n" + v4()))
                        .facts()
                        .address()
                        .key())
                .isEqualTo(KEY);
    }

    @Test
    void readsMethodHeadersAndResponseOfACurlTranscript() {
        String link = v4(HttpMethod.PUT, KEY);
        Explanation explanation = LinkExplainer.explain(ask("> PUT " + link.replace("https://" + HOST, "")
                + " HTTP/1.1\n> Host: " + HOST + "\n> Accept: */*\n> Content-Type: image/png\n>\n< HTTP/1.1 403"
                + " Forbidden\n< x-oss-ec: 0002-00000201\n<\n<Error><Code>SignatureDoesNotMatch</Code></Error>"));

        assertThat(first(explanation).code()).isEqualTo(FindingCode.CONTENT_TYPE_LIKELY);
        assertThat(first(explanation).sentence())
                .contains("'image/png'", "EC 0002-00000201", "cannot be seen for certain");
        assertThat(explanation.facts().address().key()).isEqualTo(KEY);
        assertThat(explanation.request().method()).isEqualTo(HttpMethod.PUT);
    }

    @Test
    void signatureThatTheServiceRefusedWasInTheHeadersOfARequestWithoutOneInTheUrl() {
        assertThat(codes(ask("https://" + HOST + "/" + KEY + " <Error><Code>SignatureDoesNotMatch</Code></Error>")))
                .contains(FindingCode.CAUSE_NOT_SHOWN)
                .doesNotContain(FindingCode.UNSIGNED);
    }

    @Test
    void readsAnEntryOfAHarFile() {
        String har = """
                {"request": {"method": "PUT", "url": "%s", "headers": [{"name": ":authority", "value": "x"},
                 {"name": "Content-Type", "value": "text/plain"}], "queryString": []},
                 "response": {"status": 403, "content": {"text":
                 "<?xml version=\\"1.0\\"?>\\n<Error>\\n  <Code>SignatureDoesNotMatch</Code>\\n</Error>"}}}
                """.formatted(v4(HttpMethod.PUT, KEY));
        Explanation explanation = LinkExplainer.explain(ask(har));

        assertThat(first(explanation).code()).isEqualTo(FindingCode.CONTENT_TYPE_LIKELY);
        assertThat(first(explanation).sentence()).contains("'text/plain'");
        assertThat(explanation.facts().address().key()).isEqualTo(KEY);
    }

    @Test
    void readsLinesOfABrowserConsole() {
        assertThat(codes(ask("PUT " + v4(HttpMethod.PUT, KEY) + " 403 (Forbidden)")))
                .contains(FindingCode.UPLOAD_REQUEST);
        Explanation blocked = LinkExplainer.explain(ask("Access to XMLHttpRequest at '" + v4()
                + "' from origin 'https://app.example.com' has been blocked by CORS policy: No"
                + " 'Access-Control-Allow-Origin' header is present on the requested resource."));

        assertThat(first(blocked).code()).isEqualTo(FindingCode.CORS_BLOCKED);
        assertThat(blocked.facts().address().key()).isEqualTo(KEY);
    }

    @Test
    void showsTheFirstLineThatTheServiceSignedDifferently() {
        String ours = "GET\n\n\n" + expires() + "\n/" + BUCKET + "/" + KEY;
        for (String text : List.of(
                document(ours.replace("summary", "Summary"), ""),
                document("masked", bytes(ours.replace("summary", "Summary") + "?x-oss-process=a&b")))) {
            Finding difference = first(LinkExplainer.explain(ask(v1With(KEYS) + "\n" + text)));

            assertThat(difference.code()).isEqualTo(FindingCode.RESPONSE_DIFFERS);
            assertThat(difference.sentence())
                    .contains("first in line 5", "/reports/Summary.pdf", "/reports/summary.pdf'");
        }
        assertThat(first(LinkExplainer.explain(ask(v1With(KEYS) + "\n" + document(ours, ""))))
                        .code())
                .isEqualTo(FindingCode.REQUEST_AS_SIGNED);
    }

    @Test
    void showsTheFirstDifferentLineOfACanonicalRequest() {
        String canonical = LinkExplainer.explain(ask(v4()).withAccessKeySecret(KEYS.accessKeySecret()))
                .signature()
                .canonicalRequest()
                .replace("GET\n", "HEAD\n")
                .replace("&", "&amp;");
        Finding difference = first(LinkExplainer.explain(ask(v4()
                + "<Error><Code>SignatureDoesNotMatch</Code><StringToSign>OSS4</StringToSign><CanonicalRequest>"
                + canonical
                + "</CanonicalRequest></Error>")));

        assertThat(difference.code()).isEqualTo(FindingCode.RESPONSE_DIFFERS);
        assertThat(difference.sentence())
                .contains("canonical request", "first in line 1", "the service has 'HEAD', the link has 'GET'");
    }

    /** The service repeats tokens with EC 0002-00000007, signatures, and wrong Authorization headers. */
    @Test
    void hidesWhatTheServiceRepeatsOfSecrets() {
        String token = TEMPORARY.securityToken();
        List<String> texts = List.of(
                "<Error><Code>SecurityTokenExpired</Code><SecurityToken>" + token + "</SecurityToken></Error>",
                "<Error><Code>InvalidArgument</Code><Message>Authorization header is invalid.</Message><Authorization>"
                        + "Bearer tokenOfAnotherService</Authorization></Error>",
                document("GET\n\n\n" + expires() + "\nx-oss-security-token:" + token + "\n/" + BUCKET + "/" + KEY, ""),
                document("GET\n\n\n" + expires() + "\n/" + BUCKET + "/" + KEY + "?security-token=" + token, ""),
                "> GET / HTTP/1.1\n> Host: " + HOST + "\n> Authorization: Bearer tokenOfAnotherService\n"
                        + "<Error><Code>InvalidArgument</Code></Error>");
        for (String text : texts) {
            for (String link : List.of("", v4With(TEMPORARY) + "\n", v1With(TEMPORARY) + "\n")) {
                assertThat(LinkExplainer.explain(ask(link + text)).toString())
                        .doesNotContain(token, "CAISexample", "tokenOfAnotherService", "c2lnbmF0dXJlT2ZBUmVxdWVzdA==");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "code: \"\\n",
                "code: \"x",
                "{\"request\":{\"url\":\"\\n",
                "\"request\" \"url\":\"http://h/\" \"response\" \\",
                "<Error>",
                "<Code>",
                "&lt;Error&gt;",
                "> GET ",
                "http://h/<uuid>.",
                "code:",
                "'"
            })
    void readsLongTextOfOneKindWithoutFailing(String part) {
        assertThat(LinkExplainer.explain(ask(part.repeat(20_000))).findings()).isNotEmpty();
        assertThat(LinkExplainer.explain(
                                ask(part + part.substring(part.length() - 1).repeat(200_000)))
                        .findings())
                .isNotEmpty();
        assertThat(LinkExplainer.explain(ask(part + "\\n".repeat(100_000) + "\""))
                        .findings())
                .isNotEmpty();
    }

    private static String document(String stringToSign, String bytes) {
        return "<Error><Code>SignatureDoesNotMatch</Code><SignatureProvided>c2lnbmF0dXJlT2ZBUmVxdWVzdA=="
                + "</SignatureProvided><StringToSign>" + stringToSign.replace("&", "&amp;") + "</StringToSign>"
                + (bytes.isEmpty() ? "" : "<StringToSignBytes>" + bytes + "</StringToSignBytes>") + "</Error>";
    }

    private static String bytes(String text) {
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(text.getBytes(UTF_8)) + " ";
    }

    private static String expires() {
        return v1With(KEYS).replaceFirst(".*Expires=([0-9]+).*", "$1");
    }

    private static Finding first(Explanation explanation) {
        return explanation.findings().get(0);
    }
}
