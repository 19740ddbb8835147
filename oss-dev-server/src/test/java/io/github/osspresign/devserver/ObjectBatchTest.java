// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ListObjects, DeleteMultipleObjects, CopyObject and GetObjectMeta. */
class ObjectBatchTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").bucket("other").start();
        for (String key : new String[] {"a b", "dir/1", "dir/2", "dir/sub/3", "z"}) {
            server.putObject("demo", key, CONTENT);
        }
    }

    private Http.Response list(String... parameters) {
        return SignedUrl.of(server, "GET", "demo", "").parameters(parameters).send();
    }

    private Http.Response delete(String xml) throws Exception {
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(xml.getBytes(UTF_8)));
        return SignedUrl.of(server, "POST", "demo", "")
                .parameter("delete", "")
                .header("Content-MD5", md5)
                .send(xml);
    }

    @ParameterizedTest
    @CsvSource({"1, ''", "2, ''", "1, /", "2, /", "100, /"})
    void listObjectsV1ContinuesFromMarker(int maxKeys, String delimiter) {
        List<String> entries = new ArrayList<>();
        String marker = "";
        do {
            Http.Response page = list("max-keys", "" + maxKeys, "delimiter", delimiter, "marker", marker);
            page.text()
                    .lines()
                    .flatMap(line -> Pattern.compile("<(Key|CommonPrefixes><Prefix)>([^<]*)<")
                            .matcher(line)
                            .results())
                    .forEach(entry -> entries.add(entry.group(2)));
            marker = page.element("NextMarker");
            assertThat(page.element("IsTruncated")).isEqualTo(Boolean.toString(!marker.isEmpty()));
        } while (!marker.isEmpty() && entries.size() < 20);
        assertThat(entries)
                .containsExactlyInAnyOrder(
                        delimiter.isEmpty()
                                ? new String[] {"a b", "dir/1", "dir/2", "dir/sub/3", "z"}
                                : new String[] {"a b", "dir/", "z"});
    }

    @Test
    void xmlMayHoldControlCharactersAndStartWithBlanks() throws Exception {
        String key = "\u0001a\u000B\u001F\u007F";
        for (String encoded : new String[] {key, "&#x01;a&#x0b;&#31;&#x7F;"}) {
            for (String start :
                    new String[] {"", " \r\n", "<?xml version='1.0' encoding=\"UTF-8\"?>", "\n<?xml version=\"1.0\"?>"
                    }) {
                server.putObject("demo", key, CONTENT);
                assertThat(list().text()).contains("<Key>" + key + "</Key>");
                String xml = start + "<Delete><Object><Key>" + encoded + "</Key></Object></Delete>";
                Http.Response response = delete(xml);
                assertThat(response.status()).as(xml).isEqualTo(200);
                assertThat(response.text()).contains("<Key>" + key + "</Key>");
                assertThat(list().text()).doesNotContain("<Key>" + key + "</Key>");
            }
        }
    }

    /** As documented for GET, the length is that of an object that is not sent, so the connection ends. */
    @Test
    void getObjectMetaSupportsGet() throws Exception {
        URI url = SignedUrl.of(server, "GET", "demo", "z")
                .parameter("objectMeta", "")
                .v4();
        try (RawConnection connection = new RawConnection(server)) {
            String response = connection
                    .send("GET " + url.getRawPath() + "?" + url.getRawQuery() + " HTTP/1.1\r\nHost: "
                            + url.getRawAuthority() + "\r\n\r\n")
                    .receiveAll();
            assertThat(response)
                    .startsWith("HTTP/1.1 200 ")
                    .contains("ETag: \"9A0364B9E99BB480DD25E1F0284C8555\"", "Content-Length: 7")
                    .endsWith("\r\n\r\n");
        }
    }
}
