// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.multipart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.Multipart;
import io.github.osspresign.devserver.OssDevServer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
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
}
