// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.PresignConstants;
import java.beans.Introspector;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.PropertyBindingSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every option works for the endpoint, overrides the same option of the component, and is overridden by the header of
 * the message.
 */
class PresignOptionLevelsTest extends PresignTestSupport {

    /** Options that have their own test class or do not apply to a single link. */
    private static final Set<String> ELSEWHERE = Set.of(
            // PresignCredentialsTest, ServiceClientTest, the clock in every test
            "secretKey",
            "credentialsProvider",
            "ossClient",
            "clock",
            // PresignAuditTest
            "auditListener",
            // LocalDevelopmentTest
            "localDevelopment",
            // PresignSignPrefixTest, PresignWatchTest
            "prefix",
            "include",
            "exclude",
            "minSize",
            "maxSize",
            "minAge",
            "maxAge",
            "maxMessagesPerPoll",
            "deleteAfterRead",
            "moveTo",
            "idempotentRepository",
            "stateRepository",
            // PresignFormTest
            "minContentLength",
            "maxContentLength",
            "partSize",
            "contentTypes",
            "successStatus",
            "successRedirect",
            "openFields",
            // PresignCallbackTest
            "callbackUrl",
            "callbackBody",
            "callbackBodyType",
            "callbackVar",
            // PresignBoundUploadTest
            "uploadSize",
            "contentMd5",
            // PresignDomainsTest
            "domains",
            // PresignCdnTest
            "authKey",
            // PresignPolicyTest
            "allowedBuckets",
            "allowedKeyPrefixes",
            "allowedMethods",
            "maxExpiration",
            // PresignRenewTest
            "renewWithin",
            // options of Camel
            "configuration");

    /** Value at one level, and the text in the result that shows its effect. */
    private record Level(String value, String shows) {}

    /** Option with its values at each level, and its header if it has one. */
    private record Row(String option, String with, Level endpoint, Level component, String header, Level message) {

        @Override
        public String toString() {
            return option;
        }

        /** Returns the name of the component option, with an entry of a map in brackets. */
        String componentOption() {
            int dot = option.indexOf('.');
            return dot < 0 ? option : option.substring(0, dot) + "[" + option.substring(dot + 1) + "]";
        }
    }

    private static Row row(String option, String with, String a, String showsA, String b, String showsB) {
        return new Row(option, with, new Level(a, showsA), new Level(b, showsB), "", new Level("", ""));
    }

    private static Row row(String option, String header, String parameter, List<String> values) {
        return new Row(
                option,
                "",
                new Level(values.get(0), parameter + values.get(0)),
                new Level(values.get(1), parameter + values.get(1)),
                header,
                new Level(values.get(2), parameter + values.get(2)));
    }

    static List<Row> rows() {
        String domain = "&endpoint=https://files.example.com";
        String v1 = "&signatureVersion=V1";
        String cdn = domain + "&cname=true&authKey=KeyOfTheCdnDomain";
        return List.of(
                row("region", "", "cn-beijing", "oss-cn-beijing.", "cn-shanghai", "oss-cn-shanghai."),
                row(
                        "endpoint",
                        "",
                        "http://127.0.0.1:9000",
                        "http://127.0.0.1:9000/",
                        "a.example.com",
                        ".a.example.com/"),
                row("endpointType", "", "internal", "-internal.aliyuncs", "accelerate", "oss-accelerate.aliyuncs"),
                row("cname", domain, "false", "//examplebucket.files.", "true", "//files.example.com/k?"),
                row(
                        "pathStyle",
                        domain,
                        "false",
                        "//examplebucket.files.",
                        "true",
                        "//files.example.com/examplebucket/k?"),
                row("cdn", cdn, "A", "//files.example.com/k?auth_key=", "F", "//files.example.com/k?sign="),
                row(
                        "cdnValidity",
                        cdn + "&cdn=A",
                        "1h",
                        "auth_key=" + NOW.getEpochSecond() + "-",
                        "10m",
                        "auth_key=" + NOW.plusSeconds(3000).getEpochSecond() + "-"),
                row("cdnParameters", cdn + "&cdn=C", "s,t", "/k?s=", "a,b", "/k?a="),
                row("accessKey", "", "AKIDA", "=AKIDA%2F", "AKIDB", "=AKIDB%2F"),
                row("sessionToken", "", "tokenA", "security-token=tokenA", "tokenB", "security-token=tokenB"),
                new Row(
                        "method",
                        "",
                        new Level("PUT", "method=PUT"),
                        new Level("DELETE", "method=DELETE"),
                        "CamelPresignMethod",
                        new Level("HEAD", "method=HEAD")),
                new Row(
                        "expiration",
                        "",
                        new Level("5m", "expires=300&"),
                        new Level("10m", "expires=600&"),
                        "CamelPresignExpiration",
                        new Level("15m", "expires=900&")),
                new Row(
                        "expiresAt",
                        "",
                        new Level("2024-11-12T09:32:56Z", "expires=300&"),
                        new Level("2024-11-12T09:37:56Z", "expires=600&"),
                        "CamelPresignExpirationTime",
                        new Level("2024-11-12T09:42:56Z", "expires=900&")),
                new Row(
                        "objectKey",
                        "",
                        new Level("a", "com/a?"),
                        new Level("b", "com/b?"),
                        "CamelPresignObjectKey",
                        new Level("c", "com/c?")),
                row(
                        "minValidity",
                        "",
                        "2h",
                        "at least minValidity (7200 seconds)",
                        "3h",
                        "at least minValidity (10800 seconds)"),
                row("signatureVersion", "", "V4", "OSS4-HMAC-SHA256", "V1", "OSSAccessKeyId="),
                row(
                        "downloadFileName",
                        "CamelPresignDownloadFileName",
                        "attachment%3B%20filename%3D%22",
                        List.of("a.txt", "b.txt", "c.txt")),
                row(
                        "responseContentType",
                        "CamelPresignResponseContentType",
                        "response-content-type=",
                        List.of("a", "b", "c")),
                row(
                        "responseContentDisposition",
                        "CamelPresignResponseContentDisposition",
                        "response-content-disposition=",
                        List.of("inline", "attachment", "other")),
                row("versionId", "CamelPresignVersionId", "versionId=", List.of("a", "b", "c")),
                row("process", "CamelPresignProcess", "x-oss-process=", List.of("a", "b", "c")),
                row(
                        "trafficLimit",
                        "CamelPresignTrafficLimit",
                        "x-oss-traffic-limit=",
                        List.of("819200", "819201", "819202")),
                row("sourceIp", v1, "192.0.2.1", "source-ip=192.0.2.1&", "192.0.2.0/24", "source-ip=192.0.2.0&"),
                row("query.x-foo", "", "a", "x-foo=a&", "b", "x-foo=b&"),
                row("header.x-oss-meta-a", "", "1", "required={x-oss-meta-a=1}", "2", "required={x-oss-meta-a=2}"),
                row("additionalHeaders", "", "host", "additional-headers=host&", "host", "additional-headers=host&"),
                row(
                        "verifyObject",
                        "&endpoint=http://127.0.0.1:1",
                        "false",
                        "x-oss-signature=",
                        "true",
                        "verifyObject of http://127.0.0.1:1/"),
                row("operation", "&method=POST", "sign", "x-oss-expires=", "postPolicy", "form=<form"),
                row("output", "", "body", "body={\"url\"", "header", "body=the body"));
    }

