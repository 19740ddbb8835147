// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.Bucket;
import com.aliyun.oss.model.BucketReferer;
import com.aliyun.oss.model.InventoryConfiguration;
import com.aliyun.oss.model.InventoryDestination;
import com.aliyun.oss.model.InventoryFormat;
import com.aliyun.oss.model.InventoryFrequency;
import com.aliyun.oss.model.InventoryIncludedObjectVersions;
import com.aliyun.oss.model.InventoryOSSBucketDestination;
import com.aliyun.oss.model.InventorySchedule;
import com.aliyun.oss.model.LifecycleRule;
import com.aliyun.oss.model.ListBucketsRequest;
import com.aliyun.oss.model.Payer;
import com.aliyun.oss.model.SSEAlgorithm;
import com.aliyun.oss.model.ServerSideEncryptionByDefault;
import com.aliyun.oss.model.ServerSideEncryptionConfiguration;
import com.aliyun.oss.model.SetBucketEncryptionRequest;
import com.aliyun.oss.model.SetBucketLifecycleRequest;
import com.aliyun.oss.model.SetBucketLoggingRequest;
import com.aliyun.oss.model.SetBucketWebsiteRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: tags and configurations of buckets. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1BucketDocumentsTest {

    private static final String POLICY = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\"}]}";

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket("demo").bucket("other").start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1BucketDocumentsTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    @Test
    void tagsABucket() {
        client.setBucketTagging("demo", Map.of("a", "1", "中", "b c"));
        assertThat(client.getBucketTagging("demo").getAllTags()).isEqualTo(Map.of("a", "1", "中", "b c"));
        ListBucketsRequest tagged = new ListBucketsRequest();
        tagged.setTag("a", "1");
        assertThat(client.listBuckets(tagged).getBucketList())
                .extracting(Bucket::getName)
                .containsExactly("demo");
        client.deleteBucketTagging("demo");
        assertThat(client.getBucketTagging("demo").getAllTags()).isEmpty();
    }

    @Test
    void setsTheEncryptionOfABucket() {
        assertFails(() -> client.getBucketEncryption("demo"), "NoSuchServerSideEncryptionRule");
        client.setBucketEncryption(new SetBucketEncryptionRequest(
                "demo",
                new ServerSideEncryptionConfiguration()
                        .withApplyServerSideEncryptionByDefault(
                                new ServerSideEncryptionByDefault(SSEAlgorithm.KMS).withKMSMasterKeyID("id"))));
        ServerSideEncryptionByDefault rule = client.getBucketEncryption("demo").getApplyServerSideEncryptionByDefault();
        assertThat(rule.getSSEAlgorithm()).isEqualTo("KMS");
        assertThat(rule.getKMSMasterKeyID()).isEqualTo("id");
        assertThat(client.getBucketInfo("demo")
                        .getServerSideEncryptionConfiguration()
                        .getApplyServerSideEncryptionByDefault()
                        .getKMSMasterKeyID())
                .isEqualTo("id");
        client.deleteBucketEncryption("demo");
        assertFails(() -> client.getBucketEncryption("demo"), "NoSuchServerSideEncryptionRule");
    }

    @Test
    void setsTheLifecycleOfABucket() {
        assertFails(() -> client.getBucketLifecycle("demo"), "NoSuchLifecycle");
        SetBucketLifecycleRequest request = new SetBucketLifecycleRequest("demo");
        request.AddLifecycleRule(new LifecycleRule("rule", "中/", LifecycleRule.RuleStatus.Enabled, 30));
        client.setBucketLifecycle(request);
        assertThat(client.getBucketLifecycle("demo")).singleElement().satisfies(rule -> {
            assertThat(rule.getId()).isEqualTo("rule");
            assertThat(rule.getPrefix()).isEqualTo("中/");
            assertThat(rule.getExpirationDays()).isEqualTo(30);
        });
        client.deleteBucketLifecycle("demo");
        assertFails(() -> client.getBucketLifecycle("demo"), "NoSuchLifecycle");
    }

    @Test
    void setsThePolicyOfABucket() {
        assertFails(() -> client.getBucketPolicy("demo"), "NoSuchBucketPolicy");
        assertFails(() -> client.setBucketPolicy("demo", "{no policy}"), "InvalidPolicyDocument");
        client.setBucketPolicy("demo", POLICY);
        assertThat(client.getBucketPolicy("demo").getPolicyText()).isEqualTo(POLICY);
        assertThat(client.getBucketPolicyStatus("demo").isPublic()).isTrue();
        client.deleteBucketPolicy("demo");
        assertThat(client.getBucketPolicyStatus("demo").isPublic()).isFalse();
    }

    @Test
    void setsReferersLoggingPayerAndWebsiteOfABucket() {
        assertThat(client.getBucketReferer("demo").isAllowEmptyReferer()).isTrue();
        client.setBucketReferer("demo", new BucketReferer(false, List.of("http://*.example.com")));
        assertThat(client.getBucketReferer("demo").isAllowEmptyReferer()).isFalse();
        assertThat(client.getBucketReferer("demo").getRefererList()).containsExactly("http://*.example.com");

        assertThat(client.getBucketLogging("demo").getTargetBucket()).isNull();
        client.setBucketLogging(
                new SetBucketLoggingRequest("demo").withTargetBucket("other").withTargetPrefix("log/"));
        assertThat(client.getBucketLogging("demo").getTargetBucket()).isEqualTo("other");
        client.deleteBucketLogging("demo");
        assertThat(client.getBucketLogging("demo").getTargetBucket()).isNull();

        assertThat(client.getBucketRequestPayment("demo").getPayer()).isEqualTo(Payer.BucketOwner);
        client.setBucketRequestPayment("demo", Payer.Requester);
        assertThat(client.getBucketRequestPayment("demo").getPayer()).isEqualTo(Payer.Requester);

        assertFails(() -> client.getBucketWebsite("demo"), "NoSuchWebsiteConfiguration");
        SetBucketWebsiteRequest website = new SetBucketWebsiteRequest("demo");
        website.setIndexDocument("index.html");
        client.setBucketWebsite(website);
        assertThat(client.getBucketWebsite("demo").getIndexDocument()).isEqualTo("index.html");
        client.deleteBucketWebsite("demo");
        assertFails(() -> client.getBucketWebsite("demo"), "NoSuchWebsiteConfiguration");
    }

    @Test
    void setsAndListsInventoriesOfABucket() {
        assertFails(() -> client.listBucketInventoryConfigurations("demo"), "NoSuchInventory");
        client.setBucketInventoryConfiguration("demo", inventory("first"));
        client.setBucketInventoryConfiguration("demo", inventory("second"));
        InventoryConfiguration first =
                client.getBucketInventoryConfiguration("demo", "first").getInventoryConfiguration();
        assertThat(first.getInventoryId()).isEqualTo("first");
        assertThat(first.getDestination().getOssBucketDestination().getBucket()).isEqualTo("other");
        assertThat(client.listBucketInventoryConfigurations("demo").getInventoryConfigurationList())
                .extracting(InventoryConfiguration::getInventoryId)
                .containsExactly("first", "second");
        client.deleteBucketInventoryConfiguration("demo", "first");
        assertFails(() -> client.getBucketInventoryConfiguration("demo", "first"), "NoSuchInventory");
    }

    private static InventoryConfiguration inventory(String id) {
        return new InventoryConfiguration()
                .withInventoryId(id)
                .withEnabled(true)
                .withIncludedObjectVersions(InventoryIncludedObjectVersions.All)
                .withSchedule(new InventorySchedule().withFrequency(InventoryFrequency.Daily))
                .withDestination(new InventoryDestination()
                        .withOSSBucketDestination(new InventoryOSSBucketDestination()
                                .withAccountId("1")
                                .withRoleArn("acs:ram::1:role/r")
                                .withBucket("other")
                                .withFormat(InventoryFormat.CSV)));
    }
}
