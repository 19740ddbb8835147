// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.Multipart;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.SignedUrl;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets with versions keep every state of an object until it is deleted by its ID. */
class VersioningTest {

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start(@TempDir Path root) {
        server = OssDevServer.builder().bucket("demo").root(root).start();
        new Multipart(server).enableVersioning();
    }

    private URI url(String method, String key, String... parameters) {
        SignedUrl url = SignedUrl.of(server, method, "demo", key).parameters(parameters);
        return url.v4();
    }

    private String put(String key, String content) {
        Http.Response response = Http.put(url("PUT", key), content.getBytes(UTF_8));
        response.assertStatus(200);
        return response.header("x-oss-version-id");
    }

    private Http.Response get(String key, String... parameters) {
        return Http.get(url("GET", key, parameters));
    }

    private Http.Response delete(String key, String... parameters) {
        Http.Response response = Http.delete(url("DELETE", key, parameters));
        response.assertStatus(204);
        return response;
    }

    private static List<String> all(String element, String xml) {
        return Pattern.compile("<" + element + ">([^<]*)</" + element + ">")
                .matcher(xml)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 100})
    void listsVersionsAndMarkersPageByPage(int maxKeys) {
        String a1 = put("a", "1");
        String a2 = put("a", "22");
        String dirB = put("dir/b", "1");
        put("dir/c", "1");
        put("z", "1");
        String zMarker = delete("z").header("x-oss-version-id");
        List<String> versions = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        String keyMarker = "";
        String versionIdMarker = "";
        Http.Response page;
        do {
            page = get(
                    "",
                    "versions",
                    "",
                    "max-keys",
                    "" + maxKeys,
                    "delimiter",
                    "/",
                    "key-marker",
                    keyMarker,
                    "version-id-marker",
                    versionIdMarker);
            versions.addAll(all("VersionId", page.text()));
            prefixes.addAll(all("Prefix", page.element("CommonPrefixes")));
            keyMarker = page.element("NextKeyMarker");
            versionIdMarker = page.element("NextVersionIdMarker");
        } while (page.element("IsTruncated").equals("true") && versions.size() < 20);
        assertThat(versions).hasSize(4).startsWith(a2, a1, zMarker).doesNotContain(dirB);
        assertThat(prefixes).containsExactly("dir/");
        assertThat(all("IsLatest", get("", "versions", "", "prefix", "a").text()))
                .containsExactly("true", "false");
        assertThat(get("", "versions", "", "prefix", "z").element("DeleteMarker"))
                .contains("<Key>z</Key>", "<IsLatest>true</IsLatest>");
    }

    @Test
    void deletingPageByPageDeletesEverything() {
        for (int i = 0; i < 7; i++) {
            put("k", "" + i);
        }
        String keyMarker = "";
        String versionIdMarker = "";
        Http.Response page;
        do {
            page = get(
                    "", "versions", "", "max-keys", "2", "key-marker", keyMarker, "version-id-marker", versionIdMarker);
            all("VersionId", page.text()).forEach(id -> delete("k", "versionId", id));
            keyMarker = page.element("NextKeyMarker");
            versionIdMarker = page.element("NextVersionIdMarker");
        } while (page.element("IsTruncated").equals("true"));
        assertThat(all("VersionId", get("", "versions", "").text())).isEmpty();
    }
}
