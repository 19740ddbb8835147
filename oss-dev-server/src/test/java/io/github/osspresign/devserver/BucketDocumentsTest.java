// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations of a bucket are stored, returned as they were put and deleted with the bucket; they have no effect. */
class BucketDocumentsTest {

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).start();
    }

    private SignedUrl url(String method, String bucket, String subResource) {
        return SignedUrl.of(server, method, bucket, "").parameter(subResource, "");
    }

    private Http.Response put(String subResource, String document) {
        return url("PUT", "demo", subResource).send(document);
    }

    private Http.Response get(String subResource) {
        return url("GET", "demo", subResource).send();
    }

    private Http.Response delete(String subResource) {
        return url("DELETE", "demo", subResource).send();
    }

    /** An absent document is an error or has a default. Most documents can be deleted, also if they are absent. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            accessmonitor           | <Status>Disabled</Status> | 501 | <AccessMonitorConfiguration><Status>Enabled</Status></AccessMonitorConfiguration>
            bucketArchiveDirectRead | NoSuchArchiveDirectReadConfiguration | 501 | <ArchiveDirectReadConfiguration><Enabled>true</Enabled></ArchiveDirectReadConfiguration>
            encryption              | NoSuchServerSideEncryptionRule | 204 | -
            httpsConfig             | <Enable>false</Enable> | 501 | <HttpsConfiguration><TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion><TLSVersion>TLSv1.3</TLSVersion></TLS></HttpsConfiguration>
            inventory               | NoSuchInventory | 400 | -
            lifecycle               | NoSuchLifecycle | 204 | <?xml version="1.0" encoding="UTF-8"?> <LifecycleConfiguration><Rule><Prefix>中/</Prefix></Rule></LifecycleConfiguration>
            logging                 | <BucketLoggingStatus></BucketLoggingStatus> | 204 | <BucketLoggingStatus><LoggingEnabled><TargetBucket>demo</TargetBucket><TargetPrefix>p</TargetPrefix></LoggingEnabled></BucketLoggingStatus>
            policy                  | NoSuchBucketPolicy | 204 | {"Version": "1", "Statement": [{"Effect": "Allow", "Resource": ["acs:oss:*:*:demo/中"]}]}
            publicAccessBlock       | <BlockPublicAccess>false</BlockPublicAccess> | 204 | <PublicAccessBlockConfiguration><BlockPublicAccess>true</BlockPublicAccess></PublicAccessBlockConfiguration>
            qos                     | <StorageCapacity>-1</StorageCapacity> | 501 | <BucketUserQos><StorageCapacity>10</StorageCapacity></BucketUserQos>
            qosInfo                 | <ExtranetQps>-1</ExtranetQps> | 204 | -
            referer                 | <RefererConfiguration><AllowEmptyReferer>true</AllowEmptyReferer><AllowTruncateQueryString>true</AllowTruncateQueryString><RefererList></RefererList></RefererConfiguration> | 501 | <RefererConfiguration><AllowEmptyReferer>false</AllowEmptyReferer><AllowTruncateQueryString>false</AllowTruncateQueryString><RefererBlacklist><Referer>http://a.example</Referer></RefererBlacklist></RefererConfiguration>
            requestPayment          | <RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration> | 501 | <RequestPaymentConfiguration><Payer>Requester</Payer></RequestPaymentConfiguration>
            transferAcceleration    | NoSuchTransferAccelerationConfiguration | 204 | <TransferAccelerationConfiguration><Enabled>false</Enabled></TransferAccelerationConfiguration>
            website                 | NoSuchWebsiteConfiguration | 204 | <WebsiteConfiguration a="1"><!-- c --><IndexDocument><Suffix>i&#x2e;html</Suffix></IndexDocument></WebsiteConfiguration>
            """)
    void documentIsReturnedAsItWasPutAcrossRestarts(
            String subResource, String whenAbsent, int deletion, @Nullable String document) {
        URI inMissingBucket = url("PUT", "missing", subResource).v4();
        assertThat(Http.put(inMissingBucket, "<a/>".getBytes(UTF_8)).element("Code"))
                .isEqualTo("NoSuchBucket");
        assertThat(url("GET", "missing", subResource).send().element("Code")).isEqualTo("NoSuchBucket");

        Http.Response absent = get(subResource);
        assertThat(absent.text()).contains(whenAbsent);
        boolean isError = !whenAbsent.startsWith("<");
        absent.assertStatus(isError ? 404 : 200);
        assertThat(absent.element("BucketName")).isEqualTo(isError ? "demo" : "");

        boolean isPolicy = subResource.equals("policy");
        String other = subResource.equals("lifecycle") ? "<WebsiteConfiguration/>" : "<LifecycleConfiguration/>";
        for (String wrong : isPolicy ? List.of("<Policy/>") : List.of("", "text", "<This></that>", "{}", other)) {
            SignedUrl url = url("PUT", "demo", subResource);
            Http.Response refused = Http.put(
                    (subResource.equals("inventory") ? url.parameter("inventoryId", "1") : url).v4(),
                    wrong.getBytes(UTF_8));
            assertThat(refused.status()).as(wrong).isEqualTo(400);
            assertThat(refused.element("Code"))
                    .as(wrong)
                    .isEqualTo(isPolicy ? "InvalidPolicyDocument" : "MalformedXML");
        }
        assertThat(withoutIds(get(subResource).text())).isEqualTo(withoutIds(absent.text()));

        if (document != null) {
            String text = document + "\r\n\t \n";
            put(subResource, text).assertStatus(200);
            server.close();
            server = OssDevServer.builder().bucket("demo").root(root).start();
            assertThat(get(subResource).text()).isEqualTo(text);
            assertThat(get(subResource).header("Content-Type"))
                    .isEqualTo(isPolicy ? "application/json" : "application/xml");
            server.putObject("demo", "k", new byte[1]);
            assertThat(server.objectBytes("demo", "k")).hasSize(1);
        }

        String before = withoutIds(get(subResource).text());
        delete(subResource).assertStatus(deletion);
        delete(subResource).assertStatus(deletion);
        assertThat(withoutIds(get(subResource).text())).isEqualTo(deletion == 204 ? withoutIds(absent.text()) : before);
    }

    @Test
    void documentOfAnotherEncodingKeepsItsBytes() {
        Charset gbk = Charset.forName("GBK");
        String xml = "<?xml version=\"1.0\" encoding=\"GBK\"?><WebsiteConfiguration>中</WebsiteConfiguration>";
        url("PUT", "demo", "website").send(xml.getBytes(gbk)).assertStatus(200);
        assertThat(get("website").bytes()).isEqualTo(xml.getBytes(gbk));
    }

    private static String withoutIds(String error) {
        return error.replaceAll("<(RequestId|HostId)>[^<]*</\\w+>", "");
    }

    /** As the official clients of OSS expect it of the service. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logging        | InvalidTargetBucketForLogging | <BucketLoggingStatus><LoggingEnabled><TargetBucket>missing</TargetBucket></LoggingEnabled></BucketLoggingStatus>
            logging        | MalformedXML    | <BucketLoggingStatus><LoggingEnabled/></BucketLoggingStatus>
            accessmonitor  | MalformedXML    | <AccessMonitorConfiguration><Status>On</Status></AccessMonitorConfiguration>
            publicAccessBlock | MalformedXML | <PublicAccessBlockConfiguration/>
            transferAcceleration | MalformedXML | <TransferAccelerationConfiguration><Enabled>yes</Enabled></TransferAccelerationConfiguration>
            bucketArchiveDirectRead | MalformedXML | <ArchiveDirectReadConfiguration><Enabled>1</Enabled></ArchiveDirectReadConfiguration>
            httpsConfig    | MalformedXML    | <HttpsConfiguration/>
            httpsConfig    | MalformedXML    | <HttpsConfiguration><TLS><Enable>true</Enable></TLS></HttpsConfiguration>
            httpsConfig    | MalformedXML    | <HttpsConfiguration><TLS><Enable>true</Enable><TLSVersion>SSLv3</TLSVersion></TLS></HttpsConfiguration>
            qos            | InvalidArgument | <BucketUserQos><StorageCapacity>-2</StorageCapacity></BucketUserQos>
            qosInfo        | InvalidArgument | <QoSConfiguration><TotalUploadBandwidth>11</TotalUploadBandwidth></QoSConfiguration>
            qosInfo        | InvalidArgument | <QoSConfiguration><TotalDownloadBandwidth>4</TotalDownloadBandwidth><ExtranetDownloadBandwidth>5</ExtranetDownloadBandwidth></QoSConfiguration>
            qosInfo        | InvalidArgument | <QoSConfiguration><TotalQps>4</TotalQps><IntranetQps>5</IntranetQps></QoSConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><Expiration><CreatedBeforeDate>2016-12-25</CreatedBeforeDate></Expiration></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><Transition><CreatedBeforeDate>2016-12-25T01:00:00.000Z</CreatedBeforeDate><StorageClass>IA</StorageClass></Transition></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><AbortMultipartUpload><CreatedBeforeDate>2016-13-25T00:00:00.000Z</CreatedBeforeDate></AbortMultipartUpload></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><AbortMultipartUpload><Days>-30</Days></AbortMultipartUpload></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><AbortMultipartUpload><Days>0</Days></AbortMultipartUpload></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><AbortMultipartUpload><Days>abc</Days></AbortMultipartUpload></Rule></LifecycleConfiguration>
            lifecycle      | InvalidArgument | <LifecycleConfiguration><Rule><Filter><Not><Tag><Key>a&amp;b</Key><Value>v</Value></Tag></Not></Filter></Rule></LifecycleConfiguration>
            lifecycle      | InvalidRequest  | <LifecycleConfiguration><Rule><Prefix>a</Prefix><Expiration><Days>3</Days></Expiration></Rule><Rule><Prefix>a/b</Prefix><Expiration><CreatedBeforeDate>2016-12-25T00:00:00.000Z</CreatedBeforeDate></Expiration></Rule></LifecycleConfiguration>
            requestPayment | MalformedXML    | <RequestPaymentConfiguration/>
            requestPayment | MalformedXML    | <RequestPaymentConfiguration><Payer>Nobody</Payer></RequestPaymentConfiguration>
            website        | InvalidArgument | <WebsiteConfiguration><RoutingRules><RoutingRule><RuleNumber>1</RuleNumber><Condition><HttpErrorCodeReturnedEquals>403</HttpErrorCodeReturnedEquals></Condition><Redirect><RedirectType>Mirror</RedirectType></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
            website        | MalformedXML    | <WebsiteConfiguration><RoutingRules><RoutingRule><Redirect><HostName>h</HostName></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
            website        | InvalidArgument | <WebsiteConfiguration><RoutingRules><RoutingRule><RuleNumber>0</RuleNumber><Redirect><HostName>h</HostName></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
            website        | InvalidArgument | <WebsiteConfiguration><RoutingRules><RoutingRule><RuleNumber>-1</RuleNumber><Redirect><HostName>h</HostName></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
            website        | InvalidArgument | <WebsiteConfiguration><RoutingRules><RoutingRule><RuleNumber>x</RuleNumber><Redirect><HostName>h</HostName></Redirect></RoutingRule></RoutingRules></WebsiteConfiguration>
            """)
    void invalidDocumentChangesNothing(String subResource, String code, String document) {
        String before = withoutIds(get(subResource).text());
        put(subResource, document).assertError(400, code);
        assertThat(withoutIds(get(subResource).text())).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}
            {"Statement": []}
            {"Version": "2", "Statement": [{"Effect": "Allow"}]}
            {"Version": "1", "Statement": [{"Effect": "Allow"}], "More": 1}
            {"Version": "1", "Statement": [{"Effect": "Allow", "More": 1}]}
            {"Version": "1", "Statement": [{"Effect": "Maybe"}]}
            {"Version": "1", "Statement": ["Allow"]}
            ''
            text
            {unquoted}
            []
            {} {}
            <Policy/>
            """)
    void policyThatOssDoesNotKnowIsRefused(String policy) {
        put("policy", policy).assertError(400, "InvalidPolicyDocument");
        assertThat(get("policy").element("Code")).isEqualTo("NoSuchBucketPolicy");
    }

    @Test
    void newBucketOfTheSameNameHasNoDocuments() throws Exception {
        put("lifecycle", "<LifecycleConfiguration/>");
        SignedUrl.of(server, "DELETE", "demo", "").send().assertStatus(204);
        assertThat(Files.exists(root.resolve("demo"))).isFalse();
        SignedUrl.of(server, "PUT", "demo", "").send();
        assertThat(get("lifecycle").element("Code")).isEqualTo("NoSuchLifecycle");
    }

    @Test
    void documentPutIntoBucketDeletedConcurrentlyIsNoSuchBucket() throws Exception {
        URI url = url("PUT", "demo", "website").v4();
        String document = "<WebsiteConfiguration/>";
        try (RawConnection put = new RawConnection(server)) {
            put.send(RawConnection.head("PUT", url) + "Content-Length: " + document.length()
                    + "\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n");
            // The server reads the body only after it has found the bucket.
            put.receiveUntil("\r\n\r\n");
            SignedUrl.of(server, "DELETE", "demo", "").send();
            assertThat(put.send(document).receiveAll())
                    .startsWith("HTTP/1.1 404 ")
                    .contains("<Code>NoSuchBucket</Code>");
        }
        assertThat(get("website").element("Code")).isEqualTo("NoSuchBucket");
    }

    private static String inventory(String id) {
        return "<InventoryConfiguration><Id>" + id + "</Id><Schedule><Frequency>Daily</Frequency></Schedule>"
                + "<Destination><OSSBucketDestination><Bucket>acs:oss:::demo</Bucket></OSSBucketDestination></Destination>"
                + "</InventoryConfiguration>";
    }

    private SignedUrl inventoryUrl(String method, String id) {
        return url(method, "demo", "inventory").parameter("inventoryId", id);
    }

    private void putInventory(String id) {
        inventoryUrl("PUT", id).send(inventory(id)).assertStatus(200);
    }

    private Http.Response listInventories(String token) {
        SignedUrl url = url("GET", "demo", "inventory");
        return Http.get((token.isEmpty() ? url : url.parameter("continuation-token", token)).v4());
    }

    @Test
    void inventoriesAreListedInPagesOfAHundred() {
        for (int i = 0; i < 101; i++) {
            putInventory("id-%03d".formatted(i));
        }
        Http.Response first = listInventories("");
        assertThat(first.text())
                .contains(inventory("id-000"), inventory("id-099"))
                .doesNotContain("id-100");
        assertThat(first.element("IsTruncated")).isEqualTo("true");
        assertThat(first.text()).doesNotContain("<ContinuationToken>");
        Http.Response last = listInventories(first.element("NextContinuationToken"));
        assertThat(last.element("ContinuationToken")).isEqualTo(first.element("NextContinuationToken"));
        assertThat(last.text()).contains(inventory("id-100")).doesNotContain(inventory("id-099"));
        assertThat(last.element("IsTruncated")).isEqualTo("false");
        assertThat(last.text()).doesNotContain("NextContinuationToken");
    }
}
