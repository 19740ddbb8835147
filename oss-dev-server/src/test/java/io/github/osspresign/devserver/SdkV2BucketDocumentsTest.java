// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.exceptions.ServiceException;
import com.aliyun.sdk.service.oss2.models.ApplyServerSideEncryptionByDefault;
import com.aliyun.sdk.service.oss2.models.BucketLoggingStatus;
import com.aliyun.sdk.service.oss2.models.DeleteBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketInventoryRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketLifecycleRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketLoggingRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketPolicyRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketWebsiteRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketInfoRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketInventoryRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketLifecycleRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketLoggingRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketPolicyRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketPolicyStatusRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketRefererRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketRequestPaymentRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketWebsiteRequest;
import com.aliyun.sdk.service.oss2.models.IndexDocument;
import com.aliyun.sdk.service.oss2.models.InventoryConfiguration;
import com.aliyun.sdk.service.oss2.models.InventoryDestination;
import com.aliyun.sdk.service.oss2.models.InventoryOSSBucketDestination;
import com.aliyun.sdk.service.oss2.models.LifecycleConfiguration;
import com.aliyun.sdk.service.oss2.models.LifecycleRule;
import com.aliyun.sdk.service.oss2.models.LifecycleRuleExpiration;
import com.aliyun.sdk.service.oss2.models.ListBucketInventoryRequest;
import com.aliyun.sdk.service.oss2.models.LoggingEnabled;
import com.aliyun.sdk.service.oss2.models.PutBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketInventoryRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketLifecycleRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketLoggingRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketPolicyRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRefererRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRequestPaymentRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketWebsiteRequest;
import com.aliyun.sdk.service.oss2.models.RefererConfiguration;
import com.aliyun.sdk.service.oss2.models.RefererList;
import com.aliyun.sdk.service.oss2.models.RequestPaymentConfiguration;
import com.aliyun.sdk.service.oss2.models.ServerSideEncryptionRule;
import com.aliyun.sdk.service.oss2.models.WebsiteConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The official OSS SDK for Java V2, unchanged: configurations of buckets. */
class SdkV2BucketDocumentsTest {

    private static final String BUCKET = "demo";
    private static final String POLICY = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Allow\"}]}";

    @AutoClose
    private final OssDevServer server =
            OssDevServer.builder().bucket(BUCKET).bucket("other").start();

    @AutoClose
    private final OSSClient client = SdkV2.builder(server).build();

    @Test
    void setsTheEncryptionOfABucket() throws Exception {
        var get = GetBucketEncryptionRequest.newBuilder().bucket(BUCKET).build();
        var info = GetBucketInfoRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketEncryptionRequest.newBuilder().bucket(BUCKET).build();
        var byDefault = ApplyServerSideEncryptionByDefault.newBuilder()
                .sSEAlgorithm("KMS")
                .kMSMasterKeyID("id")
                .build();
        client.putBucketEncryption(PutBucketEncryptionRequest.newBuilder()
                .bucket(BUCKET)
                .serverSideEncryptionRule(ServerSideEncryptionRule.newBuilder()
                        .applyServerSideEncryptionByDefault(byDefault)
                        .build())
                .build());
        var rule = client.getBucketEncryption(get).serverSideEncryptionRule();
        var shown = client.getBucketInfo(info).bucketInfo().serverSideEncryptionRule();
        assertThat(rule.applyServerSideEncryptionByDefault().kMSMasterKeyID()).isEqualTo("id");
        assertThat(shown.sseAlgorithm()).isEqualTo("KMS");
        assertThat(client.deleteBucketEncryption(delete).statusCode()).isEqualTo(204);
    }

    /** The V1 signer of this client leaves out the sub-resources of most configurations, so that OSS refuses the calls. */
    @Test
    void signsNoConfigurationsWithV1() throws Exception {
        try (OSSClient v1 = SdkV2.builder(server).signatureVersion("v1").build()) {
            var get = GetBucketLifecycleRequest.newBuilder().bucket(BUCKET).build();
            ServiceException refusal = ServiceException.asCause(catchThrowable(() -> v1.getBucketLifecycle(get)));
            assertThat(refusal.errorCode()).isEqualTo("SignatureDoesNotMatch");
        }
    }

