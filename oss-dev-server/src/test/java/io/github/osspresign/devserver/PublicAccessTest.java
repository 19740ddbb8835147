// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What anonymous callers may do, by the ACLs of object and bucket. */
class PublicAccessTest {

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private Http.Response putBucketAcl(String acl) {
        return SignedUrl.of(server, "PUT", "demo", "")
                .parameter("acl", "")
                .header("x-oss-acl", acl)
                .send();
    }

    private Http.Response putObjectAcl(String key, String acl) {
        return SignedUrl.of(server, "PUT", "demo", key)
                .parameter("acl", "")
                .header("x-oss-object-acl", acl)
                .send();
    }

    private String aclOf(String key) {
        return SignedUrl.of(server, "GET", "demo", key)
                .parameter("acl", "")
                .send()
                .element("Grant");
    }

    private URI unsigned(String path) {
        return URI.create(server.endpoint() + "/demo/" + path);
    }

    private int unsignedStatus(String method, String path) {
        return Http.send(method, unsigned(path), HttpRequest.BodyPublishers.ofString("new"))
                .status();
    }

    @Test
    void aclOfBucketDecidesWhetherObjectIsPublic() {
        Http.get(unsigned("k")).assertStatus(403);
        putBucketAcl("public-read").assertStatus(200);
        assertThat(aclOf("")).isEqualTo("public-read");
        assertThat(aclOf("k")).isEqualTo("default");
        assertThat(Http.get(unsigned("k")).text()).isEqualTo("content");
        Http.head(unsigned("k")).assertStatus(200);
        assertThat(Http.get(unsigned("missing")).element("Code")).isEqualTo("NoSuchKey");
        Http.get(unsigned("")).assertStatus(403);
        Http.get(unsigned("k?acl")).assertStatus(403);
        Http.get(unsigned("k?response-content-type=text/html")).assertStatus(403);
        assertThat(Http.put(unsigned("k"), new byte[1]).element("EC")).isEqualTo("0003-00000001");
        assertThat(unsignedStatus("DELETE", "k")).isEqualTo(403);
        putBucketAcl("private").assertStatus(200);
        Http.get(unsigned("k")).assertStatus(403);
    }

    @Test
    void publicReadWriteBucketAllowsWritesButNoSettings() {
        putBucketAcl("public-read-write").assertStatus(200);
        assertThat(aclOf("")).isEqualTo("public-read-write");
        assertThat(unsignedStatus("PUT", "new")).isEqualTo(200);
        assertThat(server.objectBytes("demo", "new")).isEqualTo("new".getBytes(UTF_8));
        Http.get(unsigned("new")).assertStatus(200);
        assertThat(unsignedStatus("DELETE", "new")).isEqualTo(204);
        Http.get(unsigned("new")).assertStatus(404);
        assertThat(unsignedStatus("PUT", "k?acl")).isEqualTo(403);
        assertThat(unsignedStatus("PUT", "?acl")).isEqualTo(403);
        assertThat(unsignedStatus("GET", "")).isEqualTo(403);
        assertThat(unsignedStatus("PUT", "")).isEqualTo(403);
        assertThat(unsignedStatus("DELETE", "")).isEqualTo(403);
        // The request is allowed, but has no Content-MD5.
        assertThat(unsignedStatus("POST", "?delete")).isEqualTo(400);
    }

    @Test
    void aclOfObjectOverridesAclOfBucket() {
        putObjectAcl("k", "public-read").assertStatus(200);
        assertThat(aclOf("k")).isEqualTo("public-read");
        assertThat(Http.get(unsigned("k")).text()).isEqualTo("content");
        assertThat(Http.get(unsigned("k")).header("x-oss-object-acl")).isEmpty();
        assertThat(unsignedStatus("PUT", "k")).isEqualTo(403);
        putObjectAcl("k", "public-read-write");
        assertThat(unsignedStatus("PUT", "other")).isEqualTo(403);
        assertThat(unsignedStatus("PUT", "k")).isEqualTo(200);
        // The new object has no ACL.
        Http.get(unsigned("k")).assertStatus(403);
        putBucketAcl("public-read-write");
        putObjectAcl("k", "private");
        Http.get(unsigned("k")).assertStatus(403);
        assertThat(unsignedStatus("PUT", "k")).isEqualTo(403);
        assertThat(unsignedStatus("DELETE", "k")).isEqualTo(403);
        putObjectAcl("k", "default");
        assertThat(Http.get(unsigned("k")).text()).isEqualTo("new");
    }

