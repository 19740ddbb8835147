// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static io.github.osspresign.devserver.Multipart.SMALLEST_PART;
import static io.github.osspresign.devserver.Multipart.content;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart uploads: initiation, parts, completion and abortion. */
class MultipartTest {

    private static final String NO_ID = "0123456789ABCDEF0123456789ABCDEF";

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
    void uploadPartReturnsChecksums() {
        byte[] content = "content".getBytes(UTF_8);
        Http.Response response = multipart.upload("k", multipart.initiate("k"), 1, content);
        response.assertStatus(200);
        assertThat(response.header("ETag")).isEqualTo("\"9A0364B9E99BB480DD25E1F0284C8555\"");
        assertThat(response.header("Content-MD5")).isEqualTo("mgNkuembtIDdJeHwKEyFVQ==");
        assertThat(response.header("x-oss-hash-crc64ecma")).isEqualTo("8883282091546349020");
    }

    @Test
    void multipartObjectHasHeadersOfInitiation() {
        String id = multipart.initiate(
                "k.txt",
                "Content-Type",
                "text/x-odd",
                "Cache-Control",
                "no-cache",
                "x-oss-meta-author",
                "alice",
                "x-oss-storage-class",
                "IA");
        multipart.upload("k.txt", id, 1, new byte[1], "Content-Type", "ignored/ignored");
        multipart.completeAll("k.txt", id).assertStatus(200);
        Http.Response head = head("k.txt");
        assertThat(head.header("Content-Type")).isEqualTo("text/x-odd");
        assertThat(head.header("Cache-Control")).isEqualTo("no-cache");
        assertThat(head.header("x-oss-meta-author")).isEqualTo("alice");
        assertThat(head.header("x-oss-storage-class")).isEqualTo("IA");
    }

