// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.CompleteMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectResult;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.InitiateMultipartUploadRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.UploadPartRequest;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.github.osspresign.devserver.auth.ReferenceSigner;
import io.github.osspresign.devserver.store.Crc64;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streams objects that are much larger than the heap of the server, in both directions. */
@Tag("slow")
class StreamingTest {

    private static final long GIBIBYTE = 1024L * 1024 * 1024;
    private static final long FORM_FILE_BYTES = GIBIBYTE / 2;

    @Test
    void streamsTwoGibibytesWithHeapOf64Mebibytes(@TempDir Path root) throws Exception {
        assertPass(2 * GIBIBYTE, root);
    }

    @Tag("long")
    @Test
    void streamsFiveGibibytesWithHeapOf64Mebibytes(@TempDir Path root) throws Exception {
        assertPass(5 * GIBIBYTE, root);
    }

    private static void assertPass(long length, Path root) throws Exception {
        assertThat(Files.getFileStore(root).getUsableSpace())
                .as("free bytes in the directory for temporary files, %s", root)
                .isGreaterThan(3 * length);
        try (ChildProcess server = serverWith64Mebibytes(root);
                OSSClient client = client(server)) {
            String crc64 = client.putObject(PutObjectRequest.newBuilder()
                            .bucket("demo")
                            .key("large.bin")
                            .body(BinaryData.fromStream(new Pattern(length), length))
                            .build())
                    .hashCrc64ecma();
            try (GetObjectResult get = client.getObject(GetObjectRequest.newBuilder()
                            .bucket("demo")
                            .key("large.bin")
                            .build());
                    InputStream expected = new Pattern(length);
                    InputStream actual = get.body()) {
                assertThat(get.contentLength()).isEqualTo(length);
                assertThat(get.hashCrc64ecma()).isEqualTo(crc64);
                assertThat(firstDifference(actual, expected)).isEqualTo(-1);
            }
        }
    }

    @Test
    void streamsGibibyteInPartsWithHeapOf64Mebibytes(@TempDir Path root) throws Exception {
        long partBytes = 256L * 1024 * 1024;
        assertThat(Files.getFileStore(root).getUsableSpace())
                .as("free bytes in the directory for temporary files, %s", root)
                .isGreaterThan(3 * 4 * partBytes);
        try (ChildProcess server = serverWith64Mebibytes(root);
                OSSClient client = client(server)) {
            String id = client.initiateMultipartUpload(InitiateMultipartUploadRequest.newBuilder()
                            .bucket("demo")
                            .key("large.bin")
                            .build())
                    .initiateMultipartUpload()
                    .uploadId();
            Crc64 expected = new Crc64();
            for (long number = 1; number <= 4; number++) {
                client.uploadPart(UploadPartRequest.newBuilder()
                        .bucket("demo")
                        .key("large.bin")
                        .uploadId(id)
                        .partNumber(number)
                        .body(BinaryData.fromStream(new Pattern(partBytes), partBytes))
                        .build());
                addTo(expected, new Pattern(partBytes));
            }
            assertThat(client.completeMultipartUpload(CompleteMultipartUploadRequest.newBuilder()
                                    .bucket("demo")
                                    .key("large.bin")
                                    .uploadId(id)
                                    .completeAll("yes")
                                    .build())
                            .hashCRC64())
                    .isEqualTo(Long.toUnsignedString(expected.value()));
            assertThat(client.headObject(HeadObjectRequest.newBuilder()
                                    .bucket("demo")
                                    .key("large.bin")
                                    .build())
                            .contentLength())
                    .isEqualTo(4 * partBytes);
        }
    }

    private static void addTo(Crc64 checksum, InputStream content) throws Exception {
        byte[] buffer = new byte[64 * 1024];
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            checksum.update(buffer, 0, read);
        }
    }

    @Test
    void streamsFormFileWithHeapOf64Mebibytes(@TempDir Path root) throws Exception {
        String policy = Base64.getEncoder()
                .encodeToString("{\"expiration\":\"9999-01-01T00:00:00Z\",\"conditions\":[{\"bucket\":\"demo\"}]}"
                        .getBytes(UTF_8));
        String head = part("key", "k")
                + part("OSSAccessKeyId", "ak")
                + part("policy", policy)
                + part("Signature", ReferenceSigner.signatureV1("sk", policy))
                + "--b\r\nContent-Disposition: form-data; name=file\r\n\r\n";
        Supplier<InputStream> form = () -> new SequenceInputStream(Collections.enumeration(List.of(
                new ByteArrayInputStream(head.getBytes(UTF_8)),
                new Pattern(FORM_FILE_BYTES),
                new ByteArrayInputStream("\r\n--b--".getBytes(UTF_8)))));
        try (ChildProcess server = serverWith64Mebibytes(root);
                InputStream expected = new Pattern(FORM_FILE_BYTES)) {
            Http.send(
                            "POST",
                            URI.create(server.endpoint() + "/demo"),
                            HttpRequest.BodyPublishers.ofInputStream(form),
                            "Content-Type",
                            "multipart/form-data; boundary=b")
                    .assertStatus(204);
            try (DirectoryStream<Path> contents = Files.newDirectoryStream(root.resolve("demo"), "*.content");
                    InputStream actual =
                            Files.newInputStream(contents.iterator().next())) {
                assertThat(firstDifference(actual, expected)).isEqualTo(-1);
            }
        }
    }

    private static String part(String name, String value) {
        return "--b\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n" + value + "\r\n";
    }

    private static ChildProcess serverWith64Mebibytes(Path root) throws Exception {
        return ChildProcess.server(64, "--root", root.toString(), "--access-key", "ak", "--secret-key", "sk");
    }

    private static OSSClient client(ChildProcess server) {
        return OSSClient.newBuilder()
                .region("cn-hangzhou")
                .endpoint(server.endpoint().toString())
                .retryMaxAttempts(1)
                // On a busy machine, the parts of a gibibyte are not joined within the default of 20 seconds.
                .readWriteTimeout(Duration.ofMinutes(2))
                .credentialsProvider(new StaticCredentialsProvider("ak", "sk"))
                .build();
    }

    /** Returns the offset of the first block in which the streams differ, or -1. */
    private static long firstDifference(InputStream one, InputStream other) throws Exception {
        byte[] left = new byte[64 * 1024];
        byte[] right = new byte[64 * 1024];
        long offset = 0;
        while (true) {
            int leftRead = one.readNBytes(left, 0, left.length);
            int rightRead = other.readNBytes(right, 0, right.length);
            if (leftRead != rightRead || !Arrays.equals(left, right)) {
                return offset;
            }
            if (leftRead == 0) {
                return -1;
            }
            offset += leftRead;
        }
    }

    /** Cheap content without a period that a buffer size could hide. */
    private static final class Pattern extends InputStream {

        private static final byte[] PERIOD = new byte[65_537];

        static {
            for (int i = 0; i < PERIOD.length; i++) {
                PERIOD[i] = (byte) (i * 31 + (i >> 8));
            }
        }

        private final long length;
        private long position;

        Pattern(long length) {
            this.length = length;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) {
            if (position == length) {
                return -1;
            }
            int start = (int) (position % PERIOD.length);
            int copied = (int) Math.min(Math.min(count, PERIOD.length - start), length - position);
            System.arraycopy(PERIOD, start, buffer, offset, copied);
            position += copied;
            return copied;
        }
    }
}
