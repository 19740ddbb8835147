// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.AbortBucketWormRequest;
import com.aliyun.sdk.service.oss2.models.AccessMonitorConfiguration;
import com.aliyun.sdk.service.oss2.models.ArchiveDirectReadConfiguration;
import com.aliyun.sdk.service.oss2.models.BucketCnameConfiguration;
import com.aliyun.sdk.service.oss2.models.BucketPublicAccessBlockConfiguration;
import com.aliyun.sdk.service.oss2.models.BucketResourceGroupConfiguration;
import com.aliyun.sdk.service.oss2.models.Cname;
import com.aliyun.sdk.service.oss2.models.CompleteBucketWormRequest;
import com.aliyun.sdk.service.oss2.models.CreateCnameTokenRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketPublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.DeletePublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.DescribeRegionsRequest;
import com.aliyun.sdk.service.oss2.models.ExtendBucketWormRequest;
import com.aliyun.sdk.service.oss2.models.ExtendWormConfiguration;
import com.aliyun.sdk.service.oss2.models.GetBucketAccessMonitorRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketArchiveDirectReadRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketPublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketResourceGroupRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketTransferAccelerationRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketWormRequest;
import com.aliyun.sdk.service.oss2.models.GetCnameTokenRequest;
import com.aliyun.sdk.service.oss2.models.GetPublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.InitiateBucketWormRequest;
import com.aliyun.sdk.service.oss2.models.InitiateWormConfiguration;
import com.aliyun.sdk.service.oss2.models.ListAccessPointsRequest;
import com.aliyun.sdk.service.oss2.models.PublicAccessBlockConfiguration;
import com.aliyun.sdk.service.oss2.models.PutBucketAccessMonitorRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketArchiveDirectReadRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketPublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketResourceGroupRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketTransferAccelerationRequest;
import com.aliyun.sdk.service.oss2.models.PutPublicAccessBlockRequest;
import com.aliyun.sdk.service.oss2.models.TransferAccelerationConfiguration;
import com.aliyun.sdk.service.oss2.models.WormConfiguration;
import io.github.osspresign.devserver.rules.Assumption;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** SDK V2 switches features of buckets on and off, and retains their objects. Its V1 signer leaves out most sub-resources. */
class SdkV2BucketSwitchesTest {

    private static final String BUCKET = "demo";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket(BUCKET)
            .assume(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED, true)
            .start();

    @AutoClose
    private final OSSClient client = SdkV2.builder(server).build();

