// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.test.ScriptedResponse;
import io.github.osspresign.test.ScriptedServer;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A request has the headers of the link and a few fixed ones, and nothing from the message, the JVM or an earlier
 * response.
 */
class RequestHeadersTest extends OssPresignedTestSupport {

    /** Part of every value that must not be sent. */
    private static final String LEAK = "geheim";

    private static final Set<String> ALWAYS = Set.of("Host", "Accept-Encoding", "User-Agent", "x-oss-origin");

    private static final List<String> NAMES = List.of("""
            Authorization Cookie Cookie2 Proxy-Authorization Proxy-Connection Host Range If-Match If-None-Match
            If-Modified-Since If-Range Accept Accept-Encoding Accept-Language Connection Content-Type
            Content-Encoding Content-MD5 Transfer-Encoding TE Trailer Upgrade Expect Forwarded X-Forwarded-For
            X-Api-Key X-Amz-Security-Token x-oss-security-token x-oss-process x-oss-meta-secret x-oss-range-behavior
            User-Agent Referer Origin From Date breadcrumbId traceparent JMSCorrelationID kafka.KEY CamelHttpUri
            CamelHttpQuery CamelHttpMethod CamelHttpUrl CamelPresignRequiredHeaders CamelPresignMethod
            CamelAuthentication camelHttpHeader CAMELHTTPHOST
            """.split("\\s+"));

    private final AtomicInteger asked = new AtomicInteger();

    private String userHome = "";

    @BeforeEach
    void offerCredentials() throws Exception {
        Path home = Files.createDirectories(directory.resolve("home"));
        Files.writeString(home.resolve(".netrc"), "machine 127.0.0.1 login bob password " + LEAK + "\n");
        userHome = System.setProperty("user.home", home.toString());
        System.setProperty("http.proxyHost", "127.0.0.1");
        System.setProperty("http.proxyPort", "1");
        System.setProperty("http.nonProxyHosts", "");
        System.setProperty("http.agent", LEAK);
        Authenticator.setDefault(new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                asked.incrementAndGet();
                return new PasswordAuthentication("bob", LEAK.toCharArray());
            }
        });
    }

    @AfterEach
    void takeThemBack() {
        Authenticator.setDefault(null);
        System.setProperty("user.home", userHome);
        for (String property : List.of("http.proxyHost", "http.proxyPort", "http.nonProxyHosts", "http.agent")) {
            System.clearProperty(property);
        }
    }

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:producer").to(osspresigned("&maxAttempts=1"));
        routes.from("direct:temporary").to("osspresigned:?maxAttempts=1&" + LOCAL);
        routes.from("direct:streaming").to("osspresigned:?streaming=true&maxAttempts=1&" + LOCAL);
        routes.from("direct:enrich").enrich(osspresigned("&maxAttempts=1"));
        routes.from("direct:pollEnrich").pollEnrich(osspresigned("&maxAttempts=1"), -1);
        routes.from("direct:toD").toD(osspresigned("&maxAttempts=1&fileName=${header.X-Api-Key}"));
        routes.from(osspresigned("&maxAttempts=1&linkSource=direct:consumer")).to("mock:done");
        routes.from("direct:upload").to("osspresigned:?operation=upload&maxAttempts=1&" + LOCAL);
    }

    @Test
    void downloadSendsHeadersOfTheLinkAndFixedOnes() throws Exception {
        for (String route : List.of("producer", "temporary", "streaming", "enrich", "pollEnrich", "toD", "consumer")) {
            ScriptedResponse reply = ScriptedResponse.ok("abc")
                    .with("Set-Cookie", "sid=" + LEAK + "; Path=/")
                    .with("Set-Cookie2", "sid=" + LEAK)
                    .with("Alt-Svc", "h2=\":1\"")
                    .with("ETag", "\"" + LEAK + "\"");
            try (ScriptedServer hostile = new ScriptedServer(reply)) {
                for (int i = 0; i < 2; i++) {
                    Exchange exchange = sent("direct:" + route, link(hostile, "GET"));
                    assertThat(exchange.getException()).as(route).isNull();
                }
                assertThat(hostile.requests()).hasSize(2);
                for (String request : hostile.requests()) {
                    // The first request for an object requests its first range.
                    assertHeaders(hostile, request, route.equals("streaming") ? Set.of() : Set.of("Range"));
                }
            }
        }
        assertThat(asked).hasValue(0);
    }

    @Test
    void uploadSendsHeadersOfTheLinkAndFixedOnes() throws Exception {
        ScriptedResponse reply = ScriptedResponse.ok("")
                .with("ETag", "\"A\"")
                .with("Set-Cookie", "sid=" + LEAK)
                .ending(ScriptedResponse.Ending.CLOSE);
        try (ScriptedServer hostile = new ScriptedServer(reply)) {
            for (int i = 0; i < 2; i++) {
                Exchange exchange = sent("direct:upload", link(hostile, "PUT"));
                assertThat(exchange.getException()).isNull();
            }
            for (String request : hostile.requests()) {
                assertHeaders(hostile, request, Set.of("Content-Length"));
            }
        }
    }

    private Exchange sent(String uri, String link) {
        Map<String, Object> headers = new HashMap<>();
        NAMES.forEach(name -> headers.put(name, LEAK + " of " + name));
        headers.put("CamelPresignLink", link);
        return template.send(uri, exchange -> {
            exchange.getMessage().setHeaders(headers);
            exchange.getMessage().setBody("hello " + LEAK);
            NAMES.forEach(name -> exchange.setProperty(name, LEAK));
            NAMES.forEach(name -> exchange.setVariable(name, LEAK));
        });
    }

    private static String link(ScriptedServer hostile, String method) {
        return "{\"url\":\"http://127.0.0.1:" + hostile.port()
                + "/dir/report.pdf?Expires=1900000000&OSSAccessKeyId=LTAIexampleid&Signature=c2lnbmF0dXJlIG9mIGxpbms%3D\","
                + "\"method\":\"" + method + "\",\"requiredHeaders\":{\"x-oss-origin\":\"erp\"}}";
    }

    private static void assertHeaders(ScriptedServer hostile, String request, Set<String> further) {
        Set<String> expected = new TreeSet<>(ALWAYS);
        expected.addAll(further);
        assertThat(request).doesNotContainIgnoringCase(LEAK);
        assertThat(request.lines().skip(1).map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(request.lines())
                .contains(
                        "Host: 127.0.0.1:" + hostile.port(),
                        "Accept-Encoding: identity",
                        "User-Agent: camel-oss-presign",
                        "x-oss-origin: erp");
    }
}
