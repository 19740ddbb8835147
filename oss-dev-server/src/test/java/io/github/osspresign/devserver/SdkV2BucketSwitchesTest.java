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
    void monitorsAccessToABucket() {
        var get = GetBucketAccessMonitorRequest.newBuilder().bucket(BUCKET).build();
        var enabled = AccessMonitorConfiguration.newBuilder().status("Enabled").build();
        client.putBucketAccessMonitor(PutBucketAccessMonitorRequest.newBuilder()
                .bucket(BUCKET)
                .accessMonitorConfiguration(enabled)
                .build());
        var monitor = client.getBucketAccessMonitor(get).accessMonitorConfiguration();
        assertThat(monitor.status()).isEqualTo("Enabled");
    }

    @Test
    void acceleratesTransfersOfABucket() {
        var get =
                GetBucketTransferAccelerationRequest.newBuilder().bucket(BUCKET).build();
        var enabled =
                TransferAccelerationConfiguration.newBuilder().enabled(true).build();
        client.putBucketTransferAcceleration(PutBucketTransferAccelerationRequest.newBuilder()
                .bucket(BUCKET)
                .transferAccelerationConfiguration(enabled)
                .build());
        var acceleration = client.getBucketTransferAcceleration(get).transferAccelerationConfiguration();
        assertThat(acceleration.enabled()).isTrue();
    }

    @Test
    void readsTheArchiveOfABucketDirectly() {
        var get = GetBucketArchiveDirectReadRequest.newBuilder().bucket(BUCKET).build();
        var enabled = ArchiveDirectReadConfiguration.newBuilder().enabled(true).build();
        client.putBucketArchiveDirectRead(PutBucketArchiveDirectReadRequest.newBuilder()
                .bucket(BUCKET)
                .archiveDirectReadConfiguration(enabled)
                .build());
        var directRead = client.getBucketArchiveDirectRead(get).archiveDirectReadConfiguration();
        assertThat(directRead.enabled()).isTrue();
    }

    @Test
    void blocksPublicAccessToABucket() {
        var delete =
                DeleteBucketPublicAccessBlockRequest.newBuilder().bucket(BUCKET).build();
        var blocking = BucketPublicAccessBlockConfiguration.newBuilder()
                .blockPublicAccess(true)
                .build();
        client.putBucketPublicAccessBlock(PutBucketPublicAccessBlockRequest.newBuilder()
                .bucket(BUCKET)
                .bucketPublicAccessBlockConfiguration(blocking)
                .build());
        assertThat(blocksPublicAccess()).isTrue();
        client.deleteBucketPublicAccessBlock(delete);
        assertThat(blocksPublicAccess()).isFalse();
    }

    private boolean blocksPublicAccess() {
        var get = GetBucketPublicAccessBlockRequest.newBuilder().bucket(BUCKET).build();
        return client.getBucketPublicAccessBlock(get)
                .publicAccessBlockConfiguration()
                .blockPublicAccess();
    }

    @Test
    void movesABucketToAResourceGroup() {
        var get = GetBucketResourceGroupRequest.newBuilder().bucket(BUCKET).build();
        var group = BucketResourceGroupConfiguration.newBuilder()
                .resourceGroupId("rg-1")
                .build();
        client.putBucketResourceGroup(PutBucketResourceGroupRequest.newBuilder()
                .bucket(BUCKET)
                .bucketResourceGroupConfiguration(group)
                .build());
        var moved = client.getBucketResourceGroup(get).bucketResourceGroupConfiguration();
        assertThat(moved.resourceGroupId()).isEqualTo("rg-1");
    }

    private String initiateWorm() {
        var day =
                InitiateWormConfiguration.newBuilder().retentionPeriodInDays(1).build();
        var request = InitiateBucketWormRequest.newBuilder()
                .bucket(BUCKET)
                .initiateWormConfiguration(day)
                .build();
        return client.initiateBucketWorm(request).wormId();
    }

    @Test
    void retainsTheObjectsOfABucket() {
        var get = GetBucketWormRequest.newBuilder().bucket(BUCKET).build();
        initiateWorm();
        client.abortBucketWorm(
                AbortBucketWormRequest.newBuilder().bucket(BUCKET).build());
        String id = initiateWorm();
        client.completeBucketWorm(
                CompleteBucketWormRequest.newBuilder().bucket(BUCKET).wormId(id).build());
        var twoDays =
                ExtendWormConfiguration.newBuilder().retentionPeriodInDays(2).build();
        client.extendBucketWorm(ExtendBucketWormRequest.newBuilder()
                .bucket(BUCKET)
                .wormId(id)
                .extendWormConfiguration(twoDays)
                .build());
        WormConfiguration policy = client.getBucketWorm(get).wormConfiguration();
        assertThat(policy.wormId()).isEqualTo(id);
        assertThat(policy.state()).isEqualTo("Locked");
        assertThat(policy.retentionPeriodInDays()).isEqualTo(2);
    }

    @Test
    void blocksPublicAccessToTheAccount() {
        var get = GetPublicAccessBlockRequest.newBuilder().build();
        var delete = DeletePublicAccessBlockRequest.newBuilder().build();
        var blocking = PublicAccessBlockConfiguration.newBuilder()
                .blockPublicAccess(true)
                .build();
        client.putPublicAccessBlock(PutPublicAccessBlockRequest.newBuilder()
                .publicAccessBlockConfiguration(blocking)
                .build());
        var block = client.getPublicAccessBlock(get).publicAccessBlockConfiguration();
        assertThat(block.blockPublicAccess()).isTrue();
        assertThat(client.deletePublicAccessBlock(delete).statusCode()).isEqualTo(204);
    }

    @Test
    void asksForTheTokenOfADomain() {
        var get = GetCnameTokenRequest.newBuilder()
                .bucket(BUCKET)
                .cname("www.example.com")
                .build();
        var domain = Cname.newBuilder().domain("www.example.com").build();
        var created = client.createCnameToken(CreateCnameTokenRequest.newBuilder()
                .bucket(BUCKET)
                .bucketCnameConfiguration(
                        BucketCnameConfiguration.newBuilder().cname(domain).build())
                .build());
        String token = created.cnameToken().token();
        assertThat(client.getCnameToken(get).cnameToken().token()).isEqualTo(token);
    }

    @Test
    void listsNoAccessPoints() {
        var all = ListAccessPointsRequest.newBuilder().build();
        assertThat(client.listAccessPoints(all).accessPointsResult().isTruncated())
                .isEqualTo("false");
    }

    @Test
    void describesRegions() {
        var one = DescribeRegionsRequest.newBuilder().regions("oss-cn-chengdu").build();
        assertThat(client.describeRegions(one).regionInfoList().regionInfos()).hasSize(1);
    }
}
