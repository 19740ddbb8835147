// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.kill;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aliyun.sdk.service.oss2.OSSClient;
import com.aliyun.sdk.service.oss2.credentials.StaticCredentialsProvider;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectResult;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedUpload;
import io.github.osspresign.link.UploadJson;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.test.JavaCommand;
import io.github.osspresign.test.RandomSeed;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An upload in parts by a process with a small heap, which is killed three times. {@code -Dmultipart.bytes=21474836480} makes
 * it 20 GiB.
 */
@Tag("slow")
class MultipartKillTest {

    private static final long BYTES = Long.getLong("multipart.bytes", 160 << 20);
    private static final long PART_SIZE = Math.max(4 << 20, BYTES / 640);
    private static final int PARALLEL = 4;
    private static final int KILLS = 3;
    private static final String KEY = "large.bin";

    @RegisterExtension
    static final RandomSeed SEED = new RandomSeed("multipart.seed");

    @TempDir
    Path directory;

    @Test
    void sendsAtMostThePartsInFlightTwiceForEachKill() throws Exception {
        Random random = new Random(SEED.value());
        Path file = sparseFile(random);
        try (OssDevServer server =
                OssDevServer.builder().bucket("demo").discardContent().start()) {
            Path plan = plan(server, file);
            long parts = (BYTES + PART_SIZE - 1) / PART_SIZE;
            for (int kill = 1; kill <= KILLS; kill++) {
                Process process = start(server, plan, file);
                long sent = parts * kill / (KILLS + 1) + random.nextInt(2);
                await().atMost(Duration.ofMinutes(20)).until(() -> storedParts(server) >= sent || !process.isAlive());
                assertThat(process.isAlive()).as("killed in the middle").isTrue();
                process.destroyForcibly().waitFor();
            }
            Process last = start(server, plan, file);
            String output = new String(last.getInputStream().readAllBytes(), UTF_8);
            assertThat(last.waitFor()).as(output).isZero();
            assertThat(output).contains("verified by crc64");

            long sent = server.requests().stream()
                    .filter(request -> request.target().contains("partNumber="))
                    .mapToLong(request -> Long.parseLong(
                            request.headers().get("Content-Length").get(0)))
                    .sum();
            System.out.printf(
                    "%d bytes in parts of %d: %d bytes sent twice, %s%n",
                    BYTES, PART_SIZE, sent - BYTES, output.strip());
            assertThat(sent - BYTES).isBetween(0L, KILLS * PARALLEL * PART_SIZE);
            assertThat(checksumByOfficialClient(server)).isEqualTo(crc64(file));
        }
    }

    private static long storedParts(OssDevServer server) {
        return server.requests().stream()
                .filter(request -> request.target().contains("partNumber=") && request.status() == 200)
                .count();
    }

    /** Creates a file that takes no space, with some bytes in each of a hundred places. */
    private Path sparseFile(Random random) throws IOException {
        Path file = directory.resolve(KEY);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(BYTES);
            byte[] bytes = new byte[1_000];
            for (int i = 0; i < 100; i++) {
                random.nextBytes(bytes);
                sparse.seek((BYTES - bytes.length) / 99 * i);
                sparse.write(bytes);
            }
        }
        return file;
    }

    private Path plan(OssDevServer server, Path file) throws Exception {
        Path json = directory.resolve("plan.json");
        try (CamelContext context = new DefaultCamelContext()) {
            context.addComponent("presign", new PresignComponent());
            context.start();
            Exchange exchange = context.createProducerTemplate()
                    .request(
                            "presign:demo?operation=multipart&expiration=1d&objectKey=" + KEY + "&partSize=" + PART_SIZE
                                    + "&region=" + server.region() + "&endpoint=" + server.endpoint() + "&accessKey="
                                    + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")",
                            request -> request.getMessage().setBody(file.toFile()));
            PresignedUpload plan = exchange.getMessage().getHeader(PresignConstants.UPLOAD, PresignedUpload.class);
            Files.write(json, UploadJson.write(plan));
        }
        return json;
    }

    private Process start(OssDevServer server, Path plan, Path file) throws IOException {
        return JavaCommand.of(
                        MultipartMain.class,
                        List.of("-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                        plan.toString(),
                        file.toString(),
                        "&parallelism=" + PARALLEL + "&allowHttp=true&allowPrivateAddresses=true&allowedHosts="
                                + server.endpoint().getAuthority())
                .redirectErrorStream(true)
                .start();
    }

    private static String checksumByOfficialClient(OssDevServer server) throws Exception {
        try (OSSClient client = OSSClient.newBuilder()
                .region(server.region())
                .endpoint(server.endpoint().toString())
                .credentialsProvider(new StaticCredentialsProvider(server.accessKeyId(), server.accessKeySecret()))
                .build()) {
            HeadObjectResult head = client.headObject(
                    HeadObjectRequest.newBuilder().bucket("demo").key(KEY).build());
            assertThat(head.contentLength()).isEqualTo(BYTES);
            return head.hashCrc64ecma();
        }
    }

    private static String crc64(Path file) throws IOException {
        Crc64 crc64 = new Crc64();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                crc64.update(buffer, 0, count);
            }
        }
        return crc64.decimal();
    }
}