    @Test
    void objectAclSurvivesRestartAndChangesNothingElse() {
        Http.Response before = SignedUrl.of(server, "HEAD", "demo", "k").send();
        putObjectAcl("k", "public-read");
        server.close();
        server = OssDevServer.builder().bucket("demo").root(root).start();
        Http.Response after = Http.get(unsigned("k"));
        assertThat(after.text()).isEqualTo("content");
        for (String name : new String[] {"ETag", "Last-Modified", "Content-Type", "x-oss-hash-crc64ecma"}) {
            assertThat(after.header(name)).as(name).isEqualTo(before.header(name));
        }
    }

    @Test
    void uploadAndCopySetAcl() {
        SignedUrl.of(server, "PUT", "demo", "open")
                .header("x-oss-object-acl", "public-read")
                .send("open");
        assertThat(Http.get(unsigned("open")).text()).isEqualTo("open");
        copy("open", "closed");
        assertThat(aclOf("closed")).isEqualTo("default");
        copy("k", "copy", "x-oss-object-acl", "public-read");
        assertThat(Http.get(unsigned("copy")).text()).isEqualTo("content");
    }

    private void copy(String from, String to, String... headers) {
        SignedUrl.of(server, "PUT", "demo", to)
                .header("x-oss-copy-source", "/demo/" + from)
                .headers(headers)
                .send()
                .assertStatus(200);
    }

    @Test
    void anonymousCopyNeedsReadableSource() {
        server.putObject("demo", "secret", new byte[1]);
        putObjectAcl("secret", "private");
        putBucketAcl("public-read-write");
        Http.put(unsigned("copy"), new byte[0], "x-oss-copy-source", "/demo/secret")
                .assertStatus(403);
        Http.put(unsigned("copy"), new byte[0], "x-oss-copy-source", "/demo/k").assertStatus(200);
    }

    @Test
    void symbolicLinkDoesNotExposePrivateTarget() {
        server.putObject("demo", "secret", new byte[1]);
        putObjectAcl("secret", "private");
        putBucketAcl("public-read-write");
        Http.put(unsigned("link?symlink"), new byte[0], "x-oss-symlink-target", "secret")
                .assertStatus(200);
        Http.get(unsigned("link")).assertStatus(403);
        putObjectAcl("secret", "default");
        Http.get(unsigned("link")).assertStatus(200);
    }

    @ParameterizedTest
    @CsvSource({"everybody", "default", "public-write"})
    void rejectsUnknownAcl(String acl) {
        assertThat(putBucketAcl(acl).element("Code")).isEqualTo("InvalidArgument");
        putObjectAcl("k", acl).assertStatus(acl.equals("default") ? 200 : 400);
        Http.get(unsigned("k")).assertStatus(403);
    }

    @Test
    void emptyAclIsDefault() {
        putBucketAcl("public-read");
        putBucketAcl("").assertStatus(200);
        Http.get(unsigned("k")).assertStatus(403);
        putObjectAcl("k", "public-read");
        putObjectAcl("k", "").assertStatus(200);
        assertThat(aclOf("k")).isEqualTo("default");
        SignedUrl.of(server, "PUT", "demo", "k")
                .header("x-oss-object-acl", "")
                .send(new byte[1])
                .assertStatus(200);
        assertThat(aclOf("k")).isEqualTo("default");
    }

    @Test
    void missingObjectHasNoAcl() {
        assertThat(putObjectAcl("missing", "private").element("Code")).isEqualTo("NoSuchKey");
        assertThat(SignedUrl.of(server, "GET", "demo", "missing")
                        .parameter("acl", "")
                        .send()
                        .element("Code"))
                .isEqualTo("NoSuchKey");
        assertThat(SignedUrl.of(server, "PUT", "demo", "k")
                        .parameter("acl", "")
                        .send()
                        .element("Code"))
                .isEqualTo("MissingArgument");
    }
}
