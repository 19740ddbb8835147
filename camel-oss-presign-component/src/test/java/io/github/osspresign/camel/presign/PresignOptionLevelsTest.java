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
    private static final String ELSEWHERE = """
            PresignCredentialsTest: secretKey credentialsProvider
            ServiceClientTest: ossClient
            every test: clock
            PresignAuditTest: auditListener
            LocalDevelopmentTest: localDevelopment
            PresignSignPrefixTest, PresignWatchTest: prefix antInclude antExclude minSize maxSize minAge maxAge
            PresignWatchTest: maxMessagesPerPoll deleteAfterRead moveTo idempotentRepository stateRepository
            PresignFormTest: minUploadSize maxUploadSize contentTypes successStatus successRedirect openFields
            PresignMultipartTest: partSize
            PresignCallbackTest: callbackUrl callbackBody callbackVar
            PresignBoundUploadTest: uploadSize contentMd5
            PresignDomainsTest: domains
            PresignCdnTest: authKey
            PresignPolicyTest: allowedBuckets allowedKeyPrefixes allowedMethods maxExpiration
            PresignRenewTest: renewWithin
            options of Camel: configuration
            """;

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

    /** Columns: option, further options, value and effect at the endpoint, at the component and in a header. */
    private static final String ROWS = """
            region | | cn-beijing | oss-cn-beijing. | cn-shanghai | oss-cn-shanghai. | | |
            endpoint | | http://127.0.0.1:9000 | http://127.0.0.1:9000/ | a.example.com | .a.example.com/ | | |
            endpointType | | internal | -internal.aliyuncs | accelerate | oss-accelerate.aliyuncs | | |
            addressStyle | {domain} | virtual-hosted | //examplebucket.files. | cname | //files.example.com/k? | | |
            addressStyle | {domain} | CNAME | //files.example.com/k? | path | //files.example.com/examplebucket/k? | | |
            cdn | {cdn} | A | //files.example.com/k?auth_key= | F | //files.example.com/k?sign= | | |
            cdnValidity | {cdn}&cdn=A | 1h | auth_key=1731403676- | 10m | auth_key=1731406676- | | |
            cdn | {cdn} | C:s,t | /k?s= | f:a,b | /k?a= | | |
            accessKey | | AKIDA | =AKIDA%2F | AKIDB | =AKIDB%2F | | |
            sessionToken | | tokenA | security-token=tokenA | tokenB | security-token=tokenB | | |
            method | | PUT | method=PUT | DELETE | method=DELETE | CamelPresignMethod | HEAD | method=HEAD
            expiration | | 5m | expires=300& | 10m | expires=600& | CamelPresignExpiration | 15m | expires=900&
            expirationTime | | 2024-11-12T09:32:56Z | expires=300& | 2024-11-12T09:37:56Z | expires=600& | CamelPresignExpirationTime | 2024-11-12T09:42:56Z | expires=900&
            objectKey | | a | com/a? | b | com/b? | CamelPresignObjectKey | c | com/c?
            minValidity | | 2h | at least minValidity (7200 seconds) | 3h | at least minValidity (10800 seconds) | | |
            signatureVersion | | V4 | OSS4-HMAC-SHA256 | V1 | OSSAccessKeyId= | | |
            downloadFileName | | a.txt | {attachment}a.txt | b.txt | {attachment}b.txt | CamelPresignDownloadFileName | c.txt | {attachment}c.txt
            responseContentType | | a | response-content-type=a | b | response-content-type=b | CamelPresignResponseContentType | c | response-content-type=c
            responseContentDisposition | | inline | response-content-disposition=inline | attachment | response-content-disposition=attachment | CamelPresignResponseContentDisposition | other | response-content-disposition=other
            versionId | | a | versionId=a | b | versionId=b | CamelPresignVersionId | c | versionId=c
            process | | a | x-oss-process=a | b | x-oss-process=b | CamelPresignProcess | c | x-oss-process=c
            trafficLimit | | 819200 | x-oss-traffic-limit=819200 | 819201 | x-oss-traffic-limit=819201 | CamelPresignTrafficLimit | 819202 | x-oss-traffic-limit=819202
            query.x-foo | | a | x-foo=a& | b | x-foo=b& | | |
            header.x-oss-meta-a | | 1 | required={x-oss-meta-a=1} | 2 | required={x-oss-meta-a=2} | | |
            additionalHeaders | | host | additional-headers=host& | host | additional-headers=host& | | |
            verifyObject | &endpoint=http://127.0.0.1:1 | false | x-oss-signature= | true | verifyObject of http://127.0.0.1:1/ | | |
            operation | &method=POST | sign | x-oss-expires= | postPolicy | form=<form | | |
            output | | body | body={"url" | header | body=the body | | |
            """;

    static List<Row> rows() {
        String domain = "&endpoint=https://files.example.com";
        return ROWS.lines()
                .map(line -> line.replace("{cdn}", "{domain}&addressStyle=cname&authKey=KeyOfTheCdnDomain")
                        .replace("{domain}", domain)
                        .replace("{attachment}", "attachment%3B%20filename%3D%22"))
                .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
                .map(cells -> new Row(
                        cells.get(0),
                        cells.get(1),
                        new Level(cells.get(2), cells.get(3)),
                        new Level(cells.get(4), cells.get(5)),
                        cells.get(6),
                        new Level(cells.get(7), cells.get(8))))
                .toList();
    }

    @Test
    void everyOptionHasARowOrItsOwnTest() {
        Set<String> covered = new TreeSet<>();
        ELSEWHERE
                .lines()
                .forEach(line ->
                        covered.addAll(List.of(line.replaceAll(".*: ", "").split(" "))));
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
            addRoutes(routes -> routes.from(from)
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
