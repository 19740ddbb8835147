// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
        client.putBucketEncryption(PutBucketEncryptionRequest.newBuilder()
                .bucket(BUCKET)
                .serverSideEncryptionRule(ServerSideEncryptionRule.newBuilder()
                        .applyServerSideEncryptionByDefault(ApplyServerSideEncryptionByDefault.newBuilder()
                                .sSEAlgorithm("KMS")
                                .kMSMasterKeyID("id")
                                .build())
                        .build())
                .build());
        assertThat(client.getBucketEncryption(GetBucketEncryptionRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .serverSideEncryptionRule()
                        .applyServerSideEncryptionByDefault()
                        .kMSMasterKeyID())
                .isEqualTo("id");
        assertThat(client.getBucketInfo(
                                GetBucketInfoRequest.newBuilder().bucket(BUCKET).build())
                        .bucketInfo()
                        .serverSideEncryptionRule()
                        .sseAlgorithm())
                .isEqualTo("KMS");
        assertThat(client.deleteBucketEncryption(DeleteBucketEncryptionRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .statusCode())
                .isEqualTo(204);
    }

    /** The V1 signer of this client leaves out the sub-resources of most configurations, so that OSS refuses the calls. */
    @Test
    void signsNoConfigurationsWithV1() throws Exception {
        try (OSSClient v1 = SdkV2.builder(server).signatureVersion("v1").build()) {
            GetBucketLifecycleRequest get =
                    GetBucketLifecycleRequest.newBuilder().bucket(BUCKET).build();
            assertThatThrownBy(() -> v1.getBucketLifecycle(get))
                    .hasRootCauseInstanceOf(ServiceException.class)
                    .rootCause()
                    .isInstanceOfSatisfying(
                            ServiceException.class,
                            e -> assertThat(e.errorCode()).isEqualTo("SignatureDoesNotMatch"));
        }
    }

    @Test
    void setsLifecycleAndPolicyOfABucket() throws Exception {
        client.putBucketLifecycle(PutBucketLifecycleRequest.newBuilder()
                .bucket(BUCKET)
                .lifecycleConfiguration(LifecycleConfiguration.newBuilder()
                        .rules(List.of(LifecycleRule.newBuilder()
                                .id("rule")
                                .prefix("中/")
                                .status("Enabled")
                                .expiration(LifecycleRuleExpiration.newBuilder()
                                        .days(30)
                                        .build())
                                .build()))
                        .build())
                .build());
        assertThat(client.getBucketLifecycle(GetBucketLifecycleRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .lifecycleConfiguration()
                        .rules())
                .extracting(LifecycleRule::prefix)
                .containsExactly("中/");
        assertThat(client.deleteBucketLifecycle(DeleteBucketLifecycleRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .statusCode())
                .isEqualTo(204);

        client.putBucketPolicy(PutBucketPolicyRequest.newBuilder()
                .bucket(BUCKET)
                .body(BinaryData.fromString(POLICY))
                .build());
        assertThat(client.getBucketPolicy(GetBucketPolicyRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .body()
                        .toString())
                .isEqualTo(POLICY);
        assertThat(client.getBucketPolicyStatus(GetBucketPolicyStatusRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .policyStatus()
                        .isPublic())
                .isTrue();
        assertThat(client.deleteBucketPolicy(DeleteBucketPolicyRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void setsReferersAndPayerOfABucket() throws Exception {
        client.putBucketReferer(PutBucketRefererRequest.newBuilder()
                .bucket(BUCKET)
                .refererConfiguration(RefererConfiguration.newBuilder()
                        .allowEmptyReferer(false)
                        .refererList(RefererList.newBuilder()
                                .referers(List.of("http://*.example.com"))
                                .build())
                        .build())
                .build());
        RefererConfiguration referers = client.getBucketReferer(
                        GetBucketRefererRequest.newBuilder().bucket(BUCKET).build())
                .refererConfiguration();
        assertThat(referers.allowEmptyReferer()).isFalse();
        assertThat(referers.refererList().referers()).containsExactly("http://*.example.com");

        GetBucketRequestPaymentRequest get =
                GetBucketRequestPaymentRequest.newBuilder().bucket(BUCKET).build();
        assertThat(client.getBucketRequestPayment(get)
                        .requestPaymentConfiguration()
                        .payer())
                .isEqualTo("BucketOwner");
        client.putBucketRequestPayment(PutBucketRequestPaymentRequest.newBuilder()
                .bucket(BUCKET)
                .requestPaymentConfiguration(RequestPaymentConfiguration.newBuilder()
                        .payer("Requester")
                        .build())
                .build());
        assertThat(client.getBucketRequestPayment(get)
                        .requestPaymentConfiguration()
                        .payer())
                .isEqualTo("Requester");
    }

    @Test
    void setsLoggingAndWebsiteOfABucket() throws Exception {
        client.putBucketLogging(PutBucketLoggingRequest.newBuilder()
                .bucket(BUCKET)
                .bucketLoggingStatus(BucketLoggingStatus.newBuilder()
                        .loggingEnabled(LoggingEnabled.newBuilder()
                                .targetBucket("other")
                                .targetPrefix("log/")
                                .build())
                        .build())
                .build());
        assertThat(client.getBucketLogging(GetBucketLoggingRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .bucketLoggingStatus()
                        .loggingEnabled()
                        .targetBucket())
                .isEqualTo("other");
        assertThat(client.deleteBucketLogging(DeleteBucketLoggingRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .statusCode())
                .isEqualTo(204);

        client.putBucketWebsite(PutBucketWebsiteRequest.newBuilder()
                .bucket(BUCKET)
                .websiteConfiguration(WebsiteConfiguration.newBuilder()
                        .indexDocument(
                                IndexDocument.newBuilder().suffix("index.html").build())
                        .build())
                .build());
        assertThat(client.getBucketWebsite(GetBucketWebsiteRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .websiteConfiguration()
                        .indexDocument()
                        .suffix())
                .isEqualTo("index.html");
        assertThat(client.deleteBucketWebsite(DeleteBucketWebsiteRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void setsAndListsInventoriesOfABucket() throws Exception {
        for (String id : List.of("second", "first")) {
            client.putBucketInventory(PutBucketInventoryRequest.newBuilder()
                    .bucket(BUCKET)
                    .inventoryId(id)
                    .inventoryConfiguration(InventoryConfiguration.newBuilder()
                            .id(id)
                            .isEnabled(true)
                            .destination(InventoryDestination.newBuilder()
                                    .oSSBucketDestination(InventoryOSSBucketDestination.newBuilder()
                                            .bucket("acs:oss:::demo")
                                            .build())
                                    .build())
                            .build())
                    .build());
        }
        assertThat(client.getBucketInventory(GetBucketInventoryRequest.newBuilder()
                                .bucket(BUCKET)
                                .inventoryId("first")
                                .build())
                        .inventoryConfiguration()
                        .id())
                .isEqualTo("first");
        assertThat(client.listBucketInventory(ListBucketInventoryRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .listInventoryConfigurationsResult()
                        .inventoryConfigurations())
                .extracting(InventoryConfiguration::id)
                .containsExactly("first", "second");
        assertThat(client.deleteBucketInventory(DeleteBucketInventoryRequest.newBuilder()
                                .bucket(BUCKET)
                                .inventoryId("first")
                                .build())
                        .statusCode())
                .isEqualTo(204);
    }
}
