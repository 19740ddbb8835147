// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.Bucket;
import com.aliyun.oss.model.BucketInfo;
import com.aliyun.oss.model.BucketList;
import com.aliyun.oss.model.BucketStat;
import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.CreateBucketRequest;
import com.aliyun.oss.model.DataRedundancyType;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ListBucketsRequest;
import com.aliyun.oss.model.ListLiveChannelsRequest;
import com.aliyun.oss.model.ListObjectsRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.LiveChannelListing;
import com.aliyun.oss.model.OSSObjectSummary;
import com.aliyun.oss.model.ObjectListing;
import com.aliyun.oss.model.StorageClass;
import io.github.osspresign.devserver.rules.Assumption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: buckets and listings. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1BucketTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final List<String> ODD_KEYS =
            List.of("a b+c%20.txt", "a&b<c>.txt", "dir/1", "dir/2", "dir2/1", "中/1", "😀.txt");

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .assume(Assumption.NEW_BUCKET_BLOCKS_PUBLIC_ACCESS, false)
            .start();

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1BucketTest(SignVersion version) {
        client = SdkV1.client(server, version);
    }

    @Test
    void listsBuckets() {
        client.createBucket("made-1");
        client.createBucket("made-2");
        assertThat(client.listBuckets()).extracting(Bucket::getName).containsExactly("demo", "made-1", "made-2");

        BucketList page =
                client.listBuckets(new ListBucketsRequest().withPrefix("made-").withMaxKeys(1));
        assertThat(page.getBucketList()).singleElement().satisfies(bucket -> {
            assertThat(bucket.getName()).isEqualTo("made-1");
            assertThat(bucket.getLocation()).isEqualTo("oss-cn-hangzhou");
            assertThat(bucket.getStorageClass()).isEqualTo(StorageClass.Standard);
            assertThat(bucket.getCreationDate()).isNotNull();
        });
        assertThat(page.isTruncated()).isTrue();
        BucketList last = client.listBuckets("made-", page.getNextMarker(), 1);
        assertThat(last.getBucketList()).extracting(Bucket::getName).containsExactly("made-2");
        assertThat(last.isTruncated()).isFalse();
    }

    @Test
    void createsDescribesAndDeletesABucket() {
        CreateBucketRequest request = new CreateBucketRequest("made").withStorageType(StorageClass.IA);
        request.setCannedACL(CannedAccessControlList.PublicRead);
        assertThat(client.createBucket(request).getName()).isEqualTo("made");

        assertThat(client.doesBucketExist("made")).isTrue();
        BucketInfo info = client.getBucketInfo("made");
        assertThat(info.getBucket().getName()).isEqualTo("made");
        assertThat(info.getBucket().getStorageClass()).isEqualTo(StorageClass.IA);
        assertThat(info.getBucket().getLocation()).isEqualTo("oss-cn-hangzhou");
        assertThat(info.getCannedACL()).isEqualTo(CannedAccessControlList.PublicRead);
        assertThat(client.getBucketLocation("made")).isEqualTo("oss-cn-hangzhou");

        client.deleteBucket("made");
        assertThat(client.doesBucketExist("made")).isFalse();
    }

    @Test
    void createsABucketOfAnyStorageClassAndRedundancy() {
        for (StorageClass storageClass :
                EnumSet.of(StorageClass.Archive, StorageClass.ColdArchive, StorageClass.DeepColdArchive)) {
            String name = "made-" + storageClass.name().toLowerCase(Locale.ROOT);
            client.createBucket(new CreateBucketRequest(name)
                    .withStorageType(storageClass)
                    .withDataRedundancyType(DataRedundancyType.ZRS));
            BucketInfo info = client.getBucketInfo(name);
            assertThat(info.getBucket().getStorageClass()).isEqualTo(storageClass);
            assertThat(info.getDataRedundancyType()).isEqualTo(DataRedundancyType.ZRS);
            assertThat(info.getComment()).isEmpty();
            assertThat(info.getServerSideEncryptionConfiguration()
                            .getApplyServerSideEncryptionByDefault()
                            .getSSEAlgorithm())
                    .isEqualTo("None");
        }
    }

    @Test
    void getsTheRegionOfABucket() {
        assertThat(client.getBucketMetadata("demo").getBucketRegion()).isEqualTo("oss-cn-hangzhou");
        assertFails(() -> client.getBucketMetadata("missing"), "NoSuchBucket");
    }

    @Test
    void getsTheStatOfABucket() {
        server.putObject("demo", "k", CONTENT);
        client.initiateMultipartUpload(new InitiateMultipartUploadRequest("demo", "unfinished"));
        BucketStat stat = client.getBucketStat("demo");
        assertThat(stat.getStorageSize()).isEqualTo(7);
        assertThat(stat.getObjectCount()).isEqualTo(1);
        assertThat(stat.getStandardStorage()).isEqualTo(7);
        assertThat(stat.getMultipartUploadCount()).isEqualTo(1);
        assertThat(stat.getDeepColdArchiveObjectCount()).isZero();
    }

    @Test
    void listsNoLiveChannels() {
        LiveChannelListing page = client.listLiveChannels(new ListLiveChannelsRequest("demo", "p", null, 5));
        assertThat(page.getLiveChannels()).isEmpty();
        assertThat(page.isTruncated()).isFalse();
        assertThat(page.getMaxKeys()).isEqualTo(5);
    }

    @Test
    void changesTheAclOfABucket() {
        assertThat(client.getBucketAcl("demo").getCannedACL()).isEqualTo(CannedAccessControlList.Private);
        client.setBucketAcl("demo", CannedAccessControlList.PublicRead);
        assertThat(client.getBucketAcl("demo").getCannedACL()).isEqualTo(CannedAccessControlList.PublicRead);
    }

    @Test
    void reportsBucketErrors() {
        assertThatThrownBy(() -> client.getBucketInfo("missing")).isInstanceOfSatisfying(OSSException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo("NoSuchBucket");
            assertThat(e.getEC()).isEqualTo("0015-00000101");
            assertThat(e.getRequestId()).matches("[0-9A-F]{24}");
        });
        server.putObject("demo", "k", CONTENT);
        assertFails(() -> client.deleteBucket("demo"), "BucketNotEmpty");
    }

    @Test
    void listsObjectsPageByPage() {
        ODD_KEYS.forEach(key -> server.putObject("demo", key, CONTENT));
        List<String> keys = new ArrayList<>();
        ListObjectsRequest request = new ListObjectsRequest("demo").withMaxKeys(2);
        ObjectListing page;
        do {
            page = client.listObjects(request);
            assertThat(page.getObjectSummaries()).hasSizeLessThanOrEqualTo(2);
            page.getObjectSummaries().forEach(object -> keys.add(object.getKey()));
            request.setMarker(page.getNextMarker());
        } while (page.isTruncated());
        assertThat(keys).containsExactlyElementsOf(ODD_KEYS);

        ObjectListing folders = client.listObjects(
                new ListObjectsRequest("demo").withDelimiter("/").withEncodingType("url"));
        assertThat(folders.getEncodingType()).isEqualTo("url");
        assertThat(folders.getCommonPrefixes()).containsExactly("dir%2F", "dir2%2F", "%E4%B8%AD%2F");
        OSSObjectSummary first =
                client.listObjects("demo", "dir/").getObjectSummaries().get(0);
        assertThat(first.getKey()).isEqualTo("dir/1");
        assertThat(first.getSize()).isEqualTo(7);
        assertThat(first.getETag()).isEqualTo("9A0364B9E99BB480DD25E1F0284C8555");
        assertThat(first.getStorageClass()).isEqualTo("Standard");
    }

    @Test
    void listsObjectsV2PageByPage() {
        ODD_KEYS.forEach(key -> server.putObject("demo", key, CONTENT));
        List<String> entries = new ArrayList<>();
        ListObjectsV2Request request = new ListObjectsV2Request("demo")
                .withMaxKeys(2)
                .withDelimiter("/")
                .withFetchOwner(true)
                .withStartAfter("a&b");
        ListObjectsV2Result page;
        do {
            page = client.listObjectsV2(request);
            assertThat(page.getKeyCount()).isLessThanOrEqualTo(2);
            page.getObjectSummaries().forEach(object -> {
                assertThat(object.getOwner().getId()).isNotEmpty();
                entries.add(object.getKey());
            });
            entries.addAll(page.getCommonPrefixes());
            request.setContinuationToken(page.getNextContinuationToken());
        } while (page.isTruncated());
        assertThat(entries).containsExactly("a&b<c>.txt", "dir/", "dir2/", "中/", "😀.txt");
    }
}
