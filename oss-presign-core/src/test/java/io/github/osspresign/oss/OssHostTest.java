// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OssHostTest {

    @ParameterizedTest
    @CsvSource({
        "examplebucket.oss-cn-hangzhou.aliyuncs.com, PUBLIC, examplebucket, cn-hangzhou",
        "examplebucket.oss-cn-hangzhou-internal.aliyuncs.com, INTERNAL, examplebucket, cn-hangzhou",
        "examplebucket.cn-hangzhou.oss.aliyuncs.com, DUAL_STACK, examplebucket, cn-hangzhou",
        "examplebucket.oss.aliyuncs.com, PUBLIC, examplebucket, cn-hangzhou",
        "examplebucket.oss-accelerate.aliyuncs.com, ACCELERATE, examplebucket,",
        "examplebucket.oss-accelerate-overseas.aliyuncs.com, ACCELERATE_OVERSEAS, examplebucket,",
        "examplebucket.s3.oss-cn-hangzhou.aliyuncs.com, S3, examplebucket, cn-hangzhou",
        "examplebucket.cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com, CLOUD_BOX, examplebucket,",
        "examplebucket.oss-cn-hzfinance.aliyuncs.com, PUBLIC, examplebucket, cn-hangzhou-finance",
        "examplebucket.oss-cn-hzjbp-a-internal.aliyuncs.com, INTERNAL, examplebucket, cn-hangzhou-finance",
        "examplebucket.oss-cn-hzjbp-b-internal.aliyuncs.com, INTERNAL, examplebucket, cn-hangzhou-finance",
        "examplebucket.oss-cn-szfinance.aliyuncs.com, PUBLIC, examplebucket, cn-shenzhen-finance-1",
        "examplebucket.oss-cn-shanghai-finance-1-pub.aliyuncs.com, PUBLIC, examplebucket, cn-shanghai-finance-1",
        "examplebucket.oss-cn-shanghai-finance-1-pub-internal.aliyuncs.com, INTERNAL, examplebucket, cn-shanghai-finance-1",
        "examplebucket.oss-cn-beijing-finance-1-pub.aliyuncs.com, PUBLIC, examplebucket, cn-beijing-finance-1",
        "examplebucket.oss-cn-beijing-finance-1-internal.aliyuncs.com, INTERNAL, examplebucket, cn-beijing-finance-1",
        "s3.oss-cn-hzfinance.aliyuncs.com, S3,, cn-hangzhou-finance",
        "examplebucket.oss-internal.aliyuncs.com, INTERNAL, examplebucket, cn-hangzhou",
        "s3.oss-cn-hangzhou-internal.aliyuncs.com, S3,, cn-hangzhou",
        "cb-123.cn-hangzhou.oss-cloudbox.aliyuncs.com, CLOUD_BOX,,",
        "oss-cn-hangzhou.aliyuncs.com, PUBLIC,, cn-hangzhou",
        "oss-accelerate.aliyuncs.com, ACCELERATE,,",
        "EXAMPLEBUCKET.OSS-CN-HANGZHOU.ALIYUNCS.COM, PUBLIC, examplebucket, cn-hangzhou",
        "examplebucket.localhost, LOCAL, examplebucket,",
        "localhost, LOCAL,,",
        "127.0.0.1, LOCAL,,",
        "[::1], LOCAL,,",
        "files.example.com, CUSTOM_DOMAIN,,"
    })
    void readsKindBucketAndRegion(String host, OssHostKind kind, String bucket, String region) {
        assertThat(OssHost.of(host)).isEqualTo(new OssHost(kind, bucket, region));
    }

    @ParameterizedTest
    @CsvSource({
        "oss-cn-hangzhou.aliyuncs.com, PUBLIC, cn-hangzhou",
        "cn-beijing.oss.aliyuncs.com, DUAL_STACK, cn-beijing",
        "oss.aliyuncs.com, PUBLIC, cn-hangzhou",
        "oss-internal.aliyuncs.com, INTERNAL, cn-hangzhou",
        "s3.oss-cn-beijing-internal.aliyuncs.com, S3, cn-beijing",
        "oss-accelerate.aliyuncs.com, ACCELERATE,",
        "files.example.com, CUSTOM_DOMAIN,"
    })
    void readsEndpointWithoutBucket(String host, OssHostKind kind, String region) {
        assertThat(OssHost.ofEndpoint(host)).isEqualTo(new OssHost(kind, null, region));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oss-cn-hangzhou.aliyuncs.com.example.com",
                "xoss-cn-hangzhou.aliyuncs.com",
                "osscn-hangzhou.aliyuncs.com",
                "oss-.aliyuncs.com",
                "oss-cn_hangzhou.aliyuncs.com",
                "oss--internal.aliyuncs.com",
                "example-bucket.cn_hangzhou.oss.aliyuncs.com",
                "cn-hangzhou.oss-cloudbox.aliyuncs.com",
                "aliyuncs.com",
                "oss-cn-hangzhou.aliyuncs.com.",
                "notlocalhost",
                "127.0.0.1.example.com",
                ""
            })
    void readsOtherNamesAsCustomDomains(String host) {
        assertThat(OssHost.of(host)).isEqualTo(new OssHost(OssHostKind.CUSTOM_DOMAIN, null, null));
    }

    @ParameterizedTest
    @EnumSource(EndpointType.class)
    void readsHostOfEachEndpointTypeAsKindOfSameName(EndpointType type) {
        OssHost host = OssHost.ofEndpoint(type.host("cn-hangzhou"));
        assertThat(host.kind()).hasToString(type.name());
        assertThat(host.region()).isEqualTo(host.kind().isAccelerated() ? null : "cn-hangzhou");
    }

    @ParameterizedTest
    @CsvSource({
        "oss-cn-beijing.aliyuncs.com, cn-beijing, true",
        "oss-cn-beijing.aliyuncs.com, cn-hangzhou, false",
        "oss-cn-hzjbp-a-internal.aliyuncs.com, cn-hangzhou-finance, true",
        "oss-cn-hzjbp-a-internal.aliyuncs.com, cn-hangzhou, true",
        "oss-cn-hzjbp-a-internal.aliyuncs.com, cn-hzjbp-a, false",
        "oss-cn-szfinance.aliyuncs.com, cn-shenzhen-finance-1, true",
        "oss-cn-szfinance.aliyuncs.com, cn-shenzhen, false",
        "oss-accelerate.aliyuncs.com, cn-beijing, true",
        "files.example.com, cn-beijing, true"
    })
    void hostAllowsScopeOfItsRegion(String host, String signed, boolean allowed) {
        assertThat(OssHost.of(host).allowsScope(signed)).isEqualTo(allowed);
    }

    /** OSS documentation, "Regions and endpoints", November 2026. */
    @ParameterizedTest
    @CsvSource({
        "cn-hangzhou, false",
        "cn-hongkong, false",
        "cn-guangzhou, false",
        "cn-north-2-gov-1, false",
        "cn-hangzhou-finance, false",
        "cn-shanghai-finance-1, false",
        "eu-central-1, false",
        "cn-nanjing, true",
        "cn-fuzhou, true",
        "cn-wuhan-lr, true",
        "cn-zhongwei, true",
        "rg-china-mainland, true",
        "eu-west-1, true",
        "eu-west-2, true",
        "ap-southeast-1, true",
        "ap-southeast-8, true",
        "us-west-1, true"
    })
    void knowsWhichRegionsHaveNoDualStackEndpoint(String region, boolean unknown) {
        assertThat(OssHost.of("examplebucket." + region + ".oss.aliyuncs.com").isUnknownDualStack())
                .isEqualTo(unknown);
        assertThat(OssHost.of("examplebucket.oss-" + region + ".aliyuncs.com").isUnknownDualStack())
                .isFalse();
    }

    @Test
    void readsBucketAndNoRegionFromEndpointThatContainsBucket() {
        assertThat(OssHost.ofEndpoint("examplebucket.oss-cn-hangzhou.aliyuncs.com"))
                .isEqualTo(new OssHost(OssHostKind.PUBLIC, "examplebucket", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-b-", "b", "a.b", "example-"})
    void findsBucketThatCannotBeOne(String bucket) {
        OssHost host = OssHost.of(bucket + ".oss-cn-hangzhou.aliyuncs.com");
        assertThat(host.bucket()).isEqualTo(bucket);
        assertThat(host.hasValidBucket()).isFalse();
    }

    @Test
    void hostWithoutBucketIsValid() {
        assertThat(OssHost.of("oss-cn-hangzhou.aliyuncs.com").hasValidBucket()).isTrue();
    }
}
