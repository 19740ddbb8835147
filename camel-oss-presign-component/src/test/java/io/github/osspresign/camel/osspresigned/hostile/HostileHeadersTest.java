// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** A hostile service can set only documented headers of a message, each to one printable line. */
class HostileHeadersTest extends OssPresignedTestSupport {

    private static final String EVIL = "evil";
    private static final String SIGNATURE = "c2lnbmF0dXJlIG9mIGxpbms%3D";
    private static final String DECODED = "c2lnbmF0dXJlIG9mIGxpbms=";

    /** All headers of a message with a downloaded file. */
    private static final Set<String> DOCUMENTED = Set.of("""
            CamelPresignUrlMasked CamelFileName CamelFileNameOnly CamelFilePath CamelFileLength
            CamelFileLastModified Content-Type CamelOssPresignedETag CamelOssPresignedCrc64
            CamelOssPresignedVersionId CamelOssPresignedRequestId CamelOssPresignedMetadata
            CamelOssPresignedVerified CamelOssPresignedAttempts CamelOssPresignedResumedBytes
            CamelOssPresignedDuration
            """.split("\\s+"));

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:directory").to(osspresigned("&verify=none&maxAttempts=1"));
        routes.from("direct:temporary").to("osspresigned:?verify=none&maxAttempts=1&" + LOCAL);
        routes.from("direct:streaming").to("osspresigned:?streaming=true&verify=none&maxAttempts=1&" + LOCAL);
    }

    private static final List<String> ROUTES = List.of("direct:directory", "direct:temporary", "direct:streaming");

    /** Header names in various spellings, each as a header and as user metadata. */
    private static List<String> names() {
        List<String> names = new ArrayList<>();
        List<String> control = List.of("""
                CamelFileName CamelOverruleFileName CamelFilePath CamelFileLocalWorkPath CamelFileAbsolutePath
                CamelHttpUri CamelHttpPath CamelHttpResponseCode CamelHttpMethod CamelExecCommandExecutable
                CamelExecCommandArgs CamelBeanMethodName CamelSqlQuery CamelToEndpoint CamelCharsetName
                CamelAuthentication CamelPresignUrl CamelPresignLink CamelPresignUrlMasked CamelPresignObjectKey
                CamelOssPresignedVerified CamelOssPresignedMetadata CamelOssPresignedAttempts
                CamelDuplicateMessage org.apache.camel.component.file.name
                """.split("\\s+"));
        for (String name : control) {
            names.add(name);
            names.add(name.toLowerCase(Locale.ROOT));
            names.add(name.toUpperCase(Locale.ROOT));
            names.add(name.replace("Camel", "cAMEl"));
            names.add(name.replace("Camel", "CAmel"));
        }
        names.addAll(List.of("""
                breadcrumbId breadcrumbid JMSReplyTo JMSCorrelationID JMSDestination kafka.TOPIC
                kafka.OVERRIDE_TOPIC operationName MyHeader file Host Connection Keep-Alive Proxy-Authenticate
                Proxy-Authorization TE Trailer Upgrade Via Set-Cookie Authorization Location Content-Location
                Content-Disposition2 Refresh traceparent x-oss-meta x-oss-meta- x-oss-process x-oss-object-type
                x-oss-server-time Subject To From Cc Reply-To Message-ID SOAPAction rpc.method Camel-File-Name
                Camel_File_Name Camel.File.Name $CamelFileName X-CamelFileName
                """.split("\\s+")));
        names.addAll(List.of(
                "CamelFileName\u0001",
                "CamelFileName\t",
                "Camel FileName",
                "\u00E7amelFileName",
                "CamelFileName;x",
                "Camel\u0001FileName",
                "\"CamelFileName\"",
                "${CamelFileName}",
                "{{CamelFileName}}",
                "\u00EF\u00BB\u00BFCamelFileName"));
        return names;
    }

    @Test
    void responseHeadersDoNotBecomeUndocumentedHeaders() throws Exception {
        List<String> names = names();
        assertThat(names).hasSizeGreaterThanOrEqualTo(170);
        for (String route : ROUTES) {
            // No more than 256 headers are taken at all.
            for (int from = 0; from < names.size(); from += 30) {
                ScriptedResponse reply = ScriptedResponse.ok("abc");
                for (String name : names.subList(from, Math.min(names.size(), from + 30))) {
                    reply = reply.with(name, EVIL)
                            .with("x-oss-meta-" + name, EVIL)
                            .with("X-OSS-META-" + name, EVIL);
                }
                assertDocumented(download(route, reply));
            }
        }
    }

    @Test
    void malformedResponseHeadersDoNotBecomeHeaders() throws Exception {
        List<String> lines = List.of(
                " CamelFileName: evil",
                "\tCamelFileName: evil",
                "CamelFileName : evil",
                "CamelFileName",
                ": evil",
                "CamelFileName:evil\rCamelFilePath: evil",
                "X: a\r\n CamelFileName: evil",
                "X: a\r\n\tCamelFileName: evil",
                "X: a\nCamelFileName: evil",
                "X-OSS-META-x: a\r\n CamelFileName: evil",
                "Content-Type: text/plain\r\n folded",
                "Content-Type: text/plain\nCamelFileName: evil");
        for (String route : ROUTES) {
            for (String line : lines) {
                ScriptedResponse raw =
                        ScriptedResponse.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n" + line, "abc".getBytes(UTF_8));
                Exchange exchange = exchange(route, raw);
                // Malformed HTTP may be refused; then there is no object either.
                if (exchange.getException() == null) {
                    assertDocumented(exchange);
                } else {
                    assertThat(exchange.getMessage().getHeaders()).containsOnlyKeys("CamelPresignUrlMasked");
                }
            }
        }
    }

    @Test
    void valuesOfTheServiceAreOneShortPrintableLineOrLeftOut() throws Exception {
        List<String> values = List.of(
                "a".repeat(8000),
                "a\u001B[31mb",
                "a\u007Fb",
                "a\u0085b",
                new String("a\u202Eb".getBytes(UTF_8), ISO_8859_1),
                new String("报告".getBytes(UTF_8), ISO_8859_1),
                "seen " + SIGNATURE,
                "seen " + DECODED,
                "seen " + DECODED.toUpperCase(Locale.ROOT),
                "seen c2lnbmF0dXJl\u0001IG9mIGxpbms=",
                "");
        for (String route : ROUTES) {
            for (String value : values) {
                ScriptedResponse reply = ScriptedResponse.ok("abc");
                for (String name : List.of(
                        "Content-Type", "ETag", "x-oss-hash-crc64ecma", "x-oss-version-id", "x-oss-request-id")) {
                    reply = reply.with(name, value);
                }
                Exchange exchange = download(route, reply.with("x-oss-meta-a", value));
                assertDocumented(exchange);
                assertThat(exchange.getMessage().getHeaders())
                        .doesNotContainKeys(
                                "Content-Type",
                                "CamelOssPresignedETag",
                                "CamelOssPresignedCrc64",
                                "CamelOssPresignedVersionId",
                                "CamelOssPresignedRequestId");
            }
        }
    }

    @Test
    void validValuesAreUnchanged() throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok("abc")
                .with("Content-Type", "text/plain; charset=\"utf-8\"")
                .with("ETag", "\"5EB63BBBE01EEED093CB22BB8F5ACDC3-12\"")
                .with("x-oss-hash-crc64ecma", "5981764153023615706")
                .with("x-oss-version-id", "CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0****")
                .with("x-oss-request-id", "67A0301D0123456789ABCDEF")
                .with("x-oss-meta-origin", "erp")
                .with("x-oss-meta-camera", "x100")
                .with("x-oss-meta-title", new String("报告 \u200F\u202Etxt\u0007".getBytes(UTF_8), ISO_8859_1));
        for (String route : ROUTES) {
            assertThat(download(route, reply).getMessage().getHeaders())
                    .containsEntry("Content-Type", "text/plain; charset=\"utf-8\"")
                    .containsEntry("CamelOssPresignedETag", "5EB63BBBE01EEED093CB22BB8F5ACDC3-12")
                    .containsEntry("CamelOssPresignedCrc64", "5981764153023615706")
                    .containsEntry(
                            "CamelOssPresignedVersionId",
                            "CAEQNhiBgMDJgZCA0BYiIDc4MGZjZGI2OTBjOTRmNTE5NmU5NmFhZjhjYmY0****")
                    .containsEntry("CamelOssPresignedRequestId", "67A0301D0123456789ABCDEF")
                    .containsEntry(
                            "CamelOssPresignedMetadata", Map.of("origin", "erp", "camera", "x100", "title", "报告 txt"));
        }
    }

    private Exchange download(String route, ScriptedResponse reply) throws Exception {
        Exchange exchange = exchange(route, reply);
        assertThat(exchange.getException()).as(route).isNull();
        return exchange;
    }

    private Exchange exchange(String route, ScriptedResponse reply) throws Exception {
        try (ScriptedServer hostile = new ScriptedServer(reply)) {
            return template.send(
                    route,
                    exchange -> exchange.getMessage()
                            .setBody("http://127.0.0.1:" + hostile.port()
                                    + "/dir/report.pdf?Expires=1900000000&OSSAccessKeyId=LTAIexampleid&Signature="
                                    + SIGNATURE));
        }
    }

    private static void assertDocumented(Exchange exchange) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        assertThat(DOCUMENTED).containsAll(headers.keySet());
        assertThat(headers)
                .containsEntry("CamelFileName", "report.pdf")
                .containsEntry("CamelOssPresignedVerified", "length")
                .containsEntry("CamelOssPresignedAttempts", 1);
        headers.forEach((name, value) -> {
            if (value instanceof String text && !name.startsWith("CamelFile")) {
                assertThat(text).as(name).matches("[ -~]{1,255}").doesNotContain("evil");
            }
        });
        Map<?, ?> metadata = (Map<?, ?>) headers.get("CamelOssPresignedMetadata");
        metadata.forEach((name, value) -> {
            assertThat((String) name)
                    .matches("[a-z0-9!#$%&'*+.^_`|~-]{1,255}")
                    .doesNotStartWith("camel")
                    .doesNotStartWith("org.apache.camel");
            assertThat((String) value)
                    .doesNotContainPattern("[\\p{Cc}\u202A-\u202E]")
                    .doesNotContain(DECODED, SIGNATURE);
        });
        assertThat(exchange.getAllProperties().toString() + exchange.getVariables())
                .doesNotContain(EVIL);
    }
}
