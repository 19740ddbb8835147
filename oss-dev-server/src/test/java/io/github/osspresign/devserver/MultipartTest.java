// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart uploads: initiation, parts, completion and abortion. */
class MultipartTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);

    private static byte[] joined(byte[]... parts) throws IOException {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.write(part);
        }
        return joined.toByteArray();
    }

    private Http.Response head(String key) {
        return SignedUrl.of(server, "HEAD", "demo", key).send();
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith(".lock"))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    @Test
    void partsAreCombinedInOrderOfTheirNumbers() throws Exception {
        byte[] first = content(1, SMALLEST_PART);
        byte[] second = content(2, SMALLEST_PART + 1);
        byte[] last = content(3, 10);
        String id = multipart.initiate("dir/a b.txt");
        assertThat(id).matches("[0-9A-F]{32}");
        String lastTag = multipart.upload("dir/a b.txt", id, 10_000, last).header("ETag");
        String firstTag = multipart.upload("dir/a b.txt", id, 1, first).header("ETag");
        String secondTag = multipart.upload("dir/a b.txt", id, 7, second).header("ETag");
        head("dir/a b.txt").assertStatus(404);

        Http.Response response = multipart.complete("dir/a b.txt", id, "1", firstTag, "7", secondTag, "10000", lastTag);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.text()).contains("<CompleteMultipartUploadResult>");
        assertThat(response.element("Bucket")).isEqualTo("demo");
        assertThat(response.element("Key")).isEqualTo("dir/a b.txt");
        assertThat(response.element("Location")).isEqualTo(server.endpoint() + "/demo/dir/a%20b.txt");
        assertThat(response.element("ETag")).matches("\"[0-9A-F]{32}-3\"").isEqualTo(response.header("ETag"));
        assertThat(server.objectBytes("demo", "dir/a b.txt")).isEqualTo(joined(first, second, last));

        server.putObject("demo", "whole", joined(first, second, last));
        Http.Response get = SignedUrl.of(server, "GET", "demo", "dir/a b.txt").send();
        assertThat(get.bytes()).isEqualTo(joined(first, second, last));
        for (Http.Response read : List.of(head("dir/a b.txt"), get)) {
            assertThat(read.header("x-oss-object-type")).isEqualTo("Multipart");
            assertThat(read.header("Content-MD5")).isEmpty();
            assertThat(read.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(read.header("ETag")).isEqualTo(response.header("ETag"));
            assertThat(read.header("x-oss-hash-crc64ecma"))
                    .isEqualTo(response.header("x-oss-hash-crc64ecma"))
                    .isEqualTo(head("whole").header("x-oss-hash-crc64ecma"));
        }
    }

    @Test
    void entityTagIsMd5OfEntityTagsOfParts() throws Exception {
        byte[] first = content(1, SMALLEST_PART);
        byte[] second = content(2, 10);
        byte[] joinedTags = (md5(first) + md5(second)).getBytes(US_ASCII);
        for (String key : List.of("k", "again")) {
            String id = multipart.initiate(key);
            multipart.upload(key, id, 3, second);
            multipart.upload(key, id, 1, first);
            multipart.completeAll(key, id);
            assertThat(head(key).header("ETag")).isEqualTo('"' + md5(joinedTags) + "-2\"");
        }
    }

    private static String md5(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(content));
    }

    @Test
    void concurrentPartsSucceedAndOneOfTwoCompletionsWins() throws Exception {
        String id = multipart.initiate("k");
        byte[][] parts = new byte[8][];
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Http.Response>> uploads = new ArrayList<>();
            for (int i = 0; i < parts.length; i++) {
                int number = i + 1;
                parts[i] = content(i, SMALLEST_PART);
                uploads.add(threads.submit(() -> multipart.upload("k", id, number, parts[number - 1])));
            }
            for (Future<Http.Response> upload : uploads) {
                upload.get().assertStatus(200);
            }
            List<Future<Http.Response>> completions = List.of(
                    threads.submit(() -> multipart.completeAll("k", id)),
                    threads.submit(() -> multipart.completeAll("k", id)));
            assertThat(List.of(
                            completions.get(0).get().status(),
                            completions.get(1).get().status()))
                    .containsExactlyInAnyOrder(200, 404);
        } finally {
            threads.shutdownNow();
        }
        assertThat(server.objectBytes("demo", "k")).isEqualTo(joined(parts));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endedUploadLeavesNoFilesOnDisk(boolean completes, @TempDir Path root) throws Exception {
        try (OssDevServer onDisk =
                OssDevServer.builder().bucket("demo").root(root).start()) {
            Multipart uploads = new Multipart(onDisk);
            String id = uploads.initiate("k");
            uploads.upload("k", id, 1, content(1, SMALLEST_PART));
            uploads.upload("k", id, 1, content(2, SMALLEST_PART));
            String tag = uploads.upload("k", id, 2, content(3, SMALLEST_PART)).header("ETag");
            assertThat(files(root)).hasSize(3);
            if (completes) {
                uploads.complete("k", id, "2", tag).assertStatus(200);
                assertThat(onDisk.objectBytes("demo", "k")).isEqualTo(content(3, SMALLEST_PART));
                assertThat(files(root)).hasSize(3).noneMatch(name -> name.length() == 36);
            } else {
                uploads.abort("k", id);
                assertThat(files(root)).containsExactly("bucket.properties");
            }
        }
    }

    @Test
    void multipartUploadEndsWithServer(@TempDir Path root) throws Exception {
        String id;
        try (OssDevServer first =
                OssDevServer.builder().bucket("demo").root(root).start()) {
            id = new Multipart(first).initiate("k");
            new Multipart(first).upload("k", id, 1, new byte[1]);
        }
        try (OssDevServer second = OssDevServer.builder().root(root).start()) {
            new Multipart(second).completeAll("k", id).assertError(404, "NoSuchUpload");
            assertThat(files(root)).containsExactly("bucket.properties");
        }
    }
}
