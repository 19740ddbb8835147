// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Creates, describes, lists and deletes buckets, in memory and on disk. */
class BucketTest {

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = running();
    }

    private OssDevServer running() {
        return OssDevServer.builder()
                .bucket("demo")
                .root(root)
                .assume(Assumption.NEW_BUCKET_BLOCKS_PUBLIC_ACCESS, false)
                .assume(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED, true)
                .start();
    }

    private Http.Response put(String bucket, String body) {
        return SignedUrl.of(server, "PUT", bucket, "").send(body);
    }

    private Http.Response delete(String bucket) {
        return SignedUrl.of(server, "DELETE", bucket, "").send();
    }

    private Http.Response get(String bucket, String parameter) {
        return SignedUrl.of(server, "GET", bucket, "").parameter(parameter, "").send();
    }

    private Http.Response list(String... parameters) {
        return SignedUrl.ofService(server, "GET").parameters(parameters).send();
    }

    @Test
    void bucketExistsUntilItsDeletionAcrossRestarts() {
        Http.Response put =
                put("second", "<CreateBucketConfiguration><StorageClass>IA</StorageClass></CreateBucketConfiguration>");
        put.assertStatus(200);
        assertThat(put.header("Location")).isEqualTo("/second");
        String created = get("second", "bucketInfo").element("CreationDate");
        server.close();
        server = running();
        Http.Response info = get("second", "bucketInfo");
        assertThat(info.element("CreationDate")).isEqualTo(created).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(info.element("StorageClass")).isEqualTo("IA");
        assertThat(info.element("Location")).isEqualTo("oss-cn-hangzhou");
        assertThat(info.element("Grant")).isEqualTo("private");
        assertThat(get("second", "location").text())
                .endsWith("<LocationConstraint>oss-cn-hangzhou</LocationConstraint>");
        delete("second").assertStatus(204);
        assertThat(get("second", "bucketInfo").element("Code")).isEqualTo("NoSuchBucket");
        delete("second").assertStatus(404);
    }

    private String storageClass(String key) {
        return SignedUrl.of(server, "HEAD", "second", key).send().header("x-oss-storage-class");
    }

    @Test
    void onlyEmptyBucketCanBeDeleted() {
        server.putObject("demo", "k", new byte[1]);
        Http.Response refused = delete("demo");
        refused.assertError(409, "BucketNotEmpty");
        assertThat(refused.element("BucketName")).isEqualTo("demo");
        assertThat(refused.element("Message")).isEqualTo("The bucket has objects. Please delete them first.");
        assertThat(server.objectBytes("demo", "k")).hasSize(1);
    }

    @Test
    void listsBucketsByNamePageByPage() {
        put("beta", "");
        put("alpha", "");
        Http.Response page = list("max-keys", "2");
        assertThat(page.text()).containsSubsequence("<Name>alpha</Name>", "<Name>beta</Name>");
        assertThat(page.element("IsTruncated")).isEqualTo("true");
        assertThat(page.element("NextMarker")).isEqualTo("beta");
        assertThat(list("marker", "beta").text()).contains("<Name>demo</Name>").doesNotContain("<Name>beta</Name>");
        assertThat(list("prefix", "al").text()).contains("<Name>alpha</Name>").doesNotContain("<Name>beta</Name>");
        assertThat(Http.get(SignedUrl.ofService(server, "GET").v1()).element("Region"))
                .isEqualTo("cn-hangzhou");
    }

    @Test
    void listOfAllBucketsHasNoElementsOfAPage() {
        put("alpha", "");
        for (Http.Response whole : List.of(list("max-keys", "2"), list("prefix", "al"))) {
            assertThat(whole.text())
                    .contains("<Name>alpha</Name>")
                    .doesNotContain("<Prefix>", "<Marker>", "<MaxKeys>", "<IsTruncated>", "<NextMarker>");
        }
        assertThat(list("max-keys", "1").text())
                .contains("<Prefix></Prefix><Marker></Marker><MaxKeys>1</MaxKeys><IsTruncated>true</IsTruncated>");
        assertThat(list("marker", "alpha").text())
                .contains("<Marker>alpha</Marker>", "<IsTruncated>false</IsTruncated>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "-a", "a.b", "中"})
    void prefixThatNoBucketCanHaveIsRefused(String prefix) {
        assertThat(list("prefix", prefix).element("Code")).isEqualTo("InvalidArgument");
    }

    @Test
    void secondPutKeepsBucketOrIsRejected() {
        server.putObject("demo", "k", new byte[1]);
        put("demo", "").assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).hasSize(1);
        try (OssDevServer strict = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.PUT_OF_OWN_BUCKET_IS_200, false)
                .start()) {
            SignedUrl.of(strict, "PUT", "demo", "").send().assertError(409, "BucketAlreadyExists");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no xml",
                "<Other/>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><CreateBucketConfiguration>&e;"
                        + "</CreateBucketConfiguration>"
            })
    void rejectsInvalidBucketConfiguration(String body) {
        put("second", body).assertError(400, "MalformedXML");
        assertThat(put("A.b", "").element("Code")).isEqualTo("InvalidBucketName");
    }

    @Test
    void uploadIntoBucketDeletedConcurrentlyIsNoSuchBucket() throws Exception {
        put("made", "");
        URI url = SignedUrl.of(server, "PUT", "made", "k").v4();
        try (RawConnection upload = new RawConnection(server)) {
            upload.send(RawConnection.head("PUT", url) + "Content-Length: 4\r\nExpect: 100-continue\r\n"
                    + "Connection: close\r\n\r\n");
            // The server reads the body only after it has found the bucket.
            upload.receiveUntil("\r\n\r\n");
            delete("made").assertStatus(204);
            assertThat(upload.send("body").receiveAll())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("<Code>NoSuchBucket</Code>", "<BucketName>made</BucketName>");
        }
    }

    /** Starts a request whose body the server reads only after it has found the bucket. */
    private RawConnection begin(String parameter, int bodyBytes) throws Exception {
        URI url =
                SignedUrl.of(server, "PUT", "made", "").parameter(parameter, "").v4();
        RawConnection call = new RawConnection(server);
        call.send(RawConnection.head("PUT", url) + "Content-Length: " + bodyBytes
                + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
        call.receiveUntil("\r\n\r\n");
        return call;
    }

    @Test
    void concurrentChangesOfBucketAreAllKept() throws Exception {
        put("made", "");
        String versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        String cors = "<CORSConfiguration><CORSRule><AllowedOrigin>*</AllowedOrigin>"
                + "<AllowedMethod>GET</AllowedMethod></CORSRule></CORSConfiguration>";
        try (RawConnection first = begin("versioning", versioning.length());
                RawConnection second = begin("cors", cors.length())) {
            putPublicRead("made").assertStatus(200);
            assertThat(second.send(cors).receiveAll()).startsWith("HTTP/1.1 200 ");
            assertThat(first.send(versioning).receiveAll()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(get("made", "acl").element("Grant")).isEqualTo("public-read");
        assertThat(get("made", "cors").element("AllowedOrigin")).isEqualTo("*");
        assertThat(get("made", "versioning").element("Status")).isEqualTo("Enabled");
    }

    @Test
    void concurrentChangeDoesNotRestoreDeletedBucket() throws Exception {
        put("made", "");
        String versioning = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
        try (RawConnection change = begin("versioning", versioning.length())) {
            delete("made").assertStatus(204);
            assertThat(change.send(versioning).receiveAll())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("<Code>NoSuchBucket</Code>");
        }
        assertThat(get("made", "bucketInfo").element("Code")).isEqualTo("NoSuchBucket");
    }

    @Test
    void locationConstraintMustBeRegionOfServer() {
        String xml = "<CreateBucketConfiguration><LocationConstraint>%s</LocationConstraint>"
                + "</CreateBucketConfiguration>";
        Http.Response refused = put("far", xml.formatted("oss-cn-beijing"));
        refused.assertError(400, "InvalidLocationConstraint");
        assertThat(refused.element("Message")).isEqualTo("The specified location-constraint is not valid");
        get("far", "bucketInfo").assertStatus(404);
        put("near", xml.formatted("oss-cn-hangzhou")).assertStatus(200);
    }

    @Test
    void endpointsOfBucketHaveNoBucket() throws Exception {
        put("made", "");
        URI url = SignedUrl.of(server, "GET", "made", "")
                .parameter("bucketInfo", "")
                .v4();
        for (String target : new String[] {"/?" + url.getRawQuery(), "/made/?" + url.getRawQuery()}) {
            String host = (target.startsWith("/?") ? "made." : "") + "localhost:" + server.port();
            try (RawConnection connection = new RawConnection(server)) {
                String info = connection
                        .send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                        .receiveAll();
                assertThat(info)
                        .contains(
                                "<ExtranetEndpoint>localhost:" + server.port() + "</ExtranetEndpoint>",
                                "<IntranetEndpoint>localhost:" + server.port() + "</IntranetEndpoint>");
            }
        }
    }

    @Test
    void putBucketAclCreatesMissingBucket() {
        for (String bucket : new String[] {"made", "made", "demo"}) {
            Http.Response response = putPublicRead(bucket);
            response.assertStatus(200);
            assertThat(response.header("Location")).isEqualTo("/" + bucket);
            assertThat(get(bucket, "acl").element("Grant")).isEqualTo("public-read");
        }
        assertThat(get("made", "bucketInfo").element("StorageClass")).isEqualTo("Standard");
    }

    private static String configuration(String element, String value) {
        return "<CreateBucketConfiguration><%1$s>%2$s</%1$s></CreateBucketConfiguration>".formatted(element, value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Standard", "IA", "Archive", "ColdArchive", "DeepColdArchive"})
    void bucketOfAnyStorageClassGivesItToItsObjectsAcrossRestarts(String storageClass) {
        put("second", configuration("StorageClass", storageClass)).assertStatus(200);
        server.close();
        server = running();
        assertThat(get("second", "bucketInfo").element("StorageClass")).isEqualTo(storageClass);
        assertThat(list("prefix", "second").element("StorageClass")).isEqualTo(storageClass);
        SignedUrl.of(server, "PUT", "second", "put").send(new byte[1]);
        SignedUrl.of(server, "PUT", "second", "own")
                .header("x-oss-storage-class", "IA")
                .send(new byte[1]);
        server.putObject("second", "k", new byte[1]);
        assertThat(storageClass("k")).isEqualTo(storageClass);
        assertThat(storageClass("put")).isEqualTo(storageClass);
        assertThat(storageClass("own")).isEqualTo("IA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LRS", "ZRS"})
    void bucketKeepsItsRedundancyAcrossRestarts(String redundancy) {
        assertThat(get("demo", "bucketInfo").element("DataRedundancyType")).isEqualTo("LRS");
        put("zones", configuration("DataRedundancyType", redundancy)).assertStatus(200);
        server.close();
        server = running();
        assertThat(get("zones", "bucketInfo").element("DataRedundancyType")).isEqualTo(redundancy);
    }

    private Http.Response putPublicRead(String bucket) {
        return SignedUrl.of(server, "PUT", bucket, "")
                .parameter("acl", "")
                .header("x-oss-acl", "public-read")
                .send();
    }

    @Test
    void putBucketAclWithoutAclMakesBucketPrivate() {
        putPublicRead("demo");
        SignedUrl.of(server, "PUT", "demo", "").parameter("acl", "").send().assertStatus(200);
        assertThat(get("demo", "acl").element("Grant")).isEqualTo("private");
    }

    @Test
    void bucketOfAnEarlierVersionHasTheDefaults() throws Exception {
        server.close();
        Files.writeString(
                Files.createDirectory(root.resolve("old")).resolve("bucket.properties"),
                "createdAt=2026-01-02T03:04:05Z\nsetting.acl=public-read\n");
        server = running();
        Http.Response info = get("old", "bucketInfo");
        assertThat(info.element("CreationDate")).isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(info.element("Grant")).isEqualTo("public-read");
        assertThat(info.element("StorageClass")).isEqualTo("Standard");
        assertThat(info.element("DataRedundancyType")).isEqualTo("LRS");
    }

    @ParameterizedTest
    @CsvSource({
        "StorageClass, Glacier, InvalidArgument",
        "StorageClass, standard, InvalidArgument",
        "StorageClass, '', MalformedXML",
        "DataRedundancyType, GRS, InvalidArgument",
        "DataRedundancyType, '', MalformedXML"
    })
    void unknownStorageClassOrRedundancyCreatesNoBucket(String element, String value, String code) {
        put("second", configuration(element, value)).assertError(400, code);
        get("second", "bucketInfo").assertStatus(404);
    }

    @ParameterizedTest
    @CsvSource({"StorageClass, IA, storage class", "DataRedundancyType, ZRS, data redundancy type"})
    void secondPutCannotChangeStorageClassOrRedundancy(String element, String value, String what) {
        Http.Response refused = put("demo", configuration(element, value));
        refused.assertError(409, "BucketAlreadyExists");
        assertThat(refused.element("Message")).isEqualTo("Cannot modify existing bucket's " + what + ".");
        put("second", configuration(element, value)).assertStatus(200);
        put("second", configuration(element, value)).assertStatus(200);
        put("second", "").assertStatus(200);
        assertThat(get("second", "bucketInfo").element(element)).isEqualTo(value);
    }

    @Test
    void listsBucketsOfOneResourceGroup() {
        String header = "x-oss-resource-group-id";
        SignedUrl.of(server, "PUT", "second", "").header(header, "rg-123").send();
        Http.Response ofGroup =
                SignedUrl.ofService(server, "GET").header(header, "rg-123").send();
        assertThat(ofGroup.text()).contains("<Name>second</Name>").doesNotContain("<Name>demo</Name>");
        assertThat(ofGroup.element("ResourceGroupId")).isEqualTo("rg-123");
        Http.Response all = SignedUrl.ofService(server, "GET").send();
        assertThat(all.text())
                .contains("<Name>second</Name>", "<Name>demo</Name>")
                .doesNotContain("ResourceGroupId");
        assertThat(get("second", "bucketInfo").element("ResourceGroupId")).isEqualTo("rg-123");
    }

    @Test
    void headersOfPutBucketSetItsEncryption() {
        assertThat(putEncrypted("second", "ROT13").element("Code")).isEqualTo("InvalidEncryptionAlgorithmError");
        assertThat(get("second", "bucketInfo").element("Code")).isEqualTo("NoSuchBucket");
        putEncrypted("second", "KMS").assertStatus(200);
        for (String document : List.of("bucketInfo", "encryption")) {
            Http.Response found = get("second", document);
            assertThat(found.element("SSEAlgorithm")).isEqualTo("KMS");
            assertThat(found.element("KMSMasterKeyID")).isEqualTo("key-1");
            assertThat(found.element("KMSDataEncryption")).isEqualTo("SM4");
        }
        putEncrypted("demo", "KMS").assertStatus(200);
        assertThat(get("demo", "encryption").element("KMSMasterKeyID")).isEqualTo("key-1");
    }

    private Http.Response putEncrypted(String bucket, String algorithm) {
        return SignedUrl.of(server, "PUT", bucket, "")
                .header("x-oss-server-side-encryption", algorithm)
                .header("x-oss-server-side-encryption-key-id", "key-1")
                .header("x-oss-server-side-data-encryption", "SM4")
                .send();
    }

    @Test
    void headReturnsTheRegionOfABucket() {
        Http.Response head = SignedUrl.of(server, "HEAD", "demo", "").send();
        head.assertStatus(200);
        assertThat(head.header("x-oss-bucket-region")).isEqualTo("oss-cn-hangzhou");
        assertThat(head.bytes()).isEmpty();

        Http.Response missing = SignedUrl.of(server, "HEAD", "missing", "").send();
        missing.assertStatus(404);
        assertThat(missing.bytes()).isEmpty();
        assertThat(new String(Base64.getDecoder().decode(missing.header("x-oss-err")), UTF_8))
                .contains("<Code>NoSuchBucket</Code>");
        SignedUrl.of(server, "HEAD", "A.b", "").send().assertStatus(400);
    }

    @Test
    void listOfLiveChannelsIsEmpty() {
        URI url = SignedUrl.of(server, "GET", "demo", "")
                .parameter("live", "")
                .parameter("prefix", "p")
                .parameter("marker", "m")
                .parameter("max-keys", "7")
                .v4();
        assertThat(Http.get(url).text())
                .endsWith("<ListLiveChannelResult><Prefix>p</Prefix><Marker>m</Marker><MaxKeys>7</MaxKeys>"
                        + "<IsTruncated>false</IsTruncated><NextMarker></NextMarker></ListLiveChannelResult>");
        assertThat(get("missing", "live").element("Code")).isEqualTo("NoSuchBucket");
    }
}
