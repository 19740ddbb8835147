// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSS;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.AddBucketCnameRequest;
import com.aliyun.oss.model.BucketQosInfo;
import com.aliyun.oss.model.CreateBucketCnameTokenRequest;
import com.aliyun.oss.model.DescribeRegionsRequest;
import com.aliyun.oss.model.GetBucketCnameTokenRequest;
import com.aliyun.oss.model.ListAccessPointsRequest;
import com.aliyun.oss.model.PutBucketArchiveDirectReadRequest;
import com.aliyun.oss.model.PutBucketHttpsConfigRequest;
import com.aliyun.oss.model.PutBucketPublicAccessBlockRequest;
import com.aliyun.oss.model.PutPublicAccessBlockRequest;
import com.aliyun.oss.model.SetBucketResourceGroupRequest;
import com.aliyun.oss.model.UserQos;
import io.github.osspresign.devserver.rules.Assumption;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** SDK V1 switches features of buckets on and off, limits buckets, and retains their objects. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1BucketSwitchesTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .assume(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED, true)
            .start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1BucketSwitchesTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    @Test
    void switchesFeaturesOfABucket() {
        assertThat(client.getBucketAccessMonitor("demo").getStatus()).isEqualTo("Disabled");
        client.putBucketAccessMonitor("demo", "Enabled");
        assertThat(client.getBucketAccessMonitor("demo").getStatus()).isEqualTo("Enabled");

        assertFails(() -> client.getBucketTransferAcceleration("demo"), "NoSuchTransferAccelerationConfiguration");
        client.setBucketTransferAcceleration("demo", true);
        assertThat(client.getBucketTransferAcceleration("demo").isEnabled()).isTrue();
        client.deleteBucketTransferAcceleration("demo");
        assertFails(() -> client.getBucketTransferAcceleration("demo"), "NoSuchTransferAccelerationConfiguration");

        client.putBucketArchiveDirectRead(new PutBucketArchiveDirectReadRequest("demo", true));
        assertThat(client.getBucketArchiveDirectRead("demo").getEnabled()).isTrue();

        client.putBucketHttpsConfig(new PutBucketHttpsConfigRequest("demo", true, List.of("TLSv1.2", "TLSv1.3")));
        assertThat(client.getBucketHttpsConfig("demo").getTlsVersion()).containsExactly("TLSv1.2", "TLSv1.3");

        client.putBucketPublicAccessBlock(new PutBucketPublicAccessBlockRequest("demo", true));
        assertThat(client.getBucketPublicAccessBlock("demo").getBlockPublicAccess())
                .isTrue();
        client.deleteBucketPublicAccessBlock("demo");
        assertThat(client.getBucketPublicAccessBlock("demo").getBlockPublicAccess())
                .isFalse();
    }

    @Test
    void movesABucketToAResourceGroup() {
        client.setBucketResourceGroup(new SetBucketResourceGroupRequest("demo", "rg-1"));
        assertThat(client.getBucketResourceGroup("demo").getResourceGroupId()).isEqualTo("rg-1");
    }

    @Test
    void limitsABucket() {
        assertThat(client.getBucketStorageCapacity("demo").getStorageCapacity()).isEqualTo(-1);
        client.setBucketStorageCapacity("demo", new UserQos(10));
        assertThat(client.getBucketStorageCapacity("demo").getStorageCapacity()).isEqualTo(10);

        BucketQosInfo limits = new BucketQosInfo();
        limits.setTotalUploadBw(2);
        client.setBucketQosInfo("demo", limits);
        assertThat(client.getBucketQosInfo("demo").getTotalUploadBw()).isEqualTo(2);
        assertThat(client.getBucketQosInfo("demo").getTotalQps()).isEqualTo(-1);
        client.deleteBucketQosInfo("demo");
        assertThat(client.getBucketQosInfo("demo").getTotalUploadBw()).isEqualTo(-1);
        assertThat(client.getUserQosInfo().getRegion()).isEqualTo("oss-cn-hangzhou");
    }

    @Test
    void retainsTheObjectsOfABucket() {
        client.initiateBucketWorm("demo", 1);
        client.abortBucketWorm("demo");
        String id = client.initiateBucketWorm("demo", 1).getWormId();
        client.completeBucketWorm("demo", id);
        client.extendBucketWorm("demo", id, 2);
        assertThat(client.getBucketWorm("demo").getWormState()).isEqualTo("Locked");
        assertThat(client.getBucketWorm("demo").getRetentionPeriodInDays()).isEqualTo(2);
        client.putObject("demo", "k", new ByteArrayInputStream(new byte[1]));
        assertFails(() -> client.deleteObject("demo", "k"), "FileImmutable");
    }

    @Test
    void blocksPublicAccessToTheAccount() {
        client.putPublicAccessBlock(new PutPublicAccessBlockRequest(true));
        assertThat(client.getPublicAccessBlock().getBlockPublicAccess()).isTrue();
        client.deletePublicAccessBlock();
        assertThat(client.getPublicAccessBlock().getBlockPublicAccess()).isFalse();
    }

    @Test
    void asksForTheTokenOfADomain() {
        CreateBucketCnameTokenRequest create = new CreateBucketCnameTokenRequest("demo");
        create.setDomain("www.example.com");
        String token = client.createBucketCnameToken(create).getToken();
        GetBucketCnameTokenRequest get = new GetBucketCnameTokenRequest("demo");
        get.setDomain("www.example.com");
        assertThat(client.getBucketCnameToken(get).getToken()).isEqualTo(token);
        assertFails(
                () -> client.addBucketCname(new AddBucketCnameRequest("demo").withDomain("www.example.com")),
                "NeedVerifyDomainOwnership");
        assertThat(client.getBucketCname("demo")).isEmpty();
    }

    @Test
    void listsNoAccessPoints() {
        assertThat(client.listAccessPoints(new ListAccessPointsRequest()).getAccessPoints())
                .isEmpty();
    }

    @Test
    void describesRegions() {
        assertThat(client.describeRegions(new DescribeRegionsRequest().WithRegion("oss-cn-chengdu"))
                        .getRegionInfoList()
                        .get(0)
                        .getInternetEndpoint())
                .isEqualTo("oss-cn-chengdu.aliyuncs.com");
    }
}
