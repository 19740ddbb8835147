// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ListParts and ListMultipartUploads. */
class ListPartsTest {

    @AutoClose
    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();

    private final Multipart multipart = new Multipart(server);

    private static List<String> all(Http.Response response, String element) {
        return Pattern.compile("<" + element + ">(.*?)</" + element + ">")
                .matcher(response.text())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    private Http.Response uploads(String parameters) {
        return multipart.send("GET", "", "uploads" + parameters, new byte[0]);
    }

    @Test
    void listsPartWithAllProperties() {
        String id = multipart.initiate("k");
        Http.Response upload = multipart.upload("k", id, 3, "content".getBytes(UTF_8));
        Http.Response response = multipart.list("k", id);
        assertThat(response.text()).contains("<ListPartsResult>");
        assertThat(response.element("Bucket")).isEqualTo("demo");
        assertThat(response.element("Key")).isEqualTo("k");
        assertThat(response.element("UploadId")).isEqualTo(id);
        assertThat(response.element("IsTruncated")).isEqualTo("false");
        assertThat(response.element("MaxParts")).isEqualTo("1000");
        assertThat(response.element("PartNumber")).isEqualTo("3");
        assertThat(response.element("ETag")).isEqualTo(upload.header("ETag"));
        assertThat(response.element("Size")).isEqualTo("7");
        assertThat(response.element("HashCrc64ecma")).isEqualTo(upload.header("x-oss-hash-crc64ecma"));
        assertThat(response.element("LastModified")).matches("[0-9T:-]{19}\\.000Z");
    }

    @Test
    void listsStorageClassOfUpload() {
        String id = multipart.initiate("k", "x-oss-storage-class", "IA");
        assertThat(multipart.list("k", id).element("StorageClass")).isEqualTo("IA");
        assertThat(multipart.list("other", multipart.initiate("other")).element("StorageClass"))
                .isEqualTo("Standard");
    }

    @Test
    void listsEncryptionByClientOfUpload() {
        String prefix = "x-oss-meta-client-side-encryption-";
        String id = multipart.initiate(
                "k",
                prefix + "key",
                "a2V5",
                prefix + "start",
                "c3RhcnQ=",
                prefix + "cek-alg",
                "AES/CTR/NoPadding",
                prefix + "wrap-alg",
                "RSA/NONE/PKCS1Padding",
                prefix + "data-size",
                "40",
                prefix + "part-size",
                "16");
        Http.Response parts = multipart.list("k", id);
        assertThat(parts.element("ClientEncryptionKey")).isEqualTo("a2V5");
        assertThat(parts.element("ClientEncryptionStart")).isEqualTo("c3RhcnQ=");
        assertThat(parts.element("ClientEncryptionCekAlg")).isEqualTo("AES/CTR/NoPadding");
        assertThat(parts.element("ClientEncryptionWrapAlg")).isEqualTo("RSA/NONE/PKCS1Padding");
        assertThat(parts.element("ClientEncryptionDataSize")).isEqualTo("40");
        assertThat(parts.element("ClientEncryptionPartSize")).isEqualTo("16");
        assertThat(multipart.list("other", multipart.initiate("other")).text()).doesNotContain("ClientEncryption");
    }

    @Test
    void emptyListOfPartsHasEmptyNextMarker() {
        String id = multipart.initiate("k");
        assertThat(multipart.list("k", id).text()).contains("<NextPartNumberMarker></NextPartNumberMarker>");
        multipart.upload("k", id, 7, new byte[1]);
        assertThat(multipart.list("k", id).element("NextPartNumberMarker")).isEqualTo("7");
        assertThat(multipart.list("k", id, "&part-number-marker=7").text())
                .contains("<NextPartNumberMarker></NextPartNumberMarker>");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void partsComePageByPage(int maxParts) {
        String id = multipart.initiate("k");
        for (int number : new int[] {9, 10, 2, 1, 11}) {
            multipart.upload("k", id, number, new byte[number]);
        }
        List<String> numbers = new ArrayList<>();
        String marker = "0";
        Http.Response page;
        do {
            page = multipart.list("k", id, "&max-parts=" + maxParts, "&part-number-marker=" + marker);
            assertThat(page.element("PartNumberMarker")).isEqualTo(marker);
            assertThat(all(page, "PartNumber")).hasSizeLessThanOrEqualTo(maxParts);
            numbers.addAll(all(page, "PartNumber"));
            marker = page.element("NextPartNumberMarker");
        } while (page.element("IsTruncated").equals("true") && numbers.size() < 20);
        assertThat(numbers).containsExactly("1", "2", "9", "10", "11");
    }

    @ParameterizedTest
    @CsvSource({"&max-parts=0", "&max-parts=1001", "&max-parts=x", "&part-number-marker=-1", "&encoding-type=base64"})
    void wrongParametersOfPartsAreRefused(String parameter) {
        Http.Response response = multipart.list("k", multipart.initiate("k"), parameter);
        response.assertError(400, "InvalidArgument");
        assertThat(parameter).contains(response.element("ArgumentName"), response.element("ArgumentValue"));
    }

    @Test
    void listsUploadUntilItEnds() {
        String id = multipart.initiate("a b", "x-oss-storage-class", "IA");
        Http.Response response = uploads("&encoding-type=url");
        assertThat(response.text()).contains("<ListMultipartUploadsResult>");
        assertThat(response.element("Bucket")).isEqualTo("demo");
        assertThat(response.element("Upload"))
                .contains("<Key>a%20b</Key>", "<UploadId>" + id + "</UploadId>", "<StorageClass>IA</StorageClass>");
        assertThat(response.element("Initiated")).matches("[0-9T:-]{19}\\.000Z");
        assertThat(response.element("EncodingType")).isEqualTo("url");
        assertThat(response.element("MaxUploads")).isEqualTo("1000");
        multipart.abort("a b", id);
        assertThat(uploads("").text()).doesNotContain("<Upload>");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 1000})
    void uploadsComePageByPageByKeyAndId(int maxUploads) {
        List<String> expected = new ArrayList<>();
        for (String key : new String[] {"b", "a", "b", "c/1", "b", "\uD83D\uDE00", "\uFFFD"}) {
            expected.add(multipart.initiate(key));
        }
        List<String> ids = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        String markers = "";
        Http.Response page;
        do {
            page = uploads("&max-uploads=" + maxUploads + markers);
            assertThat(all(page, "UploadId")).hasSizeLessThanOrEqualTo(maxUploads);
            ids.addAll(all(page, "UploadId"));
            keys.addAll(all(page, "Key"));
            markers = "&key-marker=" + page.element("NextKeyMarker") + "&upload-id-marker="
                    + page.element("NextUploadIdMarker");
        } while (page.element("IsTruncated").equals("true") && ids.size() < 20);
        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(keys).containsExactly("a", "b", "b", "b", "c/1", "\uFFFD", "\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 1000})
    void uploadsBelowADelimiterBecomeCommonPrefixes(int maxUploads) {
        for (String key : new String[] {"x/a", "x/dir/1", "x/dir/2", "x/e", "y", "x/dir/"}) {
            multipart.initiate(key);
        }
        List<String> entries = new ArrayList<>();
        String markers = "";
        Http.Response page;
        do {
            page = uploads("&prefix=x/&delimiter=/&max-uploads=" + maxUploads + markers);
            entries.addAll(all(page, "Key"));
            entries.addAll(all(page, "CommonPrefixes"));
            markers = "&key-marker=" + page.element("NextKeyMarker") + "&upload-id-marker="
                    + page.element("NextUploadIdMarker");
        } while (page.element("IsTruncated").equals("true") && entries.size() < 20);
        assertThat(entries).containsExactlyInAnyOrder("x/a", "<Prefix>x/dir/</Prefix>", "x/e");
    }

    @Test
    void lastPageOfUploadsHasNextMarkers() {
        multipart.initiate("a");
        String id = multipart.initiate("b");
        Http.Response page = uploads("");
        assertThat(page.element("IsTruncated")).isEqualTo("false");
        assertThat(page.element("NextKeyMarker")).isEqualTo("b");
        assertThat(page.element("NextUploadIdMarker")).isEqualTo(id);
    }

    @Test
    void keyMarkerWithoutIdSkipsItsKey() {
        multipart.initiate("a");
        multipart.initiate("b");
        assertThat(all(uploads("&key-marker=a"), "Key")).containsExactly("b");
        assertThat(all(uploads("&upload-id-marker=FFFF"), "Key")).containsExactly("a", "b");
    }

    @Test
    void rejectsWrongParametersOfUploadListing() {
        assertThat(uploads("&max-uploads=1001").element("ArgumentName")).isEqualTo("max-uploads");
        assertThat(uploads("&encoding-type=x").element("ArgumentName")).isEqualTo("encoding-type");
    }
}
