// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Invalid options stop the start with the value and the allowed values. */
class PresignStartupTest {

    private static final String KEYS = "accessKey=AKIDEXAMPLE&secretKey=geheim";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "region=oss-cn-hangzhou | 'cn-hangzhou' | 'oss-cn-hangzhou'",
                "region=CN | such as 'cn-hangzhou' | 'CN'",
                "endpointType=internal | region: not set | or endpoint",
                "endpoint=https://oss-accelerate.aliyuncs.com | region: must | oss-accelerate",
                "region=cn-beijing&endpoint=oss-cn-hangzhou.aliyuncs.com | region: must be 'cn-hangzhou' | was 'cn-beijing'",
                "region=cn-beijing&endpoint=oss-cn-hangzhou-internal.aliyuncs.com&signatureVersion=V1 | 'cn-hangzhou' | 'cn-beijing'",
                "region=cn-beijing&endpoint=cn-hangzhou.oss.aliyuncs.com | region: must be 'cn-hangzhou' | was 'cn-beijing'",
                "region=oss-cn-hangzhou&endpoint=oss-cn-hangzhou.aliyuncs.com | such as 'cn-hangzhou' | leave out 'oss-'",
                "endpoint=https://examplebucket.oss-cn-hangzhou.aliyuncs.com | endpoint: must not contain the bucket | 'examplebucket.oss-cn-hangzhou.aliyuncs.com'",
                "region=cn-hangzhou&endpoint=examplebucket.oss-accelerate.aliyuncs.com | must not contain the bucket | 'examplebucket.oss-accelerate.aliyuncs.com'",
                "region=cn-hangzhou&endpoint=a.b.oss-cn-hangzhou-internal.aliyuncs.com | must not contain the bucket | 'a.b.oss-cn-hangzhou-internal.aliyuncs.com'",
                "region=cn-hangzhou&endpoint=https://examplebucket.oss-cn-hangzhou.aliyuncs.com&addressStyle=cname | custom domain | 'examplebucket.oss-cn-hangzhou.aliyuncs.com'",
                "region=cn-hangzhou&endpoint=OSS-cn-hangzhou.aliyuncs.com:443&addressStyle=cname | custom domain | 'OSS-cn-hangzhou.aliyuncs.com:443'",
                "endpoint=https://oss-cn-hangzhou.aliyuncs.com&addressStyle=path | addressStyle=path | 'oss-cn-hangzhou.aliyuncs.com'",
                "region=cn-hangzhou&endpoint=ftp://x | must be host[:port] | ftp://x",
                "region=cn-hangzhou&endpoint=https://a.example.com/path | must be host[:port] | /path",
                "region=cn-hangzhou&addressStyle=cname | endpoint: not set | together with addressStyle=cname",
                "region=cn-hangzhou&addressStyle=path | endpoint: not set | together with addressStyle=path",
                "region=cn-hangzhou&addressStyle=far | [virtualHosted, path, cname] | far",
                "region=cn-hangzhou&expiration=8d | 7 days | 8 days",
                "region=cn-hangzhou&expiration=0s | at least 1 | 0",
                "region=cn-hangzhou&expiration=1500ms | whole seconds | 1 second 500 ms",
                "region=cn-hangzhou&expiration=86000 | expiration: must be a duration with a unit | was '86000'",
                "region=cn-hangzhou&expiration=3600 | expiration: must be a duration with a unit | was '3600'",
                "region=cn-hangzhou&method=PATCH | GET | PATCH",
                "region=cn-hangzhou&signatureVersion=V2 | V4 | V2",
                "region=cn-hangzhou&trafficLimit=1KB/s | 100KB/s to 100MB/s | '1KB/s'",
                "region=cn-hangzhou&operation=multipart&query.callback=e30= | must be x-oss-request-payer | 'callback'",
                "region=cn-hangzhou&expiration=5m&minValidity=10m | minValidity | 300 seconds",
                "region=cn-hangzhou&minValidity=-PT0.001S | 0 or longer | 'PT-0.001S'",
                "region=cn-hangzhou&operation=renew&renewWithin=-PT1S | renewWithin: must be 0 or longer | PT-1S",
                "region=cn-hangzhou&operation=dance | [sign, signAll, signPrefix, postPolicy, multipart, renew] | dance",
                "region=cn-hangzhou&output=nowhere | [header, body, both] | nowhere",
                "region=cn-hangzhou&endpointType=far | [public, internal, accelerate, accelerateOverseas, dualStack] | far",
                "region=cn-hangzhou&method=dance | [GET, HEAD, PUT, DELETE, POST] | dance",
                "region=cn-hangzhou&query.x-oss-date=1 | writes itself | 'x-oss-date'",
                "region=cn-hangzhou&query.Expires=1&signatureVersion=V1 | writes itself | 'Expires'",
                "region=cn-hangzhou&additionalHeaders=range | must have a value | 'range'",
                "region=cn-hangzhou&additionalHeaders=a b | header name | 'a b'",
                "region=cn-hangzhou&signatureVersion=V1&header.Cache-Control=no-cache | V1 | cache-control",
                "region=cn-hangzhou&downloadFileName=a.txt&responseContentDisposition=inline | must not be set together | 'a.txt'",
                "region=cn-hangzhou&nonsense=1 | Unknown parameters | nonsense"
            })
    void invalidOptionStopsTheStart(String options, String allowed, String value) {
        assertThatThrownBy(() -> start("presign:examplebucket?" + KEYS + "&" + options))
                .satisfies(failure -> assertThat(messages(failure))
                        .contains(allowed)
                        .contains(value)
                        .doesNotContain("geheim"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "region=cn-hangzhou&endpoint=oss-cn-hzjbp-a-internal.aliyuncs.com",
                "region=cn-hangzhou-finance&endpoint=oss-cn-hzfinance.aliyuncs.com",
                "region=cn-beijing&endpoint=oss-accelerate.aliyuncs.com",
                "region=cn-beijing&endpoint=box.cn-beijing.oss-cloudbox.aliyuncs.com",
                "region=cn-beijing&endpoint=files.example.com&addressStyle=cname",
                "region=cn-beijing&endpoint=oss.example.com&addressStyle=path",
                "region=cn-beijing&endpoint=oss.localhost:9000",
                "region=cn-beijing&endpoint=127.0.0.1:9000"
            })
    void endpointThatAgreesWithOtherOptionsIsAccepted(String options) throws Exception {
        start("presign:examplebucket?" + KEYS + "&" + options);
    }

    @ParameterizedTest
    @CsvSource({
        "region=ap-southeast-8&endpointType=dualStack, true",
        "endpoint=https://eu-west-2.oss.aliyuncs.com, true",
        "region=cn-hangzhou&endpointType=dualStack, false",
        "region=ap-southeast-8, false"
    })
    void warnsOfDualStackHostThatMayNotExist(String options, boolean warned) throws Exception {
        assertThat(logOfStart(options).contains("is not known to have a dual-stack endpoint"))
                .isEqualTo(warned);
    }

    @ParameterizedTest
    @CsvSource({
        "region=hangzhou, true",
        "endpoint=oss-hangzhou.aliyuncs.com, true",
        "region=hangzhou&endpoint=files.example.com&addressStyle=cname, true",
        "region=cn-hangzhou, false",
        "region=local&endpoint=127.0.0.1:9000, false"
    })
    void warnsOfRegionThatIsNoRegionIdOfTheService(String options, boolean warned) throws Exception {
        assertThat(logOfStart(options)
                        .contains("Region 'hangzhou' does not look like a region id, such as 'cn-hangzhou'"))
                .isEqualTo(warned);
    }

    private static String logOfStart(String options) throws Exception {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
        try {
            start("presign:examplebucket?" + KEYS + "&" + options);
        } finally {
            System.setErr(before);
        }
        return log.toString(UTF_8);
    }

    @Test
    void invalidBucketStopsTheStart() {
        assertThatThrownBy(() -> start("presign:Bad_Bucket?region=cn-hangzhou&" + KEYS))
                .satisfies(failure -> assertThat(messages(failure))
                        .contains("bucket: must be")
                        .contains("'Bad_Bucket'"));
    }

    @Test
    void missingBucketStopsTheStart() {
        for (String uri : new String[] {"presign", "presign:?region=cn-hangzhou&" + KEYS}) {
            assertThatThrownBy(() -> start(uri)).hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    /** Camel does not name the endpoint of a consumer that cannot be started. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "expiration=8d",
                "operation=signAll",
                "versionId=a",
                "objectKey=a",
                "minSize=9&maxSize=1",
                "trafficLimit=1KB/s"
            })
    void invalidOptionOfConsumerStopsTheStartWithRouteAndEndpoint(String option) {
        String name = option.substring(0, option.indexOf('='));

        assertThatThrownBy(() -> startConsumer("presign:examplebucket?region=cn-hangzhou&" + KEYS + "&" + option))
                .isInstanceOf(FailedToStartRouteException.class)
                .hasMessageContaining("route: watch ")
                .hasMessageContaining("endpoint: presign://examplebucket?")
                .hasMessageContaining(". Reason: " + name + ":")
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(messages(failure)).doesNotContain("geheim"));
    }

    private static void startConsumer(String uri) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("presign", PresignTestSupport.component(Map.of()));
            RouteBuilder.addRoutes(
                    context, routes -> routes.from(uri).routeId("watch").to("log:found"));
            context.start();
        }
    }

    static void start(String uri) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("presign", PresignTestSupport.component(Map.of()));
            RouteBuilder.addRoutes(context, routes -> routes.from("direct:in").to(uri));
            context.start();
        }
    }

    static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable t = failure; t != null; t = t.getCause()) {
            messages.append(t.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
