// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AppendObject. */
class AppendTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private static Http.Response append(OssDevServer to, long position, String content, String... headers) {
        return new Multipart(to).send("POST", "k.txt", "append&position=" + position, content.getBytes(UTF_8), headers);
    }

    private Http.Response append(long position, String content, String... headers) {
        return append(server, position, content, headers);
    }

    private Http.Response head() {
        return SignedUrl.of(server, "HEAD", "demo", "k.txt").send();
    }

    private String stored() {
        return new String(server.objectBytes("demo", "k.txt"), UTF_8);
    }

    @Test
    void firstAppendCreatesObjectAndNextOnesAddContent() {
        Http.Response first = append(0, "con", "Cache-Control", "no-cache", "x-oss-meta-author", "alice");
        assertThat(first.status()).as(first.text()).isEqualTo(200);
        assertThat(first.header("x-oss-next-append-position")).isEqualTo("3");
        Http.Response second = append(3, "tent", "x-oss-meta-author", "bob");
        assertThat(second.header("x-oss-next-append-position")).isEqualTo("7");
        assertThat(second.header("x-oss-hash-crc64ecma")).isEqualTo("8883282091546349020");
        assertThat(stored()).isEqualTo("content");

        Http.Response get = SignedUrl.of(server, "GET", "demo", "k.txt").send();
        for (Http.Response read : List.of(head(), get)) {
            assertThat(read.header("x-oss-object-type")).isEqualTo("Appendable");
            assertThat(read.header("x-oss-next-append-position")).isEqualTo("7");
            assertThat(read.header("Content-MD5")).isEmpty();
            assertThat(read.header("Content-Type")).isEqualTo("application/octet-stream");
            assertThat(read.header("Cache-Control")).isEqualTo("no-cache");
            assertThat(read.header("x-oss-meta-author")).isEqualTo("alice");
            assertThat(read.header("ETag"))
                    .matches("\"[0-9A-F]{32}\"")
                    .isEqualTo(second.header("ETag"))
                    .isNotEqualTo(first.header("ETag"));
        }
    }

    @Test
    void appendableObjectMayStartEmpty() {
        assertThat(append(0, "").header("x-oss-next-append-position")).isEqualTo("0");
        assertThat(append(0, "a").header("x-oss-next-append-position")).isEqualTo("1");
        assertThat(append(1, "").header("x-oss-next-append-position")).isEqualTo("1");
        assertThat(stored()).isEqualTo("a");
    }

    @Test
    void appendPositionMustBeCurrentLength() {
        Http.Response tooFar = append(5, "x");
        tooFar.assertError(409, "PositionNotEqualToLength");
        assertThat(tooFar.header("x-oss-next-append-position")).isEqualTo("0");
        append(0, "content");
        for (long position : new long[] {0, 6, 8}) {
            Http.Response response = append(position, "x");
            response.assertError(409, "PositionNotEqualToLength");
            assertThat(response.element("Message")).isEqualTo("Position is not equal to file length");
            assertThat(response.header("x-oss-next-append-position")).isEqualTo("7");
        }
        assertThat(stored()).isEqualTo("content");
    }

    @ParameterizedTest
    @CsvSource({
        "append, MissingArgument",
        "append&position=-1, InvalidArgument",
        "append&position=x, InvalidArgument",
        "append&position=, InvalidArgument"
    })
    void appendPositionMustBeNumber(String parameters, String code) {
        new Multipart(server).send("POST", "k.txt", parameters, new byte[1]).assertError(400, code);
    }

    @Test
    void appendToOtherObjectTypesIsRejected() {
        server.putObject("demo", "k.txt", "content".getBytes(UTF_8));
        append(7, "x").assertError(409, "ObjectNotAppendable");
        append(0, "x").assertError(409, "ObjectNotAppendable");
        assertThat(stored()).isEqualTo("content");
    }

    @Test
    void laterAppendChangesAcl() {
        append(0, "a", "x-oss-object-acl", "public-read");
        assertThat(acl()).isEqualTo("public-read");
        append(1, "b");
        assertThat(acl()).isEqualTo("public-read");
        append(2, "c", "x-oss-object-acl", "private");
        assertThat(acl()).isEqualTo("private");
    }

    private String acl() {
        return new Multipart(server).send("GET", "k.txt", "acl", new byte[0]).element("Grant");
    }

    @Test
    void putObjectReplacesAppendableObject() {
        append(0, "old");
        SignedUrl.of(server, "PUT", "demo", "k.txt").send("new").assertStatus(200);
        assertThat(head().header("x-oss-object-type")).isEqualTo("Normal");
        assertThat(head().header("x-oss-next-append-position")).isEmpty();
        append(3, "x").assertError(409, "ObjectNotAppendable");
    }

    @Test
    void appendMustMatchItsContentMd5() {
        append(0, "content", "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==").assertError(400, "InvalidDigest");
        head().assertStatus(404);
        append(0, "before ");
        append(7, "content", "Content-MD5", "mgNkuembtIDdJeHwKEyFVQ==").assertStatus(200);
        assertThat(stored()).isEqualTo("before content");
    }

    @Test
    void unsupportedHeadersOfAppendAreNotImplemented() {
        append(0, "x", "If-Match", "\"a\"").assertError(400, "NotImplemented");
        append(0, "x", "x-oss-forbid-overwrite", "true").assertError(501, "NotImplemented");
        append(0, "x", "x-oss-server-side-encryption-customer-algorithm", "AES256")
                .assertError(501, "NotImplemented");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void exactlyOneOfConcurrentAppendsSucceeds(boolean onDisk, @TempDir Path root) throws Exception {
        int racers = 6;
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        ExecutorService threads = Executors.newFixedThreadPool(racers);
        try (OssDevServer raced = (onDisk ? builder.root(root) : builder).start()) {
            StringBuilder expected = new StringBuilder();
            for (int round = 0; round < 10; round++) {
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Http.Response>> responses = new ArrayList<>();
                long position = expected.length();
                for (int racer = 0; racer < racers; racer++) {
                    String content = "" + (char) ('a' + racer);
                    responses.add(threads.submit(() -> {
                        start.await();
                        return append(raced, position, content);
                    }));
                }
                start.countDown();
                int winners = 0;
                for (int racer = 0; racer < racers; racer++) {
                    int status = responses.get(racer).get().status();
                    assertThat(status).isIn(200, 409);
                    if (status == 200) {
                        winners++;
                        expected.append((char) ('a' + racer));
                    }
                }
                assertThat(winners).isEqualTo(1);
            }
            assertThat(new String(raced.objectBytes("demo", "k.txt"), UTF_8)).isEqualTo(expected.toString());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void objectOnDiskCanBeAppendedToAfterRestart(@TempDir Path root) {
        try (OssDevServer first =
                OssDevServer.builder().bucket("demo").root(root).start()) {
            append(first, 0, "con");
        }
        try (OssDevServer second = OssDevServer.builder().root(root).start()) {
            append(second, 3, "tent").assertStatus(200);
            assertThat(second.objectBytes("demo", "k.txt")).isEqualTo("content".getBytes(UTF_8));
            assertThat(root.resolve(".staging")).isEmptyDirectory();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void appendAddsNoVersionButStartsNewObjectAfterDeletion(boolean onDisk, @TempDir Path root) {
        OssDevServerBuilder builder = OssDevServer.builder().bucket("demo");
        try (OssDevServer versioned = (onDisk ? builder.root(root) : builder).start()) {
            Multipart calls = new Multipart(versioned);
            calls.enableVersioning();
            Http.Response first = append(versioned, 0, "con");
            Http.Response second = append(versioned, 3, "tent");
            assertThat(second.header("x-oss-version-id"))
                    .hasSizeGreaterThan(10)
                    .isEqualTo(first.header("x-oss-version-id"));
            assertThat(calls.send("GET", "", "versions", new byte[0]).text().split("<Version>", -1))
                    .hasSize(2);
            assertThat(versioned.objectBytes("demo", "k.txt")).isEqualTo("content".getBytes(UTF_8));
            calls.send("DELETE", "k.txt", "x-ignored", new byte[0]);
            append(versioned, 7, "x").assertError(409, "PositionNotEqualToLength");
            Http.Response restarted = append(versioned, 0, "new");
            assertThat(restarted.status()).as(restarted.text()).isEqualTo(200);
            assertThat(restarted.header("x-oss-version-id"))
                    .hasSizeGreaterThan(10)
                    .isNotEqualTo(first.header("x-oss-version-id"));
            assertThat(append(versioned, 3, "er").header("x-oss-version-id"))
                    .isEqualTo(restarted.header("x-oss-version-id"));
            assertThat(versioned.objectBytes("demo", "k.txt")).isEqualTo("newer".getBytes(UTF_8));
            String old = "versionId=" + first.header("x-oss-version-id");
            assertThat(calls.send("GET", "k.txt", old, new byte[0]).text()).isEqualTo("content");
        }
    }
}
