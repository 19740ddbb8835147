// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Retention policies (WORM) of buckets, and the objects that they protect. */
class WormTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path root;

    private final SettableClock clock = new SettableClock(START.toString());

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").root(root).clock(clock).start();
    }

    private SignedUrl url(String method, String key) {
        return SignedUrl.of(server, method, "demo", key).signedAt(clock.instant());
    }

    private Http.Response post(String body, String... parameters) {
        SignedUrl url = url("POST", "").parameters(parameters);
        return Http.post(url.v4(), body);
    }

    private String initiate(int days) {
        Http.Response response = post(
                "<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></InitiateWormConfiguration>",
                "worm",
                "");
        response.assertStatus(200);
        return response.header("x-oss-worm-id");
    }

    private Http.Response complete(String id) {
        return post("", "wormId", id);
    }

    private Http.Response extend(String id, String days) {
        return post(
                "<ExtendWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></ExtendWormConfiguration>",
                "wormId",
                id,
                "wormExtend",
                "");
    }

    private Http.Response abort() {
        return delete(url("DELETE", "").parameter("worm", ""));
    }

    private Http.Response get() {
        return url("GET", "").parameter("worm", "").send();
    }

    private Http.Response put(String key) {
        return url("PUT", key).send("content");
    }

    private static Http.Response delete(SignedUrl url) {
        return Http.delete(url.v4());
    }

    @Test
    void policyIsInProgressUntilItIsLocked() {
        get().assertError(404, "NoSuchWORMConfiguration");
        String id = initiate(3);
        assertThat(get().text())
                .endsWith("<WormConfiguration><WormId>" + id + "</WormId><State>InProgress</State>"
                        + "<RetentionPeriodInDays>3</RetentionPeriodInDays>"
                        + "<CreationDate>2026-01-01T00:00:00.000Z</CreationDate></WormConfiguration>");
        complete(id).assertStatus(200);
        assertThat(get().element("State")).isEqualTo("Locked");
    }

    @Test
    void policyInProgressCanBeAborted() {
        initiate(3);
        put("k");
        abort().assertStatus(204);
        get().assertError(404, "NoSuchWORMConfiguration");
        delete(url("DELETE", "k")).assertStatus(204);
        abort().assertError(404, "NoSuchWORMConfiguration");
    }

    @Test
    void lockedPolicyCanOnlyBeExtended() {
        String id = initiate(3);
        extend(id, "4").assertError(400, "InvalidWORMConfiguration");
        complete(id);
        abort().assertError(403, "WORMConfigurationLocked");
        extend(id, "3").assertError(400, "InvalidWORMConfiguration");
        extend(id, "2").assertError(400, "InvalidWORMConfiguration");
        extend("0", "4").assertError(404, "NoSuchWORMConfiguration");
        complete("0").assertError(404, "NoSuchWORMConfiguration");
        extend(id, "4").assertStatus(200);
        assertThat(get().element("RetentionPeriodInDays")).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "25551", "x", ""})
    void daysMustBe1To25550(String days) {
        post(
                        "<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                                + "</RetentionPeriodInDays></InitiateWormConfiguration>",
                        "worm",
                        "")
                .assertError(400, "InvalidArgument");
        get().assertError(404, "NoSuchWORMConfiguration");
    }

    @Test
    void secondPolicyIsRefusedUntilTheFirstHasEnded() {
        initiate(3);
        post(
                        "<InitiateWormConfiguration><RetentionPeriodInDays>1</RetentionPeriodInDays>"
                                + "</InitiateWormConfiguration>",
                        "worm",
                        "")
                .assertError(400, "InvalidWORMConfiguration");
        clock.set(START.plus(Duration.ofDays(1)));
        String second = initiate(1);
        assertThat(get().element("WormId")).isEqualTo(second);
        complete(second);
        post(
                        "<InitiateWormConfiguration><RetentionPeriodInDays>9</RetentionPeriodInDays>"
                                + "</InitiateWormConfiguration>",
                        "worm",
                        "")
                .assertError(403, "WORMConfigurationLocked");
    }

    @Test
    void policyThatIsNotLockedWithinADayEnds() {
        String id = initiate(3);
        put("k");
        clock.set(START.plus(Duration.ofDays(1)).minusSeconds(1));
        delete(url("DELETE", "k")).assertError(409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(1)));
        assertThat(get().element("State")).isEqualTo("Expired");
        complete(id).assertError(400, "InvalidWORMConfiguration");
        delete(url("DELETE", "k")).assertStatus(204);
    }

    @Test
    void objectIsProtectedForTheDaysAfterItWasStored() {
        put("old");
        clock.set(START.plus(Duration.ofDays(2)));
        complete(initiate(3));
        put("new");
        clock.set(START.plus(Duration.ofDays(3)).minusSeconds(1));
        put("old").assertError(409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(3)));
        put("old").assertStatus(200);
        put("new").assertError(409, "FileImmutable");
        put("old").assertError(409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(5)));
        delete(url("DELETE", "new")).assertStatus(204);
    }

    @Test
    void protectionSurvivesARestart() {
        put("k");
        complete(initiate(3));
        server.close();
        start();
        delete(url("DELETE", "k")).assertError(409, "FileImmutable");
        assertThat(get().element("State")).isEqualTo("Locked");
    }

    @Test
    void noOperationReplacesOrRemovesAProtectedObject() {
        put("k");
        put("other");
        Http.Response initiated = url("POST", "k").parameter("uploads", "").send();
        String upload = initiated.element("UploadId");
        url("POST", "log").parameter("append", "").parameter("position", "0").send("content");
        complete(initiate(1));

        put("k").assertError(409, "FileImmutable");
        delete(url("DELETE", "k")).assertError(409, "FileImmutable");
        url("PUT", "k").header("x-oss-copy-source", "/demo/other").send().assertError(409, "FileImmutable");
        url("PUT", "k")
                .parameter("symlink", "")
                .header("x-oss-symlink-target", "other")
                .send()
                .assertError(409, "FileImmutable");
        url("POST", "k")
                .parameter("uploadId", upload)
                .send("<CompleteMultipartUpload></CompleteMultipartUpload>")
                .assertError(409, "FileImmutable");
        url("POST", "log")
                .parameter("append", "")
                .parameter("position", "7")
                .send("more")
                .assertError(409, "FileImmutable");
        delete(url("DELETE", "")).assertError(409, "BucketNotEmpty");
        assertThat(server.objectBytes("demo", "k")).isEqualTo("content".getBytes(UTF_8));
        assertThat(server.objectBytes("demo", "log")).isEqualTo("content".getBytes(UTF_8));
    }

    @Test
    void versionIsProtectedWhileNewVersionsAndDeleteMarkersAreAdded() {
        url("PUT", "")
                .parameter("versioning", "")
                .send("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>");
        String first = put("k").header("x-oss-version-id");
        complete(initiate(1));
        put("k").assertStatus(200);
        Http.Response marker = delete(url("DELETE", "k"));
        marker.assertStatus(204);
        delete(url("DELETE", "k").parameter("versionId", first)).assertError(409, "FileImmutable");
        delete(url("DELETE", "k").parameter("versionId", marker.header("x-oss-version-id")))
                .assertStatus(204);
    }

    @Test
    void emptyBucketWithLockedPolicyCanBeDeleted() {
        complete(initiate(1));
        delete(url("DELETE", "")).assertStatus(204);
    }
}