    @Test
    void uploadingPartAgainReplacesIt() {
        String id = multipart.initiate("k");
        String oldTag = multipart.upload("k", id, 1, new byte[1]).header("ETag");
        String newTag = multipart.upload("k", id, 1, new byte[2]).header("ETag");
        multipart.complete("k", id, "1", oldTag).assertError(400, "InvalidPart");
        multipart.complete("k", id, "1", newTag).assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).isEqualTo(new byte[2]);
    }

    @Test
    void completeAllUsesEveryPartAndRejectsBody() throws Exception {
        byte[] first = content(1, SMALLEST_PART);
        String id = multipart.initiate("k");
        multipart.completeAll("k", id).assertError(400, "InvalidPart");
        multipart.upload("k", id, 2, new byte[] {2});
        multipart.upload("k", id, 1, first);
        Http.Response both =
                multipart.send("POST", "k", "uploadId=" + id, new byte[] {'<'}, "x-oss-complete-all", "yes");
        both.assertError(400, "InvalidArgument");
        assertThat(both.element("Message")).isEqualTo("Should not speficy both complete all header and http body.");
        assertThat(both.element("EC")).isEqualTo("0042-00000216");
        multipart
                .send("POST", "k", "uploadId=" + id, new byte[0], "x-oss-complete-all", "no")
                .assertError(400, "InvalidArgument");
        Http.Response response = multipart.completeAll("k", id);
        assertThat(response.header("ETag")).matches("\"[0-9A-F]{32}-2\"");
        assertThat(server.objectBytes("demo", "k")).isEqualTo(joined(first, new byte[] {2}));
    }

    @Test
    void completionWithoutPartsCreatesEmptyObject() {
        server.putObject("demo", "empty", new byte[0]);
        String id = multipart.initiate("k", "x-oss-meta-author", "alice");
        Http.Response response = multipart.complete("k", id);
        assertThat(response.status()).as(response.text()).isEqualTo(200);
        assertThat(response.header("x-oss-hash-crc64ecma"))
                .isEqualTo(head("empty").header("x-oss-hash-crc64ecma"));
        assertThat(server.objectBytes("demo", "k")).isEmpty();
        assertThat(head("k").header("x-oss-object-type")).isEqualTo("Multipart");
        assertThat(head("k").header("x-oss-meta-author")).isEqualTo("alice");
        multipart.list("k", id).assertError(404, "NoSuchUpload");
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
    void initiationIgnoresCopySourceAndCallback() {
        String id = multipart.initiate(
                "k", "x-oss-copy-source", "/demo/missing", "x-oss-callback", "e30=", "x-oss-callback-var", "e30=");
        multipart.upload("k", id, 1, new byte[] {1});
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).containsExactly(1);
    }

    @Test
    void tooSmallPartFailsCompletion() {
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, new byte[SMALLEST_PART - 1]);
        multipart.upload("k", id, 2, new byte[1]);
        Http.Response response = multipart.completeAll("k", id);
        response.assertError(400, "EntityTooSmall");
        assertThat(response.element("PartNumber")).isEqualTo("1");
        assertThat(response.element("ProposedSize")).isEqualTo("" + (SMALLEST_PART - 1));
        assertThat(response.element("MinSizeAllowed")).isEqualTo("" + SMALLEST_PART);
        assertThat(response.element("Message")).startsWith("Your proposed upload smaller than ");
        assertThat(response.element("EC")).isEqualTo("0042-00000213");
        multipart.upload("k", id, 1, new byte[SMALLEST_PART]);
        multipart.completeAll("k", id).assertStatus(200);
    }

    @Test
    void wrongPartListIsRejectedAndUploadStays() {
        String id = multipart.initiate("k");
        String first = multipart.upload("k", id, 1, new byte[SMALLEST_PART]).header("ETag");
        String second = multipart.upload("k", id, 2, new byte[1]).header("ETag");
        multipart.complete("k", id, "1", second).assertError(400, "InvalidPart");
        multipart.complete("k", id, "3", first).assertError(400, "InvalidPart");
        Http.Response unknown = multipart.complete("k", id, "3", first);
        assertThat(unknown.element("PartNumber")).isEqualTo("3");
        assertThat(unknown.element("ETag")).isEqualTo(first.replace("\"", ""));
        assertThat(unknown.element("UploadId")).isEqualTo(id);
        assertThat(unknown.element("Message"))
                .isEqualTo("One or more of the specified parts could not be found or the specified entity tag might not"
                        + " have matched the part's entity tag.");
        Http.Response order = multipart.complete("k", id, "2", second, "1", first);
        order.assertError(400, "InvalidPartOrder");
        assertThat(order.element("EC")).isEqualTo("0042-00000209");
        assertThat(order.element("Message"))
                .isEqualTo("The list of parts was not in ascending order."
                        + " Parts list must specified in order by part number.");
        multipart.complete("k", id, "1", first, "1", first).assertError(400, "InvalidPartOrder");
        multipart.complete("k", id, "0", first).assertError(400, "InvalidArgument");
        multipart.complete("k", id, "10001", first).assertError(400, "InvalidArgument");
        multipart.complete("k", id, "one", first).assertError(400, "MalformedXML");
        multipart.complete("k", id).assertError(400, "MalformedXML");
        multipart.send("POST", "k", "uploadId=" + id, "no xml".getBytes(UTF_8)).assertError(400, "MalformedXML");
        multipart.complete("k", id, "1", first, "2", second.replace("\"", "")).assertStatus(200);
    }

    @Test
    void partsOutsideListAreDiscarded() {
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, new byte[] {1});
        String second = multipart.upload("k", id, 2, new byte[] {2}).header("ETag");
        multipart.complete("k", id, "2", second);
        assertThat(server.objectBytes("demo", "k")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "x", "99999999999999999999"})
    void partNumbersGoFromOneToTenThousand(String number) {
        String id = multipart.initiate("k");
        Http.Response response = multipart.send("PUT", "k", "partNumber=" + number + "&uploadId=" + id, new byte[1]);
        response.assertError(400, "InvalidArgument");
        assertThat(response.element("Message"))
                .isEqualTo("Part number must be an integer between 1 and 10000, inclusive.");
        assertThat(response.element("ArgumentName")).isEqualTo("PartNumber");
        assertThat(response.element("ArgumentValue")).isEqualTo(number);
        assertThat(response.element("EC")).isEqualTo("0017-00000220");
    }

    @Test
    void partNeedsNumberAndUpload() {
        String id = multipart.initiate("k");
        for (String parameters : List.of("uploadId=" + id, "partNumber&uploadId=" + id)) {
            Http.Response response = multipart.send("PUT", "k", parameters, new byte[1]);
            response.assertError(400, "InvalidArgument");
            assertThat(response.element("ArgumentValue")).isEqualTo("partNumber");
            assertThat(response.element("EC")).isEqualTo("0017-00000219");
        }
        multipart.send("PUT", "k", "partNumber=1", new byte[1]).assertError(501, "NotImplemented");
    }

    @Test
    void endedOrUnknownUploadIsNoSuchUpload() {
        String completed = multipart.initiate("k");
        multipart.upload("k", completed, 1, new byte[1]);
        multipart.completeAll("k", completed);
        String aborted = multipart.initiate("k");
        multipart.abort("k", aborted).assertStatus(204);
        for (String id : List.of(completed, aborted, NO_ID)) {
            Http.Response upload = multipart.upload("k", id, 1, new byte[1]);
            upload.assertError(404, "NoSuchUpload");
            assertThat(upload.element("EC")).isEqualTo("0042-00000104");
            Http.Response list = multipart.list("k", id);
            list.assertError(404, "NoSuchUpload");
            assertThat(list.element("EC")).isEqualTo("0042-00000002");
            multipart.completeAll("k", id).assertError(404, "NoSuchUpload");
            multipart.complete("k", id, "1", "x").assertError(404, "NoSuchUpload");
            assertThat(multipart.abort("k", id).element("UploadId")).isEqualTo(id);
        }
        multipart.list("other", multipart.initiate("k")).assertError(404, "NoSuchUpload");
    }

    @Test
    void partMustMatchItsContentMd5() {
        String id = multipart.initiate("k");
        byte[] content = "content".getBytes(UTF_8);
        multipart
                .upload("k", id, 1, content, "Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==")
                .assertError(400, "InvalidDigest");
        assertThat(multipart.list("k", id).element("Part")).isEmpty();
        multipart
                .upload("k", id, 1, content, "Content-MD5", "mgNkuembtIDdJeHwKEyFVQ==")
                .assertStatus(200);
    }

    @Test
    void conditionalMultipartUploadIsNotImplemented() {
        String id = multipart.initiate("k");
        multipart.upload("k", id, 1, new byte[1], "If-None-Match", "\"a\"").assertError(400, "NotImplemented");
        multipart.send("POST", "k", "uploads", new byte[0], "If-Match", "\"a\"").assertError(400, "NotImplemented");
    }

    @Test
    void forbidOverwriteIsCheckedAtInitiationAndCompletion() {
        String id = multipart.initiate("k", "x-oss-forbid-overwrite", "true");
        multipart.upload("k", id, 1, new byte[1]);
        server.putObject("demo", "k", "old".getBytes(UTF_8));
        multipart
                .send("POST", "k", "uploads", new byte[0], "x-oss-forbid-overwrite", "true")
                .assertError(409, "FileAlreadyExists");
        Http.Response refused = multipart.completeAll("k", id, "x-oss-forbid-overwrite", "true");
        refused.assertError(409, "FileAlreadyExists");
        assertThat(refused.element("EC")).isEqualTo("0042-00000214");
        assertThat(server.objectBytes("demo", "k")).isEqualTo("old".getBytes(UTF_8));
        multipart.completeAll("k", id).assertStatus(200);
        assertThat(server.objectBytes("demo", "k")).hasSize(1);
    }

    @Test
    void keysAreEncodedInResponsesOnRequest() {
        Http.Response initiated = multipart.send("POST", "a b", "uploads&encoding-type=url", new byte[0]);
        assertThat(initiated.element("Key")).isEqualTo("a%20b");
        assertThat(initiated.element("EncodingType")).isEqualTo("url");
        String id = initiated.element("UploadId");
        multipart.upload("a b", id, 1, new byte[1]);
        Http.Response completed = multipart.send(
                "POST", "a b", "uploadId=" + id + "&encoding-type=url", new byte[0], "x-oss-complete-all", "yes");
        assertThat(completed.element("Key")).isEqualTo("a%20b");
        assertThat(completed.element("EncodingType")).isEqualTo("url");
    }

    @Test
    void initiationRejectsInvalidObject() {
        multipart.send("POST", "\\k", "uploads", new byte[0]).assertError(400, "InvalidObjectName");
        multipart
                .send("POST", "k", "uploads", new byte[0], "x-oss-server-side-encryption-customer-algorithm", "AES256")
                .assertError(501, "NotImplemented");
        SignedUrl.of(server, "POST", "missing", "k")
                .parameter("uploads", "")
                .send()
                .assertError(404, "NoSuchBucket");
    }

    @Test
    void bucketWithUnfinishedUploadIsNotEmpty() {
        String id = multipart.initiate("k");
        URI url = SignedUrl.of(server, "DELETE", "demo", "").v4();
        Http.Response refused = Http.delete(url);
        refused.assertError(409, "BucketNotEmpty");
        assertThat(refused.element("Message")).isEqualTo("The bucket has Multipart Uploads.");
        multipart.abort("k", id);
        Http.delete(url).assertStatus(204);
    }

    @ParameterizedTest
    @CsvSource({"'', public-read, public-read", "private, public-read, public-read", "public-read, '', public-read"})
    void completionKeepsOrChangesAclOfInitiation(String initiated, String completed, String acl) {
        String name = "x-oss-object-acl";
        String id = initiated.isEmpty() ? multipart.initiate("k") : multipart.initiate("k", name, initiated);
        multipart.upload("k", id, 1, new byte[1]);
        multipart.completeAll("k", id, completed.isEmpty() ? new String[0] : new String[] {name, completed});
        assertThat(multipart.send("GET", "k", "acl", new byte[0]).element("Grant"))
                .isEqualTo(acl);
    }

    @Test
    void partsInPublicReadBucketNeedSignature() {
        String id = multipart.initiate("k");
        SignedUrl.of(server, "PUT", "demo", "")
                .parameter("acl", "")
                .header("x-oss-acl", "public-read")
                .send();
        Http.get(URI.create(server.endpoint() + "/demo/k?uploadId=" + id)).assertError(403, "AccessDenied");
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

    @Test
    void completionInVersionedBucketAddsVersion() {
        server.putObject("demo", "k", "old".getBytes(UTF_8));
        multipart.enableVersioning();
        String id = multipart.initiate("k", "x-oss-forbid-overwrite", "true");
        multipart.upload("k", id, 1, new byte[1]);
        Http.Response response = multipart.completeAll("k", id);
        response.assertStatus(200);
        assertThat(response.header("x-oss-version-id"))
                .isNotEmpty()
                .isEqualTo(head("k").header("x-oss-version-id"));
        assertThat(multipart.send("GET", "k", "versionId=null", new byte[0]).text())
                .isEqualTo("old");
    }

    @Test
    void uploadEncryptedByClientMustHaveAnnouncedNumberOfParts() throws Exception {
        String prefix = "x-oss-meta-client-side-encryption-";
        multipart
                .send("POST", "k", "uploads", new byte[0], prefix + "part-size", "16")
                .assertError(400, "InvalidEncryptionRequest");
        String partSize = Integer.toString(SMALLEST_PART);
        String dataSize = Integer.toString(SMALLEST_PART + 1);
        String id = multipart.initiate("k", prefix + "part-size", partSize, prefix + "data-size", dataSize);
        multipart.upload("k", id, 1, new byte[SMALLEST_PART]);
        Http.Response incomplete = multipart.completeAll("k", id);
        incomplete.assertError(400, "InvalidEncryptionRequest");
        assertThat(incomplete.element("Message"))
                .isEqualTo("The client encryption part list is unexpected with init_multipart setted.");
        // OSS does not compare the bytes.
        multipart.upload("k", id, 2, new byte[0]);
        multipart.completeAll("k", id).assertStatus(200);
    }
}
