// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.SdkV1.assertFails;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Collections.singletonMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.HttpMethod;
import com.aliyun.oss.InconsistentException;
import com.aliyun.oss.OSS;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.common.auth.DefaultCredentials;
import com.aliyun.oss.common.comm.SignVersion;
import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.DeleteObjectsRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.PutObjectRequest;
import com.aliyun.oss.model.PutObjectResult;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import com.aliyun.oss.model.RestoreConfiguration;
import com.aliyun.oss.model.RestoreJobParameters;
import com.aliyun.oss.model.RestoreObjectRequest;
import com.aliyun.oss.model.RestoreTier;
import com.aliyun.oss.model.SimplifiedObjectMeta;
import io.github.osspresign.devserver.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The official OSS SDK for Java V1, unchanged: objects. */
@ParameterizedClass
@EnumSource(names = {"V1", "V4"})
class SdkV1ObjectTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final String ETAG = "9A0364B9E99BB480DD25E1F0284C8555";
    private static final String KEY = "dir/a b+c%20~中😀.txt";

    @AutoClose
    private final OssDevServer server = OssDevServer.builder()
            .bucket("demo")
            .baseHost("oss.localhost")
            .customDomain("img.example.com", "demo")
            .accessKey("id", "secret")
            .securityToken("STS.id", "sts-secret", "tok+en/==", Instant.now().plusSeconds(3600))
            .start();

    private final SignVersion version;

    @AutoClose("shutdown")
    private final OSS client;

    SdkV1ObjectTest(SignVersion version) {
        this.version = version;
        client = SdkV1.client(server, version);
    }

    private static byte[] read(OSSObject object) throws IOException {
        try (InputStream content = object.getObjectContent()) {
            return content.readAllBytes();
        }
    }

    @Test
    void putsGetsHeadsAndDeletes() throws Exception {
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setCacheControl("no-cache");
        metadata.addUserMetadata("author", "alice");
        PutObjectResult put =
                client.putObject(new PutObjectRequest("demo", KEY, new ByteArrayInputStream(CONTENT), metadata));
        assertThat(put.getETag()).isEqualTo(ETAG);
        assertThat(put.getServerCRC()).isEqualTo(put.getClientCRC()).isNotNull();
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);

        ObjectMetadata head = client.headObject("demo", KEY);
        assertThat(head.getContentLength()).isEqualTo(7);
        assertThat(head.getContentType()).isEqualTo("text/plain");
        assertThat(head.getCacheControl()).isEqualTo("no-cache");
        assertThat(head.getUserMetadata()).containsEntry("author", "alice");
        assertThat(head.getObjectType()).isEqualTo("Normal");
        assertThat(head.getServerCRC()).isEqualTo(put.getServerCRC());

        OSSObject object = client.getObject("demo", KEY);
        assertThat(read(object)).isEqualTo(CONTENT);
        assertThat(object.getObjectMetadata().getETag()).isEqualTo(ETAG);
        assertThat(object.getObjectMetadata().getUserMetadata()).containsEntry("author", "alice");

        assertThat(client.doesObjectExist("demo", KEY)).isTrue();
        client.deleteObject("demo", KEY);
        client.deleteObject("demo", KEY);
        assertThat(client.doesObjectExist("demo", KEY)).isFalse();
    }

    private static void putArchived(OSS client) {
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setHeader("x-oss-storage-class", "ColdArchive");
        client.putObject(new PutObjectRequest("demo", KEY, new ByteArrayInputStream(CONTENT), metadata));
    }

    @Test
    void restoresAnArchivedObject() throws Exception {
        putArchived(client);
        assertFails(() -> client.getObject("demo", KEY), "InvalidObjectState");
        RestoreConfiguration configuration =
                new RestoreConfiguration(2, new RestoreJobParameters(RestoreTier.RESTORE_TIER_EXPEDITED));
        assertThat(client.restoreObject(new RestoreObjectRequest("demo", KEY, configuration))
                        .getStatusCode())
                .isEqualTo(202);
        assertThat(client.getObjectMetadata("demo", KEY).isRestoreCompleted()).isFalse();
    }

    @Test
    void presignsARestoration() {
        putArchived(client);
        URI restore = SdkV1.presign(client, HttpMethod.POST, KEY, singletonMap("restore", null), Map.of());
        Http.send("POST", restore, BodyPublishers.noBody()).assertStatus(202);
    }

    @Test
    void putsAFileAndAnEmptyObject(@TempDir Path directory) throws Exception {
        Path file = Files.write(directory.resolve("a.json"), CONTENT);
        client.putObject("demo", "file", file.toFile());
        assertThat(client.headObject("demo", "file").getContentType()).isEqualTo("application/json");

        client.putObject("demo", "empty", new ByteArrayInputStream(new byte[0]));
        assertThat(read(client.getObject("demo", "empty"))).isEmpty();

        Path copy = directory.resolve("copy");
        client.getObject(new GetObjectRequest("demo", "file"), copy.toFile());
        assertThat(copy).hasBinaryContent(CONTENT);
    }

    @Test
    void getsARange() throws Exception {
        server.putObject("demo", "k", CONTENT);
        GetObjectRequest request = new GetObjectRequest("demo", "k").withRange(2, 4);
        OSSObject object = client.getObject(request);
        assertThat(read(object)).isEqualTo("nte".getBytes(UTF_8));
        assertThat(object.getObjectMetadata().getRawMetadata()).containsEntry("Content-Range", "bytes 2-4/7");

        GetObjectRequest tooLong = new GetObjectRequest("demo", "k").withRange(2, 100);
        tooLong.addHeader("x-oss-range-behavior", "standard");
        assertThat(read(client.getObject(tooLong))).isEqualTo("ntent".getBytes(UTF_8));
    }

    @Test
    void getsConditionally() throws Exception {
        server.putObject("demo", "k", CONTENT);
        GetObjectRequest same = new GetObjectRequest("demo", "k");
        same.setMatchingETagConstraints(List.of(ETAG));
        same.setModifiedSinceConstraint(Date.from(Instant.EPOCH));
        assertThat(read(client.getObject(same))).isEqualTo(CONTENT);

        GetObjectRequest other = new GetObjectRequest("demo", "k");
        other.setMatchingETagConstraints(List.of("other"));
        assertFails(() -> client.getObject(other), "PreconditionFailed");

        GetObjectRequest unchanged = new GetObjectRequest("demo", "k");
        unchanged.setNonmatchingETagConstraints(List.of(ETAG));
        assertFails(() -> client.getObject(unchanged), "NotModified");
    }

    @Test
    void overridesResponseHeaders() throws Exception {
        server.putObject("demo", "k", CONTENT);
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setContentType("text/x-odd");
        overrides.setContentDisposition("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        overrides.setCacheControl("no-store");
        GetObjectRequest request = new GetObjectRequest("demo", "k");
        request.setResponseHeaders(overrides);
        OSSObject object = client.getObject(request);
        assertThat(read(object)).isEqualTo(CONTENT);
        assertThat(object.getObjectMetadata().getContentType()).isEqualTo("text/x-odd");
        assertThat(object.getObjectMetadata().getContentDisposition())
                .isEqualTo("attachment; filename*=UTF-8''%E4%B8%AD+(1).txt");
        assertThat(object.getObjectMetadata().getCacheControl()).isEqualTo("no-store");
    }

    @Test
    void getsCompressedResponseOnRequest() throws Exception {
        byte[] text = "text ".repeat(1000).getBytes(UTF_8);
        server.putObject("demo", "k.txt", text);
        GetObjectRequest request = new GetObjectRequest("demo", "k.txt");
        request.addHeader("Accept-Encoding", "gzip");
        OSSObject object = client.getObject(request);
        assertThat(object.getObjectMetadata().getContentEncoding()).isEqualTo("gzip");
        try (InputStream content = new GZIPInputStream(object.getObjectContent())) {
            assertThat(content.readAllBytes()).isEqualTo(text);
        }
    }

    @Test
    void copies() throws Exception {
        server.putObject("demo", KEY, CONTENT);
        assertThat(client.copyObject("demo", KEY, "demo", "copy &+").getETag()).isEqualTo(ETAG);
        assertThat(server.objectBytes("demo", "copy &+")).isEqualTo(CONTENT);

        CopyObjectRequest replacing = new CopyObjectRequest("demo", KEY, "demo", "copy");
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setContentType("text/x-odd");
        metadata.addUserMetadata("author", "bob");
        replacing.setNewObjectMetadata(metadata);
        replacing.setMatchingETagConstraints(List.of(ETAG));
        client.copyObject(replacing);
        assertThat(client.headObject("demo", "copy").getContentType()).isEqualTo("text/x-odd");
        assertThat(client.headObject("demo", "copy").getUserMetadata()).containsEntry("author", "bob");

        CopyObjectRequest changed = new CopyObjectRequest("demo", KEY, "demo", "copy");
        changed.setMatchingETagConstraints(List.of("other"));
        assertFails(() -> client.copyObject(changed), "PreconditionFailed");
    }

    @Test
    void deletesSeveral() {
        List<String> keys = List.of("a&b<c>", KEY, "missing");
        server.putObject("demo", "a&b<c>", CONTENT);
        server.putObject("demo", KEY, CONTENT);
        assertThat(client.deleteObjects(new DeleteObjectsRequest("demo").withKeys(keys))
                        .getDeletedObjects())
                .containsExactlyElementsOf(keys);
        assertThat(client.listObjects("demo").getObjectSummaries()).isEmpty();
        assertThat(client.deleteObjects(
                                new DeleteObjectsRequest("demo").withKeys(keys).withQuiet(true))
                        .getDeletedObjects())
                .isEmpty();
        assertThat(client.deleteObjects(new DeleteObjectsRequest("demo")
                                .withKeys(List.of("\u0001 b"))
                                .withEncodingType("url"))
                        .getDeletedObjects())
                .containsExactly("%01%20b");
        assertThat(server.requests().get(server.requests().size() - 1).headers())
                .containsEntry("encoding-type", List.of("url"));
    }

    @Test
    void getsTheMetaOfAnObject() {
        server.putObject("demo", KEY, CONTENT);
        SimplifiedObjectMeta meta = client.getSimplifiedObjectMeta("demo", KEY);
        assertThat(meta.getETag()).isEqualTo(ETAG);
        assertThat(meta.getSize()).isEqualTo(7);
        assertThat(meta.getLastModified()).isNotNull();
    }

    @Test
    void understandsTheErrors() {
        assertThatThrownBy(() -> client.getObject("demo", "missing")).isInstanceOfSatisfying(OSSException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo("NoSuchKey");
            assertThat(e.getEC()).isEqualTo("0026-00000001");
            assertThat(e.getRequestId()).matches("[0-9A-F]{24}");
        });
        assertThatThrownBy(() -> client.headObject("demo", "missing")).isInstanceOfSatisfying(OSSException.class, e -> {
            assertThat(e.getErrorCode()).isEqualTo("NoSuchKey");
            assertThat(e.getErrorMessage()).isEqualTo("The specified key does not exist.");
            assertThat(e.getEC()).isEqualTo("0026-00000001");
        });
        client.switchCredentials(new DefaultCredentials("id", "wrong"));
        assertFails(() -> client.getObject("demo", "k"), "SignatureDoesNotMatch");
    }

    @Test
    void findsAWrongChecksum() {
        server.inject(new Fault.WrongCrc64());
        assertThatThrownBy(() -> client.putObject("demo", "k", new ByteArrayInputStream(CONTENT)))
                .isInstanceOf(InconsistentException.class);
    }

    @Test
    void worksWithASecurityToken() throws Exception {
        client.switchCredentials(new DefaultCredentials("STS.id", "sts-secret", "tok+en/=="));
        client.putObject("demo", "k", new ByteArrayInputStream(CONTENT));
        assertThat(read(client.getObject("demo", "k"))).isEqualTo(CONTENT);
    }

    /** The names are in the hosts file of the test run, because not every resolver knows names below localhost. */
    @Test
    void reachesTheBucketByVirtualHost() throws Exception {
        OSS virtual = SdkV1.client(server, version, "http://oss.localhost:" + server.port());
        virtual.putObject("demo", KEY, new ByteArrayInputStream(CONTENT));
        virtual.shutdown();
        assertThat(server.objectBytes("demo", KEY)).isEqualTo(CONTENT);
        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.headers().get("Host"))
                        .containsExactly("demo.oss.localhost:" + server.port()));
    }
}
