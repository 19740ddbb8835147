// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.rules.Assumption;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private Http.Response putPublicRead(String bucket) {
        return SignedUrl.of(server, "PUT", bucket, "")
                .parameter("acl", "")
                .header("x-oss-acl", "public-read")
                .send();
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
}
