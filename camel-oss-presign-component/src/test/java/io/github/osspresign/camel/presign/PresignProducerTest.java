// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The producer signs a link for the key of each message. */
class PresignProducerTest extends PresignTestSupport {

    private static final String ENDPOINT = "presign:examplebucket?region=cn-hangzhou&" + KEYS;

    @Override
    protected void configure(RouteBuilder routes) {
        routes.from("direct:in").to(ENDPOINT).to("mock:out");
    }

    @Test
    void writesLinkToHeadersAndKeepsTheBody() throws Exception {
        getMockEndpoint("mock:out").expectedBodiesReceived("the body");
        template.sendBodyAndHeader("direct:in", "the body", PresignConstants.OBJECT_KEY, "exampleobject");
        getMockEndpoint("mock:out").assertIsSatisfied();

        Message message = getMockEndpoint("mock:out").getExchanges().get(0).getMessage();
        String url = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/exampleobject"
                + "?x-oss-credential=AKIDEXAMPLE%2F20241112%2Fcn-hangzhou%2Foss%2Faliyun_v4_request"
                + "&x-oss-date=20241112T092756Z&x-oss-expires=3600&x-oss-signature-version=OSS4-HMAC-SHA256"
                + "&x-oss-signature=25de3719e21a0d293ef81d0f17d5aac9dca22b1f759197b42bc49141257829f3";
        assertThat(message.getHeaders())
                .containsEntry("CamelPresignUrl", url)
                .containsEntry("CamelPresignLinkMethod", "GET")
                .containsEntry("CamelPresignExpiresAt", NOW.plus(Duration.ofHours(1)))
                .containsEntry("CamelPresignLifetimeLimit", "requested")
                .containsEntry("CamelPresignRequiredHeaders", Map.of())
                .containsEntry("CamelPresignBrowserUsable", true);
        assertThat(message.getHeader("CamelPresignUrlMasked", String.class))
                .contains("/exampleobject?")
                .contains("x-oss-expires=3600")
                .doesNotContain("25de3719")
                .doesNotContain("AKIDEXAMPLE");
        assertThat(message.getHeader("CamelPresignLink", PresignedLink.class)).satisfies(link -> {
            assertThat(link.url()).isEqualTo(url);
            assertThat(link.bucket()).isEqualTo("examplebucket");
            assertThat(link.key()).isEqualTo("exampleobject");
            assertThat(link.expiresAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
        });
    }

    @Test
    void keyComesFromHeaderThenOptionThenFileName() throws Exception {
        String withOption = ENDPOINT + "&objectKey=from-option";
        Map<String, Object> both = Map.of("CamelPresignObjectKey", "from-header", "CamelFileName", "from-file");
        Map<String, Object> file = Map.of("CamelFileName", "dir/from file+中.txt");

        assertThat(url(withOption, both)).contains("/from-header?");
        assertThat(url(withOption, file)).contains("/from-option?");
        assertThat(url(ENDPOINT, file)).contains("/dir/from%20file%2B%E4%B8%AD.txt?");
    }

    @Test
    void refusesMessageWithoutKey() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT, Map.of()))
                .withMessageContaining("CamelPresignObjectKey")
                .withMessageContaining("objectKey")
                .withMessageContaining("CamelFileName");
    }

    @Test
    void expirationHeaderMayBeADuration() throws Exception {
        assertThat(url(ENDPOINT, Map.of("CamelPresignObjectKey", "k", "CamelPresignExpiration", Duration.ofMinutes(2))))
                .contains("x-oss-expires=120&");
    }

    /** {@code osspresigned:} sends no other values. */
    @ParameterizedTest
    @ValueSource(strings = {"\u62a5\u8868", "caf\u00e9"})
    void headersToSendMustBeAscii(String value) {
        String message =
                "header 'x-oss-meta-name': must have a value of printable ASCII, was other text; encode it, for"
                        + " example with percent encoding";
        Map<String, Object> key = Map.of("CamelPresignObjectKey", "k");

        assertThatThrownBy(() -> url(ENDPOINT + "&method=PUT&header.x-oss-meta-name=RAW(" + value + ")", key))
                .rootCause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> send(
                                ENDPOINT + "&operation=signAll&method=PUT",
                                Map.of(),
                                List.of(Map.of("objectKey", "k", "header.x-oss-meta-name", value)))
                        .getMessage()
                        .getBody(Iterator.class)
                        .next())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("entry 1: " + message);
    }

    @Test
    void expirationHeaderMustNotBeANumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> url(ENDPOINT, Map.of("CamelPresignObjectKey", "k", "CamelPresignExpiration", 3_600_000L)))
                .withMessage(
                        "CamelPresignExpiration: must be a duration with a unit of d, h, m, s or ms, such as 15m, 1h30m or PT1H,"
                                + " was '3600000'");
    }

    @ParameterizedTest
    @CsvSource({
        "CamelPresignExpiration, soon, 'must be a duration with a unit of d, h, m, s or ms, such as 15m'",
        "CamelPresignExpiration, 86000, 'ms, such as 15m, 1h30m or PT1H, was ''86000'''",
        "CamelPresignExpiration, {{user.home}}, {{user.home}}",
        "CamelPresignExpiration, #bean:x, 'must be a duration with a unit of d, h, m, s or ms, such as 15m'",
        "CamelPresignExpiration, 0s, at least 1",
        "CamelPresignExpiration, 8d, 7 days",
        "CamelPresignMethod, PATCH, 'GET, HEAD, PUT, DELETE, POST'",
        "CamelPresignTrafficLimit, 100, 819200 to 838860800",
        "CamelPresignObjectKey, /leading, must not start with a slash",
        "CamelPresignBucketName, UPPER, lower-case",
        "CamelPresignDownloadFileName, 'a\u0007b', without control characters"
    })
    void invalidHeaderFailsTheExchange(String header, String value, String allowed) {
        Map<String, Object> headers = new java.util.HashMap<>(Map.of("CamelPresignObjectKey", "k"));
        headers.put(header, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(ENDPOINT, headers))
                .withMessageContaining(allowed);
    }

    @Test
    void signsFurtherParametersAndRequiredHeaders() throws Exception {
        Exchange exchange = send(
                ENDPOINT + "&method=PUT&query.x-oss-process=image/resize,w_100&query.symlink="
                        + "&header.Content-Type=text/plain&header.Cache-Control=no-cache&header.x-oss-meta-a=1"
                        + "&additionalHeaders=host",
                Map.of("CamelPresignObjectKey", "k"));

        assertThat(exchange.getMessage().getHeader("CamelPresignUrl", String.class))
                .contains("?symlink&")
                .contains("x-oss-process=image%2Fresize%2Cw_100&")
                .contains("x-oss-additional-headers=cache-control%3Bhost&");
        assertThat(exchange.getMessage().getHeader("CamelPresignRequiredHeaders"))
                .isEqualTo(Map.of("Content-Type", "text/plain", "Cache-Control", "no-cache", "x-oss-meta-a", "1"));
        assertThat(exchange.getMessage().getHeader("CamelPresignBrowserUsable")).isEqualTo(false);
    }

    @ParameterizedTest
    @CsvSource({
        "a/../b, false",
        "a/./b, false",
        "../b, false",
        "a/.., false",
        ".., false",
        "., false",
        "a..b/.c/d..., true",
    })
    void linkToKeyWithDotSegmentIsNotUsableInABrowser(String key, boolean usable) throws Exception {
        Message message = send(ENDPOINT, Map.of("CamelPresignObjectKey", key)).getMessage();

        assertThat(message.getHeader("CamelPresignBrowserUsable")).isEqualTo(usable);
    }

    @Test
    void firstKeyWithDotSegmentIsLogged() throws Exception {
        String endpoint = ENDPOINT + "&expiration=61s";
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            for (String key : List.of("a/b", "first/../key", "second/../key")) {
                send(endpoint, Map.of("CamelPresignObjectKey", key));
            }
        } finally {
            System.setErr(before);
        }

        assertThat(log.toString(UTF_8))
                .containsOnlyOnce("has a segment '.' or '..'")
                .contains("Object key 'first/../key'")
                .doesNotContain("second/../key");
    }

    @Test
    void refusesTwoContentDispositions() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> url(
                        ENDPOINT,
                        Map.of(
                                "CamelPresignObjectKey", "k",
                                "CamelPresignDownloadFileName", "a.txt",
                                "CamelPresignResponseContentDisposition", "inline")))
                .withMessageContaining("'a.txt'")
                .withMessageContaining("'inline'");
    }

    @Test
    void outputBodyWritesJsonFormToTheBody() throws Exception {
        Message body = send(ENDPOINT + "&output=body", Map.of("CamelPresignObjectKey", "k"))
                .getMessage();
        Message both = send(ENDPOINT + "&output=both", Map.of("CamelPresignObjectKey", "k"))
                .getMessage();

        assertThat(body.getHeaders()).doesNotContainKey("CamelPresignUrl");
        assertThat(body.getHeader("Content-Type")).isEqualTo("application/vnd.oss-presigned-link+json");
        assertThat(both.getBody(PresignedLink.class)).isEqualTo(both.getHeader("CamelPresignLink"));
        assertThat(body.getBody(PresignedLink.class)).isEqualTo(both.getHeader("CamelPresignLink"));
    }

    @ParameterizedTest
    @CsvSource({
        "region=cn-beijing, https://examplebucket.oss-cn-beijing.aliyuncs.com/k?",
        "region=cn-beijing&endpointType=internal, https://examplebucket.oss-cn-beijing-internal.aliyuncs.com/k?",
        "region=cn-beijing&endpointType=accelerate, https://examplebucket.oss-accelerate.aliyuncs.com/k?",
        "region=cn-beijing&endpointType=accelerateOverseas,"
                + " https://examplebucket.oss-accelerate-overseas.aliyuncs.com/k?",
        "region=cn-beijing&endpointType=dualStack, https://examplebucket.cn-beijing.oss.aliyuncs.com/k?",
        "endpoint=oss-cn-beijing.aliyuncs.com, https://examplebucket.oss-cn-beijing.aliyuncs.com/k?",
        "endpoint=http://oss-cn-beijing-internal.aliyuncs.com,"
                + " http://examplebucket.oss-cn-beijing-internal.aliyuncs.com/k?",
        "region=cn-beijing&endpoint=https://files.example.com&addressStyle=cname, https://files.example.com/k?",
        "region=cn-beijing&endpoint=http://127.0.0.1:9000, http://127.0.0.1:9000/examplebucket/k?",
        "region=cn-beijing&endpoint=http://oss.test:9000&addressStyle=path, http://oss.test:9000/examplebucket/k?"
    })
    void endpointOptionsSetHostAndAddressStyle(String options, String start) throws Exception {
        assertThat(url("presign:examplebucket?" + KEYS + "&" + options, Map.of("CamelPresignObjectKey", "k")))
                .startsWith(start)
                .contains("%2Fcn-beijing%2Foss%2F");
    }
}