    @Test
    void switchesFeaturesOfABucket() {
        client.putBucketAccessMonitor(PutBucketAccessMonitorRequest.newBuilder()
                .bucket(BUCKET)
                .accessMonitorConfiguration(AccessMonitorConfiguration.newBuilder()
                        .status("Enabled")
                        .build())
                .build());
        assertThat(client.getBucketAccessMonitor(GetBucketAccessMonitorRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .accessMonitorConfiguration()
                        .status())
                .isEqualTo("Enabled");

        client.putBucketTransferAcceleration(PutBucketTransferAccelerationRequest.newBuilder()
                .bucket(BUCKET)
                .transferAccelerationConfiguration(TransferAccelerationConfiguration.newBuilder()
                        .enabled(true)
                        .build())
                .build());
        assertThat(client.getBucketTransferAcceleration(GetBucketTransferAccelerationRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .transferAccelerationConfiguration()
                        .enabled())
                .isTrue();

        client.putBucketArchiveDirectRead(PutBucketArchiveDirectReadRequest.newBuilder()
                .bucket(BUCKET)
                .archiveDirectReadConfiguration(ArchiveDirectReadConfiguration.newBuilder()
                        .enabled(true)
                        .build())
                .build());
        assertThat(client.getBucketArchiveDirectRead(GetBucketArchiveDirectReadRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .archiveDirectReadConfiguration()
                        .enabled())
                .isTrue();

        client.putBucketPublicAccessBlock(PutBucketPublicAccessBlockRequest.newBuilder()
                .bucket(BUCKET)
                .bucketPublicAccessBlockConfiguration(BucketPublicAccessBlockConfiguration.newBuilder()
                        .blockPublicAccess(true)
                        .build())
                .build());
        assertThat(blocksPublicAccess()).isTrue();
        client.deleteBucketPublicAccessBlock(
                DeleteBucketPublicAccessBlockRequest.newBuilder().bucket(BUCKET).build());
        assertThat(blocksPublicAccess()).isFalse();
    }

    private boolean blocksPublicAccess() {
        return client.getBucketPublicAccessBlock(GetBucketPublicAccessBlockRequest.newBuilder()
                        .bucket(BUCKET)
                        .build())
                .publicAccessBlockConfiguration()
                .blockPublicAccess();
    }

    @Test
    void movesABucketToAResourceGroup() {
        client.putBucketResourceGroup(PutBucketResourceGroupRequest.newBuilder()
                .bucket(BUCKET)
                .bucketResourceGroupConfiguration(BucketResourceGroupConfiguration.newBuilder()
                        .resourceGroupId("rg-1")
                        .build())
                .build());
        assertThat(client.getBucketResourceGroup(GetBucketResourceGroupRequest.newBuilder()
                                .bucket(BUCKET)
                                .build())
                        .bucketResourceGroupConfiguration()
                        .resourceGroupId())
                .isEqualTo("rg-1");
    }

    private String initiateWorm() {
        return client.initiateBucketWorm(InitiateBucketWormRequest.newBuilder()
                        .bucket(BUCKET)
                        .initiateWormConfiguration(InitiateWormConfiguration.newBuilder()
                                .retentionPeriodInDays(1)
                                .build())
                        .build())
                .wormId();
    }

    @Test
    void retainsTheObjectsOfABucket() {
        initiateWorm();
        client.abortBucketWorm(
                AbortBucketWormRequest.newBuilder().bucket(BUCKET).build());
        String id = initiateWorm();
        client.completeBucketWorm(
                CompleteBucketWormRequest.newBuilder().bucket(BUCKET).wormId(id).build());
        client.extendBucketWorm(ExtendBucketWormRequest.newBuilder()
                .bucket(BUCKET)
                .wormId(id)
                .extendWormConfiguration(ExtendWormConfiguration.newBuilder()
                        .retentionPeriodInDays(2)
                        .build())
                .build());
        WormConfiguration policy = client.getBucketWorm(
                        GetBucketWormRequest.newBuilder().bucket(BUCKET).build())
                .wormConfiguration();
        assertThat(policy.wormId()).isEqualTo(id);
        assertThat(policy.state()).isEqualTo("Locked");
        assertThat(policy.retentionPeriodInDays()).isEqualTo(2);
    }

    @Test
    void blocksPublicAccessToTheAccount() {
        client.putPublicAccessBlock(PutPublicAccessBlockRequest.newBuilder()
                .publicAccessBlockConfiguration(PublicAccessBlockConfiguration.newBuilder()
                        .blockPublicAccess(true)
                        .build())
                .build());
        assertThat(client.getPublicAccessBlock(
                                GetPublicAccessBlockRequest.newBuilder().build())
                        .publicAccessBlockConfiguration()
                        .blockPublicAccess())
                .isTrue();
        assertThat(client.deletePublicAccessBlock(
                                DeletePublicAccessBlockRequest.newBuilder().build())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void asksForTheTokenOfADomain() {
        String token = client.createCnameToken(CreateCnameTokenRequest.newBuilder()
                        .bucket(BUCKET)
                        .bucketCnameConfiguration(BucketCnameConfiguration.newBuilder()
                                .cname(Cname.newBuilder()
                                        .domain("www.example.com")
                                        .build())
                                .build())
                        .build())
                .cnameToken()
                .token();
        assertThat(client.getCnameToken(GetCnameTokenRequest.newBuilder()
                                .bucket(BUCKET)
                                .cname("www.example.com")
                                .build())
                        .cnameToken()
                        .token())
                .isEqualTo(token);
    }

    @Test
    void listsNoAccessPoints() {
        assertThat(client.listAccessPoints(ListAccessPointsRequest.newBuilder().build())
                        .accessPointsResult()
                        .isTruncated())
                .isEqualTo("false");
    }

    @Test
    void describesRegions() {
        assertThat(client.describeRegions(DescribeRegionsRequest.newBuilder()
                                .regions("oss-cn-chengdu")
                                .build())
                        .regionInfoList()
                        .regionInfos())
                .hasSize(1);
    }
}
