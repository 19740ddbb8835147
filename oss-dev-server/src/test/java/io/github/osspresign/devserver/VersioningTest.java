// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
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

    @TempDir
    Path root;

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).start();
        versioning("Enabled");
    }

    private void versioning(String status) {
        Http.put(
                        url("PUT", "", "versioning", ""),
                        ("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                                .getBytes(UTF_8))
                .assertStatus(200);
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

    @Test
    void everyPutAddsVersionReadableByItsId() {
        String first = put("k", "one");
        String second = put("k", "second");
        assertThat(first).isNotEqualTo(second).matches("[0-9A-Za-z]{64}");
        assertThat(get("k").text()).isEqualTo("second");
        assertThat(get("k").header("x-oss-version-id")).isEqualTo(second);
        Http.Response old = get("k", "versionId", first);
        assertThat(old.text()).isEqualTo("one");
        assertThat(old.header("x-oss-version-id")).isEqualTo(first);
        Http.Response head = Http.head(url("HEAD", "k", "versionId", first));
        assertThat(head.header("Content-Length")).isEqualTo("3");
        assertThat(head.header("x-oss-version-id")).isEqualTo(first);
        assertThat(Http.head(url("HEAD", "k", "versionId", first, "objectMeta", ""))
                        .header("Content-Length"))
                .isEqualTo("3");
    }

    @Test
    void missingVersionIsNoSuchVersion() {
        put("k", "one");
        get("k", "versionId", "nosuchversion").assertError(404, "NoSuchVersion");
        get("k", "versionId", "").assertStatus(400);
        get("k", "versionId", "null").assertStatus(404);
    }

    @Test
    void deletionOfAnImpossibleVersionIsInvalid() {
        put("k", "one");
        Http.delete(url("DELETE", "k", "versionId", "bogus")).assertError(400, "InvalidArgument");
        delete("k", "versionId", "0".repeat(64)).assertStatus(204);
        assertThat(get("k").text()).isEqualTo("one");
    }

    @Test
    void deletionAddsMarkerThatHidesObjectAndCanBeDeleted() {
        String first = put("k", "one");
        Http.Response deletion = delete("k");
        String marker = deletion.header("x-oss-version-id");
        assertThat(marker).matches("[0-9A-Za-z]{64}");
        assertThat(deletion.header("x-oss-delete-marker")).isEqualTo("true");

        Http.Response hidden = get("k");
        hidden.assertError(404, "NoSuchKey");
        assertThat(hidden.header("x-oss-delete-marker")).isEqualTo("true");
        get("k", "versionId", marker).assertError(405, "MethodNotAllowed");
        assertThat(get("k", "versionId", first).text()).isEqualTo("one");
        assertThat(get("").text()).doesNotContain("<Key>k</Key>");

        Http.Response undone = delete("k", "versionId", marker);
        assertThat(undone.header("x-oss-delete-marker")).isEqualTo("true");
        assertThat(get("k").text()).isEqualTo("one");
        assertThat(delete("k", "versionId", first).header("x-oss-delete-marker"))
                .isEmpty();
        get("k").assertStatus(404);
        assertThat(get("k").header("x-oss-delete-marker")).isEmpty();
    }

    @Test
    void suspendedVersioningReplacesOnlyNullVersion() {
        String first = put("k", "one");
        versioning("Suspended");
        assertThat(put("k", "two")).isEqualTo("null");
        assertThat(put("k", "three")).isEqualTo("null");
        assertThat(get("k").text()).isEqualTo("three");
        assertThat(get("k", "versionId", first).text()).isEqualTo("one");
        assertThat(delete("k").header("x-oss-version-id")).isEqualTo("null");
        get("k", "versionId", "null").assertStatus(405);
        assertThat(all("VersionId", get("", "versions", "").text())).containsExactly("null", first);
    }

    @Test
    void objectFromBeforeVersioningIsNullVersion() {
        OssDevServer other = OssDevServer.builder().bucket("demo").start();
        server.close();
        server = other;
        server.putObject("demo", "k", "old".getBytes(UTF_8));
        assertThat(get("k").header("x-oss-version-id")).isEmpty();
        assertThat(get("", "versioning", "").text()).doesNotContain("Status");
        versioning("Enabled");
        put("k", "new");
        assertThat(get("k", "versionId", "null").text()).isEqualTo("old");
        assertThat(get("", "versioning", "").element("Status")).isEqualTo("Enabled");
        assertThat(get("", "bucketInfo", "").element("Versioning")).isEqualTo("Enabled");
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

    @Test
    void deletesManyVersionsAtOnce() throws Exception {
        String first = put("k", "one");
        put("k", "two");
        put("other", "one");
        String xml = "<Delete><Object><Key>k</Key><VersionId>" + first + "</VersionId></Object>"
                + "<Object><Key>other</Key></Object></Delete>";
        String md5 = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("MD5").digest(xml.getBytes(UTF_8)));
        Http.Response response = SignedUrl.of(server, "POST", "demo", "")
                .parameter("delete", "")
                .header("Content-MD5", md5)
                .send(xml);
        assertThat(response.text())
                .contains(
                        "<Deleted><Key>k</Key><VersionId>" + first + "</VersionId></Deleted>",
                        "<Deleted><Key>other</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>");
        get("k", "versionId", first).assertStatus(404);
        assertThat(get("k").text()).isEqualTo("two");
    }

    @Test
    void copiesOldVersionBack() {
        String first = put("k", "one");
        put("k", "two");
        String source = "/demo/k?versionId=" + first;
        Http.Response copied = SignedUrl.of(server, "PUT", "demo", "k")
                .header("x-oss-copy-source", source)
                .send();
        assertThat(copied.header("x-oss-copy-source-version-id")).isEqualTo(first);
        assertThat(copied.header("x-oss-version-id"))
                .isNotEqualTo(first)
                .isEqualTo(get("k").header("x-oss-version-id"));
        assertThat(get("k").text()).isEqualTo("one");
    }

    @Test
    void forbidOverwriteHasNoEffectInVersionedBucket() {
        put("k", "one");
        SignedUrl.of(server, "PUT", "demo", "k")
                .header("x-oss-forbid-overwrite", "true")
                .send("two")
                .assertStatus(200);
        assertThat(get("k").text()).isEqualTo("two");
    }

    @Test
    void restartKeepsVersionsAndTheirOrder() {
        String first = put("k", "one");
        put("k", "two");
        delete("k");
        String last = put("k", "four");
        List<String> before = all("VersionId", get("", "versions", "").text());
        server.close();
        server = OssDevServer.builder().bucket("demo").root(root).start();
        assertThat(all("VersionId", get("", "versions", "").text()))
                .isEqualTo(before)
                .startsWith(last)
                .endsWith(first)
                .hasSize(4);
        assertThat(get("k").text()).isEqualTo("four");
        assertThat(get("k", "versionId", first).text()).isEqualTo("one");
        assertThat(put("k", "five")).isNotEqualTo("null");
        assertThat(get("k").text()).isEqualTo("five");
    }

    private Http.Response send(String method, String body, String header, String value, String... parameters) {
        SignedUrl url = SignedUrl.of(server, method, "demo", "k").parameters(parameters);
        return Http.send(method, url.header(header, value).v4(), BodyPublishers.ofString(body), header, value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aclAndTagsOfOlderVersionChangeAndKeepItsPlace(boolean restarted) {
        String first = put("k", "one");
        String second = put("k", "second");
        String tags = "<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>";
        Http.Response acl = send("PUT", "", "x-oss-object-acl", "public-read", "acl", "", "versionId", first);
        assertThat(acl.status()).as(acl.text()).isEqualTo(200);
        assertThat(acl.header("x-oss-version-id")).isEqualTo(first);
        Http.Response tagging = send("PUT", tags, "x-oss-meta-a", "b", "tagging", "", "versionId", first);
        assertThat(tagging.status()).as(tagging.text()).isEqualTo(200);
        assertThat(tagging.header("x-oss-version-id")).isEqualTo(first);
        if (restarted) {
            server.close();
            server = OssDevServer.builder().root(root).start();
        }

        assertThat(get("k", "acl", "", "versionId", first).element("Grant")).isEqualTo("public-read");
        assertThat(get("k", "acl", "", "versionId", first).header("x-oss-version-id"))
                .isEqualTo(first);
        assertThat(get("k", "acl", "").element("Grant")).isEqualTo("default");
        assertThat(get("k", "tagging", "", "versionId", first).element("Key")).isEqualTo("a");
        assertThat(get("k", "tagging", "").element("Key")).isEmpty();
        assertThat(get("k").text()).isEqualTo("second");
        assertThat(get("k", "versionId", first).text()).isEqualTo("one");
        assertThat(all("VersionId", get("", "versions", "").text())).containsExactly(second, first);

        Http.Response untagged = Http.delete(url("DELETE", "k", "tagging", "", "versionId", first));
        untagged.assertStatus(204);
        assertThat(untagged.header("x-oss-version-id")).isEqualTo(first);
        assertThat(get("k", "tagging", "", "versionId", first).element("Key")).isEmpty();
    }

    @Test
    void aclAndTagsOfMissingVersionAndOfDeleteMarkerAreRefused() {
        put("k", "one");
        String marker = delete("k").header("x-oss-version-id");
        for (String parameter : new String[] {"acl", "tagging"}) {
            String body = parameter.equals("tagging") ? "<Tagging><TagSet/></Tagging>" : "";
            Http.Response missing =
                    send("PUT", body, "x-oss-object-acl", "private", parameter, "", "versionId", "nosuchversion");
            assertThat(missing.status()).as(parameter).isEqualTo(404);
            assertThat(missing.element("Code")).isEqualTo("NoSuchVersion");
            Http.Response deleted =
                    send("PUT", body, "x-oss-object-acl", "private", parameter, "", "versionId", marker);
            assertThat(deleted.status()).as(parameter).isEqualTo(405);
            assertThat(deleted.element("Code")).isEqualTo("MethodNotAllowed");
            send("PUT", body, "x-oss-object-acl", "private", parameter, "").assertError(404, "NoSuchKey");
        }
    }

    @Test
    void bucketWithVersionsIsNotEmpty() {
        put("k", "one");
        delete("k");
        Http.delete(url("DELETE", "")).assertStatus(409);
        all("VersionId", get("", "versions", "").text()).forEach(id -> delete("k", "versionId", id));
        delete("");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<VersioningConfiguration/>", "<X><Status>Enabled</Status></X>", "nonsense", "Disabled"})
    void rejectsInvalidVersioningStatus(String xml) {
        String body = xml.equals("Disabled")
                ? "<VersioningConfiguration><Status>Disabled</Status></VersioningConfiguration>"
                : xml;
        Http.put(url("PUT", "", "versioning", ""), body.getBytes(UTF_8)).assertError(400, "MalformedXML");
    }

    @Test
    void invalidKeyGetsNoDeleteMarker() {
        Http.delete(url("DELETE", "/k")).assertError(400, "InvalidObjectName");
        assertThat(Http.get(url("GET", "", "versions", "")).text()).doesNotContain("<DeleteMarker>");
    }
}
