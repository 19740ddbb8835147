// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Unsupported requests get NotImplemented, never a success without effect. */
class NotImplementedTest {

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private static void assertNotImplemented(Http.Response response) {
        response.assertError(501, "NotImplemented");
        assertThat(response.element("RequestId")).isEqualTo(response.header("x-oss-request-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"uploads", "append", "restore", "x-oss-process", "x-oss-ac-source-ip", "x-oss-anything"})
    void subResourcesOfObjects(String name) {
        assertNotImplemented(
                SignedUrl.of(server, "GET", "demo", "k").parameter(name, "").send());
        assertNotImplemented(
                SignedUrl.of(server, "PUT", "demo", "k").parameter(name, "").send());
        assertThat(server.objectBytes("demo", "k")).isEqualTo("content".getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"replication", "overwriteConfig", "metaQuery", "accessPoint"})
    void subResourcesOfBuckets(String name) {
        SignedUrl url = SignedUrl.of(server, "GET", "demo", "");
        assertNotImplemented(Http.get(url.parameter(name, "").v4()));
    }

    @ParameterizedTest
    @CsvSource({"POST, k", "PATCH, k", "FETCH, k", "PATCH, ''"})
    void methods(String method, String key) {
        SignedUrl.of(server, method, "demo", key).send().assertStatus(501);
    }

    @Test
    void otherServiceOperationsAreNotImplemented() {
        assertNotImplemented(
                SignedUrl.ofService(server, "GET").parameter("resourcePool", "").send());
        assertNotImplemented(SignedUrl.ofService(server, "PUT").send());
    }

    @Test
    void parametersOfTheCallerAreIgnored() {
        SignedUrl.of(server, "GET", "demo", "k")
                .parameter("x-cache-buster", "1")
                .send()
                .assertStatus(200);
    }

    @ParameterizedTest
    @CsvSource({"GET, k, x-any, 200", "HEAD, k, objectMeta, 200", "GET, '', versions, 200", "GET, '', acl, 501"})
    void payerIsSupportedOnObjectsAndInListingsOnly(String method, String key, String parameter, int status) {
        SignedUrl url = SignedUrl.of(server, method, "demo", key).parameter(parameter, "");
        url.parameter("x-oss-request-payer", "requester").send().assertStatus(status);
    }

    @Test
    void bucketWithHierarchicalNamespaceIsNotImplemented() {
        SignedUrl url = SignedUrl.of(server, "PUT", "hierarchical", "").header("x-oss-hns-status", "enabled");
        assertNotImplemented(Http.put(url.v4(), new byte[0], "x-oss-hns-status", "enabled"));
        assertThat(SignedUrl.of(server, "GET", "hierarchical", "").send().element("Code"))
                .isEqualTo("NoSuchBucket");
        SignedUrl flat = SignedUrl.of(server, "PUT", "flat", "").header("x-oss-hns-status", "disabled");
        Http.put(flat.v4(), new byte[0], "x-oss-hns-status", "disabled").assertStatus(200);
    }

    @Test
    void multipleRangesAreNotImplemented() {
        String[] headers = {"x-oss-multi-range-behavior", "multi-range", "Range", "bytes=0-0,2-2"};
        SignedUrl url = SignedUrl.of(server, "GET", "demo", "k").header(headers[0], headers[1]);
        assertNotImplemented(Http.get(url.v4(), headers));
    }
}
