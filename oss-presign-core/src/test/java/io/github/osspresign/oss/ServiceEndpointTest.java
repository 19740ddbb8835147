// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An endpoint determines the host of a link, the position of the bucket, and possibly the region. */
class ServiceEndpointTest {

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource({
        "PUBLIC, cn-hangzhou, oss-cn-hangzhou.aliyuncs.com, cn-hangzhou",
        "INTERNAL, cn-hangzhou, oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou",
        "ACCELERATE, cn-hangzhou, oss-accelerate.aliyuncs.com,",
        "ACCELERATE_OVERSEAS, us-west-1, oss-accelerate-overseas.aliyuncs.com,",
        "PUBLIC, cn-hangzhou-finance, oss-cn-hzfinance.aliyuncs.com, cn-hangzhou-finance",
        "PUBLIC, cn-shenzhen-finance-1, oss-cn-szfinance.aliyuncs.com, cn-shenzhen-finance-1",
        "PUBLIC, cn-shanghai-finance-1, oss-cn-shanghai-finance-1-pub.aliyuncs.com, cn-shanghai-finance-1",
        "INTERNAL, cn-shanghai-finance-1, oss-cn-shanghai-finance-1-internal.aliyuncs.com, cn-shanghai-finance-1",
        "PUBLIC, cn-beijing-finance-1, oss-cn-beijing-finance-1-pub.aliyuncs.com, cn-beijing-finance-1",
        "ACCELERATE, cn-hangzhou-finance, oss-accelerate.aliyuncs.com,",
        "PUBLIC, cn-zhongwei, oss-cn-zhongwei.aliyuncs.com, cn-zhongwei",
        "PUBLIC, ap-southeast-8, oss-ap-southeast-8.aliyuncs.com, ap-southeast-8",
        "PUBLIC, eu-west-2, oss-eu-west-2.aliyuncs.com, eu-west-2",
        "DUAL_STACK, ap-southeast-1, ap-southeast-1.oss.aliyuncs.com, ap-southeast-1",
    })
    void eachEndpointTypeHasItsHost(EndpointType type, String region, String host, String shownRegion) {
        ServiceEndpoint endpoint = ServiceEndpoint.of(region, type);

        assertThat(endpoint).isEqualTo(new ServiceEndpoint("https", host, AddressStyle.VIRTUAL_HOSTED));
        assertThat(endpoint.region().orElse(null)).isEqualTo(shownRegion);
        assertThat(endpoint.authority("examplebucket")).isEqualTo("examplebucket." + host);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "oss-cn-hangzhou.aliyuncs.com, cn-hangzhou",
        "https://OSS-CN-Hangzhou.aliyuncs.com/, cn-hangzhou",
        "http://oss-us-west-1.aliyuncs.com:80, us-west-1",
        "oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou",
        "oss-cn-north-2-gov-1-internal.aliyuncs.com, cn-north-2-gov-1",
        "oss-cn-shenzhen-finance-1.aliyuncs.com, cn-shenzhen-finance-1",
        "oss-cn-szfinance.aliyuncs.com, cn-shenzhen-finance-1",
        "oss-cn-hzjbp-b-internal.aliyuncs.com, cn-hangzhou-finance",
        "cn-hangzhou.oss.aliyuncs.com, cn-hangzhou",
        "s3.oss-cn-hangzhou.aliyuncs.com, cn-hangzhou",
        "s3.oss-cn-hangzhou-internal.aliyuncs.com, cn-hangzhou",
        "oss.aliyuncs.com, cn-hangzhou",
        "oss-accelerate.aliyuncs.com,",
        "oss-accelerate-overseas.aliyuncs.com,",
        "cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com,",
        "oss.example.com,",
        "oss-cn-hangzhou.aliyuncs.com.example.com,",
        "127.0.0.1:9000,",
        "localhost,",
    })
    void readsRegionFromHost(String endpoint, String region) {
        assertThat(ServiceEndpoint.parse(endpoint).region().orElse(null)).isEqualTo(region);
    }

    @Test
    void internalEndpointOfRegionWithSeveralMustBeSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceEndpoint.of("cn-hangzhou-finance", EndpointType.INTERNAL))
                .withMessage("endpoint: must be set for the internal endpoints of region cn-hangzhou-finance, such as"
                        + " oss-cn-hzjbp-a-internal.aliyuncs.com or oss-cn-hzjbp-b-internal.aliyuncs.com, was not set");
    }

    @Test
    void customDomainOfBucketHasNoRegion() {
        assertThat(ServiceEndpoint.parse("examplebucket.oss-cn-hangzhou.aliyuncs.com", AddressStyle.CNAME)
                        .region())
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}, {1} -> {2}, {3}")
    @CsvSource({
        "oss-cn-hangzhou.aliyuncs.com, VIRTUAL_HOSTED, VIRTUAL_HOSTED, b-1.oss-cn-hangzhou.aliyuncs.com",
        "oss.example.com:8080, PATH, PATH, oss.example.com:8080",
        "img.example.com:8443, CNAME, CNAME, img.example.com:8443",
        "127.0.0.1:9000, VIRTUAL_HOSTED, PATH, 127.0.0.1:9000",
        "LocalHost, VIRTUAL_HOSTED, PATH, LocalHost",
        "oss:9000, VIRTUAL_HOSTED, PATH, oss:9000",
        "oss:9000, CNAME, CNAME, oss:9000",
        "[::1]:9000, VIRTUAL_HOSTED, PATH, [::1]:9000",
        "127.0.0.1:9000, CNAME, CNAME, 127.0.0.1:9000",
        "localhost.example.com, VIRTUAL_HOSTED, VIRTUAL_HOSTED, b-1.localhost.example.com",
    })
    void styleDeterminesPositionOfBucket(String text, AddressStyle wanted, AddressStyle style, String authority) {
        ServiceEndpoint endpoint = ServiceEndpoint.parse(text, wanted);

        assertThat(endpoint.style()).isEqualTo(style);
        assertThat(endpoint.authority("b-1")).isEqualTo(authority);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({"example.com, https", "https://example.com, https", "HTTP://example.com, http", "http://a:1/, http"})
    void schemeIsHttpsByDefault(String text, String scheme) {
        assertThat(ServiceEndpoint.parse(text).scheme()).isEqualTo(scheme);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "https://",
                "ftp://example.com",
                "a..example",
                "//example.com",
                "https://example.com/path",
                "https://example.com//",
                "https://example.com#f",
                "example .com",
                " example.com",
                "example.com\n",
                "-example.com",
                "example.com.",
                "[::1",
                "example.com:",
                "example.com:http",
                "bücket.example.com",
            })
    void rejectsOtherFormsAndShowsTheirText(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceEndpoint.parse(text))
                .withMessageStartingWith("endpoint: must be host[:port] or http(s)://host[:port], was '")
                .withMessageContaining(text.replaceFirst("^https://(?!.*/)", "").replace("\n", "\\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:SECRET@example.com",
                "SECRET@example.com",
                "https://user:SECRET@with@example.com/path",
                "https://b.oss-cn-hangzhou.aliyuncs.com/?x-oss-signature=SECRET",
                "https://b.oss-cn-hangzhou.aliyuncs.com/k?Signature=SECRET@&security-token=SECRET",
            })
    void rejectsUserInfoAndQueryWithoutShowingThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceEndpoint.parse(text))
                .withMessageStartingWith("endpoint: must be host[:port]")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRET"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.com:0", "example.com:65536", "http://127.0.0.1:99999"})
    void rejectsPortsOutOfRange(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceEndpoint.parse(text))
                .withMessageContaining("must have a port from 1 to 65535, was " + text.replaceFirst(".*:", ""));
    }

    @Test
    void constructorRejectsInvalidSchemeAndAuthority() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceEndpoint("ftp", "example.com", AddressStyle.CNAME))
                .withMessage("endpoint: must be https or http, was 'ftp'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ServiceEndpoint("https", "example.com/path", AddressStyle.CNAME))
                .withMessageContaining("'example.com/path'");
    }

    @ParameterizedTest(name = "region {0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "oss-cn-hangzhou | such as 'cn-hangzhou', was 'oss-cn-hangzhou'; leave out 'oss-'",
                "CN-Hangzhou | such as 'cn-hangzhou', was 'CN-Hangzhou'",
                "'' | such as 'cn-hangzhou', was ''",
                "cn_hangzhou | such as 'cn-hangzhou', was 'cn_hangzhou'",
                "cn- | such as 'cn-hangzhou', was 'cn-'",
                "cn-hangzhou.evil.example/ | such as 'cn-hangzhou', was 'cn-hangzhou.evil.example/'",
            })
    void rejectsInvalidRegionIds(String region, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServiceEndpoint.of(region, EndpointType.ACCELERATE))
                .withMessage("region: must be a general region id " + message);
    }
}
