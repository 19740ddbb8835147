// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations of a bucket that have an effect on other requests, and what GetBucketInfo shows of them. */
class BucketSwitchesTest {

    @AutoClose
    private OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key);
    }

    private void configure(String subResource, String document) {
        url("PUT", "").parameter(subResource, "").send(document).assertStatus(200);
    }

    private void blockPublicAccess(boolean block) {
        configure(
                "publicAccessBlock",
                "<PublicAccessBlockConfiguration><BlockPublicAccess>" + block
                        + "</BlockPublicAccess></PublicAccessBlockConfiguration>");
    }

    private Http.Response putAcl(String key, String header, String acl) {
        return url("PUT", key).parameter("acl", "").header(header, acl).send();
    }

    private URI plain(String key) {
        return URI.create(server.endpoint() + "/demo/" + key);
    }

    @Test
    void publicBucketThatBlocksPublicAccessDeniesAnonymousRequests() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        putAcl("", "x-oss-acl", "public-read-write");
        putAcl("k", "x-oss-object-acl", "public-read");
        Http.get(plain("k")).assertStatus(200);
        blockPublicAccess(true);
        assertThat(Http.get(plain("k")).element("Code")).isEqualTo("AccessDenied");
        assertThat(Http.put(plain("new"), new byte[1]).element("Code")).isEqualTo("AccessDenied");
        url("GET", "k").send().assertStatus(200);
        blockPublicAccess(false);
        Http.get(plain("k")).assertStatus(200);
    }

    @Test
    void accountThatBlocksPublicAccessDeniesAnonymousRequestsAcrossRestarts(@TempDir Path root) {
        server.close();
        server = OssDevServer.builder().bucket("demo").root(root).start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        putAcl("", "x-oss-acl", "public-read");
        SignedUrl put = SignedUrl.ofService(server, "PUT").parameter("publicAccessBlock", "");
        String document =
                "<PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>";
        Http.put(put.v4(), document.getBytes(UTF_8)).assertStatus(200);
        server.close();
        server = OssDevServer.builder().root(root).start();
        assertThat(Http.get(plain("k")).element("Code")).isEqualTo("AccessDenied");
        SignedUrl get = SignedUrl.ofService(server, "GET").parameter("publicAccessBlock", "");
        assertThat(Http.get(get.v4()).element("BlockPublicAccess")).isEqualTo("true");
        assertThat(SignedUrl.ofService(server, "GET").send().text()).doesNotContain(".service");
        SignedUrl delete = SignedUrl.ofService(server, "DELETE").parameter("publicAccessBlock", "");
        Http.delete(delete.v4()).assertStatus(204);
        Http.get(plain("k")).assertStatus(200);
    }

    @Test
    void bucketThatBlocksPublicAccessAcceptsNoPublicAcl() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        blockPublicAccess(true);
        assertThat(putAcl("", "x-oss-acl", "public-read").element("Code")).isEqualTo("AccessDenied");
        assertThat(putAcl("k", "x-oss-object-acl", "public-read").element("Code"))
                .isEqualTo("AccessDenied");
        putAcl("k", "x-oss-object-acl", "private").assertStatus(200);
        Http.Response put =
                url("PUT", "new").header("x-oss-object-acl", "public-read").send(new byte[1]);
        assertThat(put.element("Code")).isEqualTo("AccessDenied");
        url("GET", "new").send().assertStatus(404);
        Http.Response again = url("PUT", "").header("x-oss-acl", "public-read").send();
        assertThat(again.element("Code")).isEqualTo("AccessDenied");
    }

    @Test
    void authenticatedReadKeepsAnonymousCallersOut() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        putAcl("", "x-oss-acl", "authenticated-read").assertStatus(200);
        assertThat(Http.get(plain("k")).element("Code")).isEqualTo("AccessDenied");
    }

    private void putOfClass(String key, String storageClass) {
        url("PUT", key)
                .header("x-oss-storage-class", storageClass)
                .send("content")
                .assertStatus(200);
    }

    @Test
    void directReadMakesOnlyTheClassArchiveReadable() {
        putOfClass("archive", "Archive");
        putOfClass("cold", "ColdArchive");
        assertThat(url("GET", "archive").send().element("Code")).isEqualTo("InvalidObjectState");
        configure(
                "bucketArchiveDirectRead",
                "<ArchiveDirectReadConfiguration><Enabled>true</Enabled></ArchiveDirectReadConfiguration>");
        assertThat(url("GET", "archive").send().text()).isEqualTo("content");
        assertThat(url("GET", "cold").send().element("Code")).isEqualTo("InvalidObjectState");
    }

    @ParameterizedTest
    @CsvSource({
        "AES256, '', ''",
        "KMS, <KMSMasterKeyID>id</KMSMasterKeyID>, id",
        "KMS, <KMSDataEncryption>SM4</KMSDataEncryption>, 00000000-0000-4000-8000-000000000000"
    })
    void newObjectsHaveTheEncryptionOfTheBucket(String algorithm, String more, String keyId) {
        server.putObject("demo", "old", new byte[1]);
        configure(
                "encryption",
                "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>" + algorithm
                        + "</SSEAlgorithm>" + more
                        + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>");
        url("PUT", "k").send(new byte[1]);
        url("PUT", "copy").header("x-oss-copy-source", "/demo/old").send();
        for (String key : List.of("k", "copy")) {
            Http.Response head = url("HEAD", key).send();
            assertThat(head.header("x-oss-server-side-encryption")).as(key).isEqualTo(algorithm);
            assertThat(head.header("x-oss-server-side-encryption-key-id"))
                    .as(key)
                    .isEqualTo(keyId);
        }
        assertThat(url("HEAD", "old").send().header("x-oss-server-side-encryption"))
                .isEmpty();
        url("PUT", "own").header("x-oss-server-side-encryption", "SM4").send(new byte[1]);
        assertThat(url("HEAD", "own").send().header("x-oss-server-side-encryption"))
                .isEqualTo("SM4");
    }

    @Test
    void requestWithAnotherTlsVersionIsRefused() throws Exception {
        server.close();
        server = OssDevServer.builder().bucket("demo").tls().start();
        server.putObject("demo", "k", new byte[1]);
        assertThat(statusWith("TLSv1.2")).isEqualTo(200);
        String document =
                "<HttpsConfiguration><TLS><Enable>%s</Enable><TLSVersion>TLSv1.3</TLSVersion></TLS></HttpsConfiguration>";
        HttpClient client = client("TLSv1.3");
        for (String enabled : List.of("true", "false")) {
            HttpRequest put = HttpRequest.newBuilder(
                            url("PUT", "").parameter("httpsConfig", "").v4())
                    .PUT(HttpRequest.BodyPublishers.ofString(document.formatted(enabled)))
                    .build();
            assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
            assertThat(statusWith("TLSv1.3")).isEqualTo(200);
            assertThat(statusWith("TLSv1.2")).isEqualTo(enabled.equals("true") ? 403 : 200);
        }
    }

    private HttpClient client(String version) {
        SSLParameters parameters = new SSLParameters();
        parameters.setProtocols(new String[] {version});
        return HttpClient.newBuilder()
                .sslContext(server.sslContext())
                .sslParameters(parameters)
                .build();
    }

    private int statusWith(String version) throws Exception {
        return client(version)
                .send(HttpRequest.newBuilder(url("GET", "k").v4()).build(), HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Test
    void bucketInfoAgreesWithTheConfigurations() {
        Http.Response before = url("GET", "").parameter("bucketInfo", "").send();
        assertThat(before.text())
                .contains("<CrossRegionReplication>Disabled</CrossRegionReplication>", "<Comment></Comment>");
        assertThat(before.element("AccessMonitor")).isEqualTo("Disabled");
        assertThat(before.element("TransferAcceleration")).isEqualTo("Disabled");
        assertThat(before.element("BlockPublicAccess")).isEqualTo("false");
        configure("accessmonitor", "<AccessMonitorConfiguration><Status>Enabled</Status></AccessMonitorConfiguration>");
        configure(
                "transferAcceleration",
                "<TransferAccelerationConfiguration><Enabled>true</Enabled></TransferAccelerationConfiguration>");
        blockPublicAccess(true);
        Http.Response after = url("GET", "").parameter("bucketInfo", "").send();
        assertThat(after.element("AccessMonitor")).isEqualTo("Enabled");
        assertThat(after.element("TransferAcceleration")).isEqualTo("Enabled");
        assertThat(after.element("BlockPublicAccess")).isEqualTo("true");
    }

    @Test
    void objectMetaHasTimeOfLastAccessWhileItIsMonitored() {
        server.putObject("demo", "k", new byte[1]);
        String monitor = "<AccessMonitorConfiguration><Status>%s</Status></AccessMonitorConfiguration>";
        SignedUrl meta = url("HEAD", "k").parameter("objectMeta", "");
        String name = "x-oss-last-access-time";
        assertThat(meta.send().header(name)).isEmpty();
        configure("accessmonitor", monitor.formatted("Enabled"));
        assertThat(meta.send().header(name)).isEqualTo(meta.send().header("Last-Modified"));
        configure("accessmonitor", monitor.formatted("Disabled"));
        assertThat(meta.send().header(name)).isEmpty();
    }

    @Test
    void newBucketBlocksPublicAccessUnlessSetOtherwise() {
        SignedUrl.of(server, "PUT", "made", "").send();
        assertThat(blocksPublicAccess("made")).isEqualTo("true");
        assertThat(blocksPublicAccess("demo")).isEqualTo("false");
        SignedUrl open = SignedUrl.of(server, "PUT", "open", "").header("x-oss-acl", "public-read");
        assertThat(open.send().element("Code")).isEqualTo("AccessDenied");
        assertThat(open.parameter("acl", "").send().element("Code")).isEqualTo("AccessDenied");
        assertThat(blocksPublicAccess("open")).isEmpty();
        server.close();
        server = OssDevServer.builder()
                .assume(Assumption.NEW_BUCKET_BLOCKS_PUBLIC_ACCESS, false)
                .start();
        SignedUrl.of(server, "PUT", "made", "")
                .header("x-oss-acl", "public-read")
                .send();
        assertThat(blocksPublicAccess("made")).isEqualTo("false");
    }

    private String blocksPublicAccess(String bucket) {
        return SignedUrl.of(server, "GET", bucket, "")
                .parameter("publicAccessBlock", "")
                .send()
                .element("BlockPublicAccess");
    }

    @Test
    void missingLimitsOfABucketAreAnErrorOrUnlimited() {
        SignedUrl get = url("GET", "").parameter("qosInfo", "");
        assertThat(get.send().element("TotalQps")).isEqualTo("-1");
        server.close();
        server = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.MISSING_QOS_INFO_IS_UNLIMITED, false)
                .start();
        url("GET", "").parameter("qosInfo", "").send().assertError(404, "NoSuchBucketQosInfo");
    }

    @Test
    void keyOfKmsIsUnknownOnlyIfSet() {
        String document =
                "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>KMS</SSEAlgorithm>"
                        + "<KMSMasterKeyID>%s</KMSMasterKeyID></ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>";
        configure("encryption", document.formatted("any"));
        server.close();
        server = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.UNKNOWN_KMS_KEY_IS_ACCEPTED, false)
                .start();
        Http.Response refused = url("PUT", "").parameter("encryption", "").send(document.formatted("any"));
        assertThat(refused.element("Code")).isEqualTo("InvalidArgument");
        assertThat(refused.element("EC")).isEqualTo("0005-00000208");
        configure("encryption", document.formatted(""));
        configure("encryption", document.formatted("00000000-0000-4000-8000-000000000000"));
        Http.Response upload = url("PUT", "k")
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", "any")
                .send(new byte[1]);
        assertThat(upload.element("EC")).isEqualTo("0005-00000208");
    }

    @Test
    void onlyTheDefaultResourceGroupExistsUnlessSetOtherwise() {
        String document = "<BucketResourceGroupConfiguration><ResourceGroupId>%s</ResourceGroupId>"
                + "</BucketResourceGroupConfiguration>";
        SignedUrl put = url("PUT", "").parameter("resourceGroup", "");
        put.send(document.formatted("rg-default-id")).assertStatus(200);
        assertThat(put.send(document.formatted("rg-1")).element("Code")).isEqualTo("ResourceGroupIdPreCheckError");
        assertThat(put.send(document.formatted("no-id")).element("EC")).isEqualTo("0039-00000002");
        SignedUrl made = SignedUrl.of(server, "PUT", "made", "").header("x-oss-resource-group-id", "rg-1");
        assertThat(made.send().element("Code")).isEqualTo("ResourceGroupIdPreCheckError");
    }

    @Test
    void resourceGroupOfABucketCanBeChanged() {
        server.close();
        server = OssDevServer.builder()
                .bucket("demo")
                .assume(Assumption.UNKNOWN_RESOURCE_GROUP_IS_ACCEPTED, true)
                .start();
        SignedUrl get = url("GET", "").parameter("resourceGroup", "");
        assertThat(Http.get(get.v4()).element("ResourceGroupId")).isEqualTo("rg-default-id");
        configure(
                "resourceGroup",
                "<BucketResourceGroupConfiguration><ResourceGroupId>rg-1</ResourceGroupId></BucketResourceGroupConfiguration>");
        assertThat(Http.get(get.v4()).element("ResourceGroupId")).isEqualTo("rg-1");
        assertThat(url("GET", "").parameter("bucketInfo", "").send().element("ResourceGroupId"))
                .isEqualTo("rg-1");
        configure(
                "resourceGroup",
                "<BucketResourceGroupConfiguration><ResourceGroupId></ResourceGroupId></BucketResourceGroupConfiguration>");
        assertThat(Http.get(get.v4()).element("ResourceGroupId")).isEqualTo("rg-default-id");
    }

    private Http.Response postCname(String comp) {
        SignedUrl url = url("POST", "").parameter("cname", "").parameter("comp", comp);
        return Http.post(
                url.v4(),
                "<BucketCnameConfiguration><Cname><Domain>www.example.com</Domain>"
                        + "</Cname></BucketCnameConfiguration>");
    }

    @Test
    void domainGetsATokenButIsNeverVerified() {
        SignedUrl get = url("GET", "").parameter("cname", "www.example.com").parameter("comp", "token");
        assertThat(Http.get(get.v4()).element("Code")).isEqualTo("CnameTokenNotFound");
        Http.Response created = postCname("token");
        assertThat(created.element("Cname")).isEqualTo("www.example.com");
        assertThat(created.element("Token"))
                .isNotEmpty()
                .isEqualTo(Http.get(get.v4()).element("Token"));
        assertThat(postCname("add").element("Code")).isEqualTo("NeedVerifyDomainOwnership");
        postCname("delete").assertStatus(200);
        postCname("other").assertStatus(501);
        assertThat(url("GET", "").parameter("cname", "").send().text())
                .contains("<ListCnameResult><Bucket>demo</Bucket><Owner>")
                .doesNotContain("DisplayName")
                .doesNotContain("www.example.com");
    }

    @Test
    void regionsAreDescribedWithTheirEndpoints() {
        Http.Response all =
                SignedUrl.ofService(server, "GET").parameter("regions", "").send();
        assertThat(all.text()).contains("<Region>oss-cn-hangzhou</Region>", "<Region>oss-cn-chengdu</Region>");
        Http.Response one = SignedUrl.ofService(server, "GET")
                .parameter("regions", "oss-cn-chengdu")
                .send();
        assertThat(one.text())
                .endsWith("<RegionInfoList><RegionInfo><Region>oss-cn-chengdu</Region>"
                        + "<InternetEndpoint>oss-cn-chengdu.aliyuncs.com</InternetEndpoint>"
                        + "<InternalEndpoint>oss-cn-chengdu-internal.aliyuncs.com</InternalEndpoint>"
                        + "<AccelerateEndpoint>oss-accelerate.aliyuncs.com</AccelerateEndpoint>"
                        + "</RegionInfo></RegionInfoList>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cn-chengdu", "oss-aa"})
    void unknownRegionIsNotFound(String region) {
        SignedUrl.ofService(server, "GET").parameter("regions", region).send().assertError(404, "NoSuchRegion");
    }

    @Test
    void limitsOfTheAccountAreThoseOfItsRegion() {
        Http.Response response =
                SignedUrl.ofService(server, "GET").parameter("qosInfo", "").send();
        assertThat(response.element("Region")).isEqualTo("oss-cn-hangzhou");
        assertThat(response.element("TotalUploadBandwidth")).isEqualTo("10");
        assertThat(response.element("TotalQps")).isEqualTo("-1");
    }
}
