// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.message.RenewalRequest;
import io.github.osspresign.link.PresignedLink;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code toD} uses one endpoint for any number of buckets and keys, with the same results as {@code to}. */
class PresignDynamicTest extends PresignTestSupport {

    private static final String SECRET = "Secret/+&=%EXAMPLE";

    @Override
    protected void configure(RouteBuilder routes) {
        String keys = "&region=cn-hangzhou&accessKey=AKIDEXAMPLE&secretKey=RAW(" + SECRET + ")";
        routes.from("direct:both").toD("presign:${header.b}?objectKey=RAW(${header.k})" + keys);
        routes.from("direct:key").toD("presign:examplebucket?objectKey=${header.k}&expiration=${header.life}" + keys);
        routes.from("direct:put").toD("presign:examplebucket?objectKey=${header.k}&method=${header.m}" + keys);
        routes.from("direct:static").to("presign:examplebucket?objectKey=k&expiration=15m" + keys);
        routes.from("direct:lookalike").to("presign:bucket-of-message?objectKey=k" + keys);
    }

    private Exchange through(String from, Map<String, Object> headers) {
        return template.send(from, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
    }

    @BeforeEach
    void allowAllBuckets() {
        component().setAllowedBuckets("*");
    }

    private PresignComponent component() {
        return context.getComponent("presign", PresignComponent.class);
    }

    private long presignEndpoints() {
        return context.getEndpoints().stream()
                .filter(PresignEndpoint.class::isInstance)
                .count();
    }

    @Test
    void usesOneEndpointForManyBucketsAndKeys() {
        long before = presignEndpoints();
        for (int i = 0; i < 500; i++) {
            Exchange result = through("direct:both", Map.of("b", "bucket-" + i, "k", "dir/a b+&" + i));
            assertThat(result.getException()).isNull();
            assertThat(result.getMessage().getHeader(PresignConstants.URL, String.class))
                    .startsWith("https://bucket-" + i + ".oss-cn-hangzhou.aliyuncs.com/dir/a%20b%2B%26" + i + "?");
        }
        assertThat(presignEndpoints()).isEqualTo(before + 1);
    }

    @Test
    void signsSameLinkAsStaticEndpoint() {
        String dynamic = through("direct:key", Map.of("k", "k", "life", "15m"))
                .getMessage()
                .getHeader(PresignConstants.URL, String.class);
        String fixed = through("direct:static", Map.of()).getMessage().getHeader(PresignConstants.URL, String.class);
        assertThat(dynamic).isEqualTo(fixed);
    }

    @ParameterizedTest
    @CsvSource({
        "expiration=${header.value}, 1h, CamelPresignExpirationTime, 2024-11-12T09:32:56Z",
        "expirationTime=${header.value}, 2024-11-12T10:00:00Z, CamelPresignExpiration, 5m",
        "responseContentDisposition=${header.value}, inline, CamelPresignDownloadFileName, a.txt",
        "downloadFileName=${header.value}, b.txt, CamelPresignResponseContentDisposition, inline"
    })
    void headerReplacesTheOptionThatItExcludes(String option, String value, String header, String text)
            throws Exception {
        addRoutes(routes -> routes.from("direct:excluded")
                .toD("presign:examplebucket?region=cn-hangzhou&objectKey=k&" + KEYS + "&" + option));

        assertThat(url("direct:excluded", Map.of("value", value, header, text)))
                .isEqualTo(url("presign:examplebucket?region=cn-hangzhou&objectKey=k&" + KEYS, Map.of(header, text)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postPolicy&method=POST&objectKey=${header.k}&trafficLimit=819200 | trafficLimit: must be used with operation=sign or",
                "signPrefix&objectKey=${header.k} | objectKey: must be used with operation=sign or",
                "renew&process=image/${header.k} | process: must be used with operation=sign or"
            })
    void refusesOptionsThatTheOperationDoesNotUse(String options, String message) throws Exception {
        addRoutes(routes -> routes.from("direct:unused")
                .toD("presign:examplebucket?region=cn-hangzhou&" + KEYS + "&operation=" + options));

        assertThat(through("direct:unused", Map.of("k", "k")).getException()).hasStackTraceContaining(message);
    }

    /** A renewal reads the lifetime from the option, because the message comes from outside. */
    @Test
    void renewalForDownloadsLastsForTheExpirationInTheRoute() throws Exception {
        addRoutes(routes -> routes.from("direct:renewal")
                .toD("presign:examplebucket?region=cn-hangzhou&" + KEYS
                        + "&operation=renew&expiration=${header.life}"));
        String expired = url("presign:examplebucket?region=cn-hangzhou&" + KEYS, Map.of("CamelPresignObjectKey", "k"));

        Exchange result = template.send("direct:renewal", exchange -> {
            new RenewalRequest(PresignedLink.of(expired), context.getEndpoint("direct:renewal"), true).setOn(exchange);
            exchange.getMessage().setHeader("life", "12h");
        });

        assertThat(result.getMessage().getHeader(PresignConstants.EXPIRES_AT))
                .isEqualTo(NOW.plus(Duration.ofHours(12)));
    }

    /** Only values of the message are values of the message: properties belong to the route. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "presign:{{bucket}}?objectKey=RAW(${header.k})&{{signing}}",
                "presign:{{bucket}}?{{signing}}&objectKey={{folder}}/${header.k}",
                "presign:{{scheme.and.bucket}}?objectKey=${header.k}&{{signing}}",
                "{{whole}}"
            })
    void propertiesInTheUriAreWrittenInTheRoute(String uri) throws Exception {
        component().setAllowedBuckets(null);
        context.getPropertiesComponent().setInitialProperties(properties());
        addRoutes(routes -> routes.from("direct:properties").toD(uri));

        Exchange signed = through("direct:properties", Map.of("k", "k"));
        assertThat(signed.getException()).isNull();
        assertThat(signed.getMessage().getHeader(PresignConstants.URL, String.class))
                .startsWith("https://examplebucket.oss-cn-hangzhou.aliyuncs.com/")
                .contains("/k?", "x-oss-expires=300");
        assertThat(through("direct:properties", Map.of("k", "x)&method=PUT&versionId=RAW(v"))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put("bucket", "examplebucket");
        properties.put("scheme.and.bucket", "//{{bucket}}");
        properties.put("folder", "reports");
        properties.put(
                "signing", "expiration=5m&region=cn-hangzhou&accessKey=AKIDEXAMPLE&secretKey=RAW(" + SECRET + ")");
        properties.put("whole", "presign:{{bucket}}?objectKey=RAW(${header.k})&{{signing}}");
        return properties;
    }

    @Test
    void bucketNamedLikeAPlaceholderIsABucketLikeAnyOther() {
        component().setAllowedBuckets(null);
        String url = through("direct:lookalike", Map.of()).getMessage().getHeader(PresignConstants.URL, String.class);
        assertThat(url).startsWith("https://bucket-of-message.oss-cn-hangzhou.aliyuncs.com/k?");
    }

    @Test
    void removesItsHeadersFromTheMessage() {
        Map<String, Object> headers = through("direct:both", Map.of("b", "examplebucket", "k", "k"))
                .getMessage()
                .getHeaders();
        assertThat(headers)
                .containsKey(PresignConstants.URL)
                .doesNotContainKeys(PresignConstants.BUCKET_NAME, PresignConstants.OBJECT_KEY);
    }

    @Test
    void headerOfTheMessageTakesPrecedenceAndStays() {
        Exchange result =
                through("direct:both", Map.of("b", "examplebucket", "k", "k", PresignConstants.OBJECT_KEY, "other"));
        assertThat(result.getMessage().getHeader(PresignConstants.URL, String.class))
                .contains("/other?");
        assertThat(result.getMessage().getHeader(PresignConstants.OBJECT_KEY)).isEqualTo("other");
    }

    @Test
    void methodInTheUriIsAnOptionOfTheOperator() {
        assertThat(through("direct:put", Map.of("k", "k", "m", "PUT"))
                        .getMessage()
                        .getHeader(PresignConstants.LINK_METHOD))
                .isEqualTo("PUT");
    }

    @ParameterizedTest
    @CsvSource({
        "examplebucket, x)&method=PUT&versionId=RAW(v, method",
        "examplebucket, x)&method=PUT, method",
        "examplebucket?method=PUT&versionId=, x, method",
        "examplebucket, x)&accessKey=RAW(other, accessKey"
    })
    void valueCannotInjectAnOption(String bucket, String key, String option) {
        Exchange made = through("direct:both", Map.of("b", bucket, "k", key));
        assertThat(made.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("must be written in the route, but a value contains the option '" + option + "'");
    }

    /** Camel resolves the properties of the URI with the values in it, those of the environment too. */
    @ParameterizedTest
    @CsvSource({
        "direct:both, examplebucket, {{secret}}",
        "direct:both, examplebucket, a/{{env:PATH}}",
        "direct:both, {{secret}}, k",
        "direct:property, , {{secret}}"
    })
    void valueCannotNameAProperty(String from, @Nullable String bucket, String key) throws Exception {
        Properties properties = properties();
        properties.put("secret", "confidential");
        context.getPropertiesComponent().setInitialProperties(properties);
        addRoutes(routes -> routes.from("direct:property").toD("{{whole}}"));

        Exchange made = through(from, Map.of("b", String.valueOf(bucket), "k", key));

        assertThat(made.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("toD: a value must not contain '{{', which names a property of the application");
        assertThat(made.getMessage().getHeaders()).doesNotContainKey(PresignConstants.URL);
    }

    /** The expression is evaluated twice, and the second time it must not find an empty body. */
    @ParameterizedTest
    @CsvSource({
        "true, 'a value must not contain ''{{'', which names a property of the application'",
        "false, 'beside a stream that can be read only once, an expression must be a'"
    })
    void bodyThatIsAStreamCannotNameAProperty(boolean streamCache, String refusal) throws Exception {
        addRoutes(routes -> routes.from("direct:body")
                .streamCache(String.valueOf(streamCache))
                .toD("presign:examplebucket?region=cn-hangzhou&" + KEYS + "&objectKey=RAW(${body})"));

        Exchange made = template.request(
                "direct:body",
                exchange -> exchange.getMessage().setBody(new ByteArrayInputStream("{{env:PATH}}".getBytes(UTF_8))));

        assertThat(made.getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("toD: " + refusal);
        assertThat(made.getMessage().getHeaders()).doesNotContainKey(PresignConstants.URL);
    }

    @Test
    void headerIsTheKeyBesideAStreamThatCanBeReadOnce() throws Exception {
        addRoutes(routes -> routes.from("direct:stream")
                .streamCache("false")
                .toD("presign:examplebucket?region=cn-hangzhou&" + KEYS + "&objectKey=RAW(${header.k}/${headers.k})"));

        Exchange made = template.request("direct:stream", exchange -> {
            exchange.getMessage().setBody(new ByteArrayInputStream(new byte[0]));
            exchange.getMessage().setHeader("k", "name");
        });

        assertThat(made.getMessage().getHeader(PresignConstants.URL, String.class))
                .contains("/name/name?");
    }

    @Test
    void bucketOfTheMessageRequiresAllowedBuckets() {
        component().setAllowedBuckets(null);
        for (String bucket : List.of("other-bucket", "bucket-of-message")) {
            Exchange refused = through("direct:both", Map.of("b", bucket, "k", "k"));
            assertThatThrownBy(() -> {
                        throw refused.getException();
                    })
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("bucket: must be fixed in the route, was '" + bucket
                            + "'; set the option allowedBuckets of the component to allow more buckets");
        }
        assertThat(through("direct:key", Map.of("k", "k", "life", "15m")).getException())
                .isNull();
    }

    @Test
    void messageCannotUseThePlaceholderAsBucket() {
        assertThat(through("direct:both", Map.of("b", "bucketOfMessage", "k", "k"))
                        .getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bucket: must be 3 to 63 lower-case letters")
                .hasMessageEndingWith("was 'bucketOfMessage'");
    }
}
