// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Refused signatures are named in the error, with those that the server accepts. */
class SignatureSchemesTest {

    private static final String ACCEPTED = "This server accepts OSS4-HMAC-SHA256 (version 4) and OSS (version 1).";

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private static URI url(String query) {
        return URI.create(server.endpoint() + "/demo/k" + query);
    }

    private static void assertNotImplemented(Http.Response response, String scheme) {
        assertThat(response.status()).as(response.text()).isEqualTo(501);
        assertThat(response.element("Code")).isEqualTo("NotImplemented");
        assertThat(response.element("Message"))
                .isEqualTo(
                        "The request is signed with " + scheme + ", which this server does not implement. " + ACCEPTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 | AWS4-HMAC-SHA256 Credential=ak/20260310/us-east-1/s3/aws4_request, Signature=SECRET",
                "AWS | AWS ak:SECRET",
                "OSS2 | OSS2 AccessKeyId:ak,Signature:SECRET",
            })
    void otherSchemeInHeaderIsNamed(String scheme, String authorization) {
        Http.Response response = Http.get(url(""), "Authorization", authorization);
        assertNotImplemented(response, scheme);
        assertThat(response.text()).doesNotContain("SECRET");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AWS4-HMAC-SHA256 | ?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=ak&X-Amz-Signature=SECRET",
                "AWS4-HMAC-SHA256 | ?X-Amz-Signature=SECRET",
                "AWS | ?AWSAccessKeyId=ak&Expires=1800000000&Signature=SECRET",
                "OSS2 | ?x-oss-signature-version=OSS2&x-oss-access-key-id=ak&x-oss-signature=SECRET",
            })
    void otherSchemeInUrlIsNamed(String scheme, String query) {
        Http.Response response = Http.get(url(query));
        assertNotImplemented(response, scheme);
        assertThat(response.text()).doesNotContain("SECRET");
    }

    @Test
    void unknownSchemeIsNamed() {
        Http.Response response = Http.get(url(""), "Authorization", "Basic SECRET");
        response.assertError(400, "InvalidArgument");
        assertThat(response.element("Message")).isEqualTo("The authorization scheme Basic is unknown. " + ACCEPTED);
        assertThat(response.text()).doesNotContain("SECRET");
    }

    @Test
    void headerWithoutSchemeIsMalformedAndNotRepeated() {
        Http.Response response = Http.get(url(""), "Authorization", "SECRET");
        response.assertStatus(400);
        assertThat(response.element("Message")).isEqualTo("The Authorization header is malformed. " + ACCEPTED);
        assertThat(response.text()).doesNotContain("SECRET");
    }

    @Test
    void unknownVersionInUrlIsNamed() {
        Http.Response response = Http.get(url("?x-oss-signature-version=OSS9"));
        response.assertStatus(400);
        assertThat(response.element("EC")).isEqualTo("0002-00000066");
        assertThat(response.element("Message")).isEqualTo("The signature version OSS9 is unknown. " + ACCEPTED);
        assertThat(Http.get(url("?x-oss-signature-version=%3Ca%3E")).element("Message"))
                .isEqualTo("The signature version is unknown. " + ACCEPTED);
    }

    @Test
    void version1IsNotOfferedByServerWithoutIt() {
        try (OssDevServer v4Only = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.V1_IS_ACCEPTED, false)
                .start()) {
            Http.Response response =
                    Http.get(URI.create(v4Only.endpoint() + "/demo/k"), "Authorization", "AWS ak:signature");
            assertThat(response.element("Message")).endsWith("This server accepts OSS4-HMAC-SHA256 (version 4).");
        }
    }
}