    @Test
    void setsTheLifecycleOfABucket() throws Exception {
        var get = GetBucketLifecycleRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketLifecycleRequest.newBuilder().bucket(BUCKET).build();
        var rule = LifecycleRule.newBuilder()
                .id("rule")
                .prefix("中/")
                .status("Enabled")
                .expiration(LifecycleRuleExpiration.newBuilder().days(30).build())
                .build();
        client.putBucketLifecycle(PutBucketLifecycleRequest.newBuilder()
                .bucket(BUCKET)
                .lifecycleConfiguration(
                        LifecycleConfiguration.newBuilder().rules(List.of(rule)).build())
                .build());
        assertThat(client.getBucketLifecycle(get).lifecycleConfiguration().rules())
                .extracting(LifecycleRule::prefix)
                .containsExactly("中/");
        assertThat(client.deleteBucketLifecycle(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void setsThePolicyOfABucket() throws Exception {
        var get = GetBucketPolicyRequest.newBuilder().bucket(BUCKET).build();
        var status = GetBucketPolicyStatusRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketPolicyRequest.newBuilder().bucket(BUCKET).build();
        client.putBucketPolicy(PutBucketPolicyRequest.newBuilder()
                .bucket(BUCKET)
                .body(BinaryData.fromString(POLICY))
                .build());
        assertThat(client.getBucketPolicy(get).body()).hasToString(POLICY);
        assertThat(client.getBucketPolicyStatus(status).policyStatus().isPublic())
                .isTrue();
        assertThat(client.deleteBucketPolicy(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void setsReferersOfABucket() throws Exception {
        var get = GetBucketRefererRequest.newBuilder().bucket(BUCKET).build();
        var allowed = RefererList.newBuilder()
                .referers(List.of("http://*.example.com"))
                .build();
        client.putBucketReferer(PutBucketRefererRequest.newBuilder()
                .bucket(BUCKET)
                .refererConfiguration(RefererConfiguration.newBuilder()
                        .allowEmptyReferer(false)
                        .refererList(allowed)
                        .build())
                .build());
        RefererConfiguration referers = client.getBucketReferer(get).refererConfiguration();
        assertThat(referers.allowEmptyReferer()).isFalse();
        assertThat(referers.refererList().referers()).containsExactly("http://*.example.com");
    }

    @Test
    void setsThePayerOfABucket() throws Exception {
        assertThat(payer()).isEqualTo("BucketOwner");
        var requester =
                RequestPaymentConfiguration.newBuilder().payer("Requester").build();
        client.putBucketRequestPayment(PutBucketRequestPaymentRequest.newBuilder()
                .bucket(BUCKET)
                .requestPaymentConfiguration(requester)
                .build());
        assertThat(payer()).isEqualTo("Requester");
    }

    private String payer() {
        var get = GetBucketRequestPaymentRequest.newBuilder().bucket(BUCKET).build();
        return client.getBucketRequestPayment(get).requestPaymentConfiguration().payer();
    }

    @Test
    void setsTheLoggingOfABucket() throws Exception {
        var get = GetBucketLoggingRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketLoggingRequest.newBuilder().bucket(BUCKET).build();
        var enabled = LoggingEnabled.newBuilder()
                .targetBucket("other")
                .targetPrefix("log/")
                .build();
        client.putBucketLogging(PutBucketLoggingRequest.newBuilder()
                .bucket(BUCKET)
                .bucketLoggingStatus(
                        BucketLoggingStatus.newBuilder().loggingEnabled(enabled).build())
                .build());
        var logging = client.getBucketLogging(get).bucketLoggingStatus().loggingEnabled();
        assertThat(logging.targetBucket()).isEqualTo("other");
        assertThat(client.deleteBucketLogging(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void setsTheWebsiteOfABucket() throws Exception {
        var get = GetBucketWebsiteRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketWebsiteRequest.newBuilder().bucket(BUCKET).build();
        var index = IndexDocument.newBuilder().suffix("index.html").build();
        client.putBucketWebsite(PutBucketWebsiteRequest.newBuilder()
                .bucket(BUCKET)
                .websiteConfiguration(
                        WebsiteConfiguration.newBuilder().indexDocument(index).build())
                .build());
        var website = client.getBucketWebsite(get).websiteConfiguration();
        assertThat(website.indexDocument().suffix()).isEqualTo("index.html");
        assertThat(client.deleteBucketWebsite(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void setsAndListsInventoriesOfABucket() throws Exception {
        var bucket = InventoryOSSBucketDestination.newBuilder()
                .bucket("acs:oss:::demo")
                .build();
        var destination =
                InventoryDestination.newBuilder().oSSBucketDestination(bucket).build();
        for (String id : List.of("second", "first")) {
            client.putBucketInventory(PutBucketInventoryRequest.newBuilder()
                    .bucket(BUCKET)
                    .inventoryId(id)
                    .inventoryConfiguration(InventoryConfiguration.newBuilder()
                            .id(id)
                            .isEnabled(true)
                            .destination(destination)
                            .build())
                    .build());
        }
        var get = GetBucketInventoryRequest.newBuilder()
                .bucket(BUCKET)
                .inventoryId("first")
                .build();
        var list = ListBucketInventoryRequest.newBuilder().bucket(BUCKET).build();
        var delete = DeleteBucketInventoryRequest.newBuilder()
                .bucket(BUCKET)
                .inventoryId("first")
                .build();
        var listed = client.listBucketInventory(list).listInventoryConfigurationsResult();
        assertThat(client.getBucketInventory(get).inventoryConfiguration().id()).isEqualTo("first");
        assertThat(listed.inventoryConfigurations())
                .extracting(InventoryConfiguration::id)
                .containsExactly("first", "second");
        assertThat(client.deleteBucketInventory(delete).statusCode()).isEqualTo(204);
    }
}