    @Test
    void everyOptionHasARowOrItsOwnTest() {
        Set<String> covered = new TreeSet<>(ELSEWHERE);
        rows().forEach(row -> covered.add(row.option().replaceAll("\\..*", "")));

        assertThat(Stream.of(PresignConfiguration.class, PresignComponent.class)
                        .flatMap(options -> Stream.of(options.getMethods()))
                        .filter(method -> method.getDeclaringClass().getPackage()
                                == getClass().getPackage())
                        .map(Method::getName)
                        .filter(name -> name.startsWith("set"))
                        .map(name -> Introspector.decapitalize(name.substring(3))))
                .isNotEmpty()
                .isSubsetOf(covered);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void optionOfEndpointIsUsed(Row row) throws Exception {
        assertThat(result(row, row.endpoint().value(), ""))
                .contains(row.endpoint().shows());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void optionOfComponentIsUsedIfEndpointDoesNotSetIt(Row row) throws Exception {
        setForAll(row);

        assertThat(result(row, "", "")).contains(row.component().shows());
        assertThat(result(row, row.endpoint().value(), ""))
                .contains(row.endpoint().shows());
    }

    static Stream<Row> rowsWithHeader() {
        return rows().stream().filter(row -> !row.header().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("rowsWithHeader")
    void headerOverridesOption(Row row) throws Exception {
        assertThat(result(row, "", row.message().value()))
                .contains(row.message().shows());
        setForAll(row);
        assertThat(result(row, row.endpoint().value(), row.message().value()))
                .contains(row.message().shows());
    }

    private PresignComponent component() {
        return context.getComponent("presign", PresignComponent.class);
    }

    private void setForAll(Row row) {
        PropertyBindingSupport.build()
                .withCamelContext(context)
                .withTarget(component())
                .withConfigurer(component().getComponentPropertyConfigurer())
                .withProperty(row.componentOption(), row.component().value())
                .bind();
    }

    /** Returns the result of a message, or the reason why the route does not start. */
    private String result(Row row, String option, String header) throws Exception {
        Map<String, String> options = new HashMap<>(Map.of("region", "cn-hangzhou", "accessKey", "AKID"));
        options.remove(row.option());
        String uri = "presign:examplebucket?secretKey=geheim" + row.with();
        if (!option.isEmpty()) {
            uri += "&" + row.option() + "=" + option;
        }
        for (Map.Entry<String, String> further : options.entrySet()) {
            uri += "&" + further.getKey() + "=" + further.getValue();
        }
        Map<String, Object> headers = new HashMap<>(Map.of("CamelFileName", "k"));
        if (!header.isEmpty()) {
            headers.put(row.header(), header);
        }
        try {
            return shown(through(uri, headers));
        } catch (Exception e) {
            return PresignStartupTest.messages(e);
        }
    }

    private Message through(String uri, Map<String, Object> headers) throws Exception {
        String from = "direct:" + Integer.toHexString(uri.hashCode());
        if (context.getRoute(from) == null) {
            RouteBuilder.addRoutes(
                    context,
                    routes -> routes.from(from)
                            .routeId(from)
                            .errorHandler(routes.noErrorHandler())
                            .to(uri));
        }
        Exchange done = template.send(from, exchange -> {
            exchange.getMessage().setBody("the body");
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage();
    }

    private static String shown(Message message) {
        return Stream.of(
                        message.getHeader(PresignConstants.URL),
                        "method=" + message.getHeader(PresignConstants.LINK_METHOD),
                        "required=" + message.getHeader(PresignConstants.REQUIRED_HEADERS),
                        "form=" + message.getHeader(PresignConstants.FORM),
                        "body=" + message.getBody(String.class))
                .map(Objects::toString)
                .reduce("", (all, next) -> all + "\n" + next);
    }
}
