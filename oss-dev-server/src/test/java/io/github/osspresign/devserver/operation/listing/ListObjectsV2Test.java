// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.operation.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.SignedUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ListObjectsV2: order, grouping and paging. */
class ListObjectsV2Test {

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        // U+FFFD comes before U+1F600 in UTF-8 and after it in UTF-16.
        for (String key :
                new String[] {"dir/", "dir/a", "dir/b/c", "dir/b/d", "dir/e", "e&<", "f", "\uFFFD", "\uD83D\uDE00"}) {
            server.putObject("demo", key, new byte[3]);
        }
    }

    private static Http.Response list(String... parameters) {
        return SignedUrl.of(server, "GET", "demo", "")
                .parameter("list-type", "2")
                .parameters(parameters)
                .send();
    }

    private static List<String> all(String xml, String element) {
        List<String> texts = new ArrayList<>();
        Matcher matcher =
                Pattern.compile("<" + element + ">([^<]*)</" + element + ">").matcher(xml);
        while (matcher.find()) {
            texts.add(matcher.group(1));
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "4", "9", "10"})
    void listsAllPagesWithoutLossOrRepetition(int maxKeys) {
        for (String delimiter : new String[] {"", "/"}) {
            List<String> entries = new ArrayList<>();
            String token = "";
            int pages = 0;
            do {
                Http.Response page = token.isEmpty()
                        ? list("delimiter", delimiter, "max-keys", "" + maxKeys)
                        : list("delimiter", delimiter, "max-keys", "" + maxKeys, "continuation-token", token);
                List<String> found = new ArrayList<>(all(page.text(), "Key"));
                found.addAll(all(page.text().replaceFirst("<Prefix>[^<]*</Prefix>", ""), "Prefix"));
                assertThat(found).hasSizeLessThanOrEqualTo(maxKeys);
                entries.addAll(found);
                token = page.element("NextContinuationToken");
                assertThat(page.element("IsTruncated")).isEqualTo(Boolean.toString(!token.isEmpty()));
                pages++;
            } while (!token.isEmpty() && pages < 20);
            assertThat(entries).hasSize(delimiter.isEmpty() ? 9 : 5).doesNotHaveDuplicates();
        }
    }

    @Test
    void listingEncodesKeysOnRequest() {
        Http.Response encoded = list("prefix", "e&", "encoding-type", "url");
        assertThat(encoded.element("Key")).isEqualTo("e%26%3C");
        assertThat(encoded.element("Prefix")).isEqualTo("e%26");
        assertThat(encoded.element("EncodingType")).isEqualTo("url");
    }
}
