// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request for something that the server does not implement gets NotImplemented, and never runs another operation. */
class SubResourcesTest {

    private static final List<String> METHODS = List.of("GET", "HEAD", "PUT", "POST", "DELETE");

    /** Methods whose operations report a missing bucket before an unknown parameter. PUT creates it. */
    private static final Set<String> NEEDS_BUCKET = Set.of("GET", "HEAD", "POST", "DELETE");

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").bucket("empty").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private static Http.Response send(String method, SignedUrl url) {
        URI signed = url.v4();
        return Http.send(
                method,
                signed,
                method.equals("PUT") || method.equals("POST")
                        ? HttpRequest.BodyPublishers.ofString("<a/>")
                        : HttpRequest.BodyPublishers.noBody());
    }

    private static void assertNotImplemented(String method, String resource, SignedUrl url, String parameter) {
        Http.Response response = send(method, url.parameter(parameter, ""));
        String error = method.equals("HEAD")
                ? new String(Base64.getDecoder().decode(response.header("x-oss-err")), UTF_8)
                : response.text();
        assertThat(response.status())
                .as("%s %s?%s: %s", method, resource, parameter, error)
                .isEqualTo(501);
        assertThat(Http.elementOf(error, "Code")).isEqualTo("NotImplemented");
        assertThat(Http.elementOf(error, "ArgumentName")).isEqualTo(parameter);
        assertThat(Http.elementOf(error, "Message")).contains(parameter);
    }

    /** The sub-resources and parameters of all official SDKs of which the server implements no call. */
    static String[] withoutOperation() {
        return """
            accessPointConfigForObjectProcess accessPointForObjectProcess accessPointPolicy
            accessPointPolicyForObjectProcess add asyncFetch cleanRestoredObject cloudboxes comp continuation-token
            create dataPipeline endTime get group history img inventoryId legalHold link metaQuery mode objectInfo
            objectWorm overwriteConfig partNumber playlistName position processConfiguration qosRequester query
            redundancyTransition replication replicationLocation replicationProgress requesterQosInfo resize
            resourcePool resourcePoolBuckets resourcePoolInfo retention role rtc rule-id seal sequential since
            startTime status style styleName tail token udf udfApplication udfApplicationLog udfImage udfImageDesc
            udfName upgrade userDefinedLogFieldsConfig vip vod vpcip x-oss-ac-forward-allow
            x-oss-ac-vpc-id x-oss-access-point-name x-oss-async-process x-oss-delete x-oss-dir
            x-oss-process x-oss-redundancy-transition-taskid x-oss-rename x-oss-target-redundancy-type
            x-oss-write-get-object-response
            """.split("\\s+");
    }

    @ParameterizedTest
    @MethodSource("withoutOperation")
    void subResourceWithoutOperationIsNotImplemented(String name) {
        otherCallsAreNotImplemented(name, "");
    }

    /** The sub-resources and parameters of all official SDKs, with the calls that the server implements. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            accessPoint             | GET service, GET bucket
            accessmonitor           | GET bucket, PUT bucket
            acl                     | GET bucket, PUT bucket, GET object, PUT object
            append                  | POST object
            bucketArchiveDirectRead | GET bucket, PUT bucket
            bucketInfo              | GET bucket
            callback                | PUT object
            callback-var            | PUT object
            cname                   | GET bucket, POST bucket
            cors                    | GET bucket, PUT bucket, DELETE bucket
            delete                  | POST bucket
            encryption              | GET bucket, PUT bucket, DELETE bucket
            httpsConfig             | GET bucket, PUT bucket
            inventory               | GET bucket, PUT bucket, DELETE bucket
            lifecycle               | GET bucket, PUT bucket, DELETE bucket
            live                    | GET bucket
            location                | GET bucket
            logging                 | GET bucket, PUT bucket, DELETE bucket
            objectMeta              | GET object, HEAD object
            policy                  | GET bucket, PUT bucket, DELETE bucket
            policyStatus            | GET bucket
            publicAccessBlock       | GET service, PUT service, DELETE service, GET bucket, PUT bucket, DELETE bucket
            qos                     | GET bucket, PUT bucket
            qosInfo                 | GET service, GET bucket, PUT bucket, DELETE bucket
            referer                 | GET bucket, PUT bucket
            regionList              | GET service
            regions                 | GET service
            requestPayment          | GET bucket, PUT bucket
            resourceGroup           | GET bucket, PUT bucket
            restore                 | POST object
            stat                    | GET bucket
            symlink                 | GET object, PUT object, DELETE object
            tag-key                 | GET service
            tag-value               | GET service
            tagging                 | GET service, GET bucket, PUT bucket, DELETE bucket, GET object, PUT object, DELETE object
            transferAcceleration    | GET bucket, PUT bucket, DELETE bucket
            uploadId                | GET object, PUT object, POST object, DELETE object
            uploads                 | GET bucket, POST object
            versionId               | GET object, HEAD object, DELETE object
            versioning              | GET bucket, PUT bucket
            versions                | GET bucket
            website                 | GET bucket, PUT bucket, DELETE bucket
            worm                    | GET bucket, POST bucket, DELETE bucket
            wormExtend              | POST bucket
            wormId                  | POST bucket
            x-oss-request-payer     | GET bucket, GET object, HEAD object, PUT object, DELETE object
            x-oss-traffic-limit     | GET object, PUT object
            """)
    void otherCallsAreNotImplemented(String name, String implemented) {
        List<String> exceptions = List.of(implemented.split(", "));
        for (String method : METHODS) {
            if (!exceptions.contains(method + " service")) {
                assertNotImplemented(method, "service", SignedUrl.ofService(server, method), name);
            }
            if (!exceptions.contains(method + " bucket")) {
                assertNotImplemented(method, "bucket", SignedUrl.of(server, method, "demo", ""), name);
                assertNotImplemented(method, "empty bucket", SignedUrl.of(server, method, "empty", ""), name);
                SignedUrl missing = SignedUrl.of(server, method, "missing", "");
                if (NEEDS_BUCKET.contains(method)) {
                    assertThat(send(method, missing.parameter(name, "")).status())
                            .as("%s missing bucket?%s", method, name)
                            .isEqualTo(404);
                } else {
                    assertNotImplemented(method, "missing bucket", missing, name);
                }
            }
            if (!exceptions.contains(method + " object")) {
                assertNotImplemented(method, "object", SignedUrl.of(server, method, "demo", "k"), name);
            }
        }

        assertThat(server.objectBytes("demo", "k")).isEqualTo("content".getBytes(UTF_8));
        assertThat(send("GET", SignedUrl.ofService(server, "GET")).text())
                .contains("<Name>demo</Name>", "<Name>empty</Name>")
                .doesNotContain("<Name>missing</Name>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cacheBuster", "Acl", "acl ", "X-Oss-Process", "x-oss-", "中", "list-type"})
    void unknownParameterIsNotImplemented(String name) {
        assertNotImplemented("DELETE", "empty bucket", SignedUrl.of(server, "DELETE", "empty", ""), name);
        assertNotImplemented("PUT", "object", SignedUrl.of(server, "PUT", "demo", "k"), name);
        assertThat(server.objectBytes("demo", "k")).isEqualTo("content".getBytes(UTF_8));
    }

    @Test
    void unknownParameterBesideKnownOneIsNotImplemented() {
        assertNotImplemented(
                "GET", "ACL", SignedUrl.of(server, "GET", "demo", "").parameter("acl", ""), "objectWorm");
        assertNotImplemented(
                "PUT",
                "lifecycle",
                SignedUrl.of(server, "PUT", "demo", "").parameter("lifecycle", ""),
                "allowSameActionOverlap");
        assertNotImplemented(
                "GET", "lifecycle", SignedUrl.of(server, "GET", "demo", "").parameter("lifecycle", ""), "inventoryId");
        assertNotImplemented(
                "PUT", "ACL", SignedUrl.of(server, "PUT", "demo", "k").parameter("acl", ""), "append");
    }
}
