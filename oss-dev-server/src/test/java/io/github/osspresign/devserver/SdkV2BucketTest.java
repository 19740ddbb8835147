// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.models.BucketInfo;
import com.aliyun.sdk.service.oss2.models.BucketSummary;
import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.CreateBucketConfiguration;
import com.aliyun.sdk.service.oss2.models.Delete;
import com.aliyun.sdk.service.oss2.models.DeleteBucketRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketTagsRequest;
import com.aliyun.sdk.service.oss2.models.DeleteMultipleObjectsRequest;
import com.aliyun.sdk.service.oss2.models.DeletedInfo;
import com.aliyun.sdk.service.oss2.models.GetBucketAclRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketInfoRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketLocationRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketStatRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketStatResult;
import com.aliyun.sdk.service.oss2.models.GetBucketTagsRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectMetaRequest;
import com.aliyun.sdk.service.oss2.models.ListBucketsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectsResult;
import com.aliyun.sdk.service.oss2.models.ObjectIdentifier;
import com.aliyun.sdk.service.oss2.models.ObjectSummary;
import com.aliyun.sdk.service.oss2.models.PutBucketAclRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketTagsRequest;
import com.aliyun.sdk.service.oss2.models.Tag;
import com.aliyun.sdk.service.oss2.models.TagSet;
import com.aliyun.sdk.service.oss2.models.Tagging;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The official OSS SDK for Java V2, unchanged: buckets and operations on several objects. */
@ParameterizedClass
@ValueSource(strings = {"v4", "v1"})
class SdkV2BucketTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    @AutoClose
    private final OSSClient client;

    SdkV2BucketTest(String signatureVersion) {
        client = SdkV2.builder(server).signatureVersion(signatureVersion).build();
    }

    @Test
    void createsListsCopiesAndDeletes() throws Exception {
        client.putBucket(PutBucketRequest.newBuilder().bucket("made").build());
        assertThat(client.listBuckets(ListBucketsRequest.newBuilder().build()).buckets())
                .extracting(BucketSummary::name)
                .containsExactly("demo", "made");
        assertThat(client.getBucketInfo(
                                GetBucketInfoRequest.newBuilder().bucket("made").build())
                        .bucketInfo()
                        .name())
                .isEqualTo("made");
        assertThat(client.getBucketLocation(GetBucketLocationRequest.newBuilder()
                                .bucket("made")
                                .build())
                        .locationConstraint())
                .isEqualTo("oss-cn-hangzhou");

        server.putObject("demo", "a b&中", "content".getBytes(UTF_8));
        client.copyObject(CopyObjectRequest.newBuilder()
                .sourceBucket("demo")
                .sourceKey("a b&中")
                .bucket("made")
                .key("copy &")
                .build());
        assertThat(server.objectBytes("made", "copy &")).isEqualTo("content".getBytes(UTF_8));
        assertThat(client.listObjects(
                                ListObjectsRequest.newBuilder().bucket("made").build())
                        .contents())
                .extracting(ObjectSummary::key)
                .containsExactly("copy &");
        assertThat(client.getObjectMeta(GetObjectMetaRequest.newBuilder()
                                .bucket("made")
                                .key("copy &")
                                .build())
                        .contentLength())
                .isEqualTo(7);

        assertThat(client.deleteMultipleObjects(DeleteMultipleObjectsRequest.newBuilder()
                                .bucket("made")
                                .delete(Delete.newBuilder()
                                        .objects(List.of(ObjectIdentifier.newBuilder()
                                                .key("copy &")
                                                .build()))
                                        .build())
                                .build())
                        .deletedObjects())
                .extracting(DeletedInfo::key)
                .containsExactly("copy &");
        assertThat(client.deleteBucket(
                                DeleteBucketRequest.newBuilder().bucket("made").build())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void describesAnArchiveBucket() throws Exception {
        client.putBucket(PutBucketRequest.newBuilder()
                .bucket("made")
                .createBucketConfiguration(CreateBucketConfiguration.newBuilder()
                        .storageClass("Archive")
                        .dataRedundancyType("ZRS")
                        .build())
                .build());
        BucketInfo info = client.getBucketInfo(
                        GetBucketInfoRequest.newBuilder().bucket("made").build())
                .bucketInfo();
        assertThat(info.storageClass()).isEqualTo("Archive");
        assertThat(info.dataRedundancyType()).isEqualTo("ZRS");
        assertThat(info.accessMonitor()).isEqualTo("Disabled");
        assertThat(info.transferAcceleration()).isEqualTo("Disabled");
        assertThat(info.crossRegionReplication()).isEqualTo("Disabled");
        assertThat(info.blockPublicAccess()).isTrue();
        assertThat(info.resourceGroupId()).isNotEmpty();
        assertThat(info.serverSideEncryptionRule().sseAlgorithm()).isEqualTo("None");

        server.putObject("made", "k", "content".getBytes(UTF_8));
        GetBucketStatResult stat = client.getBucketStat(
                GetBucketStatRequest.newBuilder().bucket("made").build());
        assertThat(stat.bucketStat().storage()).isEqualTo(7);
        assertThat(stat.bucketStat().archiveStorage()).isEqualTo(65_536);
        assertThat(stat.bucketStat().archiveRealStorage()).isEqualTo(7);
        assertThat(stat.bucketStat().archiveObjectCount()).isEqualTo(1);
    }

    @Test
    void tagsABucket() {
        Tag tag = Tag.newBuilder().key("中").value("b c").build();
        client.putBucketTags(PutBucketTagsRequest.newBuilder()
                .bucket("demo")
                .tagging(Tagging.newBuilder()
                        .tagSet(TagSet.newBuilder().tags(List.of(tag)).build())
                        .build())
                .build());
        GetBucketTagsRequest get =
                GetBucketTagsRequest.newBuilder().bucket("demo").build();
        assertThat(client.getBucketTags(get).tagging().tagSet().tags())
                .extracting(Tag::key)
                .containsExactly("中");
        assertThat(client.listBuckets(ListBucketsRequest.newBuilder()
                                .tagKey("中")
                                .tagValue("b c")
                                .build())
                        .buckets())
                .extracting(BucketSummary::name)
                .containsExactly("demo");
        assertThat(client.deleteBucketTags(DeleteBucketTagsRequest.newBuilder()
                                .bucket("demo")
                                .build())
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void changesTheAclOfABucket() throws Exception {
        client.putBucketAcl(PutBucketAclRequest.newBuilder()
                .bucket("demo")
                .acl("public-read")
                .build());
        assertThat(client.getBucketAcl(
                                GetBucketAclRequest.newBuilder().bucket("demo").build())
                        .accessControlPolicy()
                        .accessControlList()
                        .grant())
                .isEqualTo("public-read");
    }

    @Test
    void listsObjectsPageByPage() throws Exception {
        List<String> keys = List.of("a b+c%20.txt", "a&b<c>.txt", "dir/1", "dir/2", "中/1", "😀.txt");
        keys.forEach(key -> server.putObject("demo", key, "content".getBytes(UTF_8)));
        List<String> listed = new ArrayList<>();
        for (ListObjectsResult page : client.listObjectsPaginator(
                ListObjectsRequest.newBuilder().bucket("demo").maxKeys(2L).build())) {
            page.contents().forEach(object -> listed.add(object.key()));
        }
        assertThat(listed).containsExactlyElementsOf(keys);
    }
}
