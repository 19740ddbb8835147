// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
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
        SignedUrl url = url("POST", "");
        for (int i = 0; i < parameters.length; i += 2) {
            url = url.parameter(parameters[i], parameters[i + 1]);
        }
        return Http.send("POST", url.v4(), HttpRequest.BodyPublishers.ofString(body));
    }

    private String initiate(int days) {
        Http.Response response = post(
                "<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></InitiateWormConfiguration>",
                "worm",
                "");
        assertThat(response.status()).isEqualTo(200);
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
        return Http.send("DELETE", url.v4(), HttpRequest.BodyPublishers.noBody());
    }

    private static void assertRefused(Http.Response response, int status, String code) {
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.element("Code")).isEqualTo(code);
    }

    @Test
    void policyIsInProgressUntilItIsLocked() {
        assertRefused(get(), 404, "NoSuchWORMConfiguration");
        String id = initiate(3);
        assertThat(get().text())
                .endsWith("<WormConfiguration><WormId>" + id + "</WormId><State>InProgress</State>"
                        + "<RetentionPeriodInDays>3</RetentionPeriodInDays>"
                        + "<CreationDate>2026-01-01T00:00:00.000Z</CreationDate></WormConfiguration>");
        assertThat(complete(id).status()).isEqualTo(200);
        assertThat(get().element("State")).isEqualTo("Locked");
    }

    @Test
    void policyInProgressCanBeAborted() {
        initiate(3);
        put("k");
        assertThat(abort().status()).isEqualTo(204);
        assertRefused(get(), 404, "NoSuchWORMConfiguration");
        assertThat(delete(url("DELETE", "k")).status()).isEqualTo(204);
        assertRefused(abort(), 404, "NoSuchWORMConfiguration");
    }

    @Test
    void lockedPolicyCanOnlyBeExtended() {
        String id = initiate(3);
        assertRefused(extend(id, "4"), 400, "InvalidWORMConfiguration");
        complete(id);
        assertRefused(abort(), 403, "WORMConfigurationLocked");
        assertRefused(extend(id, "3"), 400, "InvalidWORMConfiguration");
        assertRefused(extend(id, "2"), 400, "InvalidWORMConfiguration");
        assertRefused(extend("0", "4"), 404, "NoSuchWORMConfiguration");
        assertRefused(complete("0"), 404, "NoSuchWORMConfiguration");
        assertThat(extend(id, "4").status()).isEqualTo(200);
        assertThat(get().element("RetentionPeriodInDays")).isEqualTo("4");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "25551", "x", ""})
    void daysMustBe1To25550(String days) {
        Http.Response refused = post(
                "<InitiateWormConfiguration><RetentionPeriodInDays>" + days
                        + "</RetentionPeriodInDays></InitiateWormConfiguration>",
                "worm",
                "");
        assertRefused(refused, 400, "InvalidArgument");
        assertRefused(get(), 404, "NoSuchWORMConfiguration");
    }

    @Test
    void secondPolicyIsRefusedUntilTheFirstHasEnded() {
        initiate(3);
        assertRefused(
                post(
                        "<InitiateWormConfiguration><RetentionPeriodInDays>1</RetentionPeriodInDays>"
                                + "</InitiateWormConfiguration>",
                        "worm",
                        ""),
                400,
                "InvalidWORMConfiguration");
        clock.set(START.plus(Duration.ofDays(1)));
        String second = initiate(1);
        assertThat(get().element("WormId")).isEqualTo(second);
        complete(second);
        assertRefused(
                post(
                        "<InitiateWormConfiguration><RetentionPeriodInDays>9</RetentionPeriodInDays>"
                                + "</InitiateWormConfiguration>",
                        "worm",
                        ""),
                403,
                "WORMConfigurationLocked");
    }

    @Test
    void policyThatIsNotLockedWithinADayEnds() {
        String id = initiate(3);
        put("k");
        clock.set(START.plus(Duration.ofDays(1)).minusSeconds(1));
        assertRefused(delete(url("DELETE", "k")), 409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(1)));
        assertThat(get().element("State")).isEqualTo("Expired");
        assertRefused(complete(id), 400, "InvalidWORMConfiguration");
        assertThat(delete(url("DELETE", "k")).status()).isEqualTo(204);
    }

    @Test
    void objectIsProtectedForTheDaysAfterItWasStored() {
        put("old");
        clock.set(START.plus(Duration.ofDays(2)));
        complete(initiate(3));
        put("new");
        clock.set(START.plus(Duration.ofDays(3)).minusSeconds(1));
        assertRefused(put("old"), 409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(3)));
        assertThat(put("old").status()).isEqualTo(200);
        assertRefused(put("new"), 409, "FileImmutable");
        assertRefused(put("old"), 409, "FileImmutable");
        clock.set(START.plus(Duration.ofDays(5)));
        assertThat(delete(url("DELETE", "new")).status()).isEqualTo(204);
    }

    @Test
    void protectionSurvivesARestart() {
        put("k");
        complete(initiate(3));
        server.close();
        start();
        assertRefused(delete(url("DELETE", "k")), 409, "FileImmutable");
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

        assertRefused(put("k"), 409, "FileImmutable");
        assertRefused(delete(url("DELETE", "k")), 409, "FileImmutable");
        assertRefused(url("PUT", "k").header("x-oss-copy-source", "/demo/other").send(), 409, "FileImmutable");
        assertRefused(
                url("PUT", "k")
                        .parameter("symlink", "")
                        .header("x-oss-symlink-target", "other")
                        .send(),
                409,
                "FileImmutable");
        assertRefused(
                url("POST", "k")
                        .parameter("uploadId", upload)
                        .send("<CompleteMultipartUpload></CompleteMultipartUpload>"),
                409,
                "FileImmutable");
        assertRefused(
                url("POST", "log")
                        .parameter("append", "")
                        .parameter("position", "7")
                        .send("more"),
                409,
                "FileImmutable");
        assertRefused(delete(url("DELETE", "")), 409, "BucketNotEmpty");
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
        assertThat(put("k").status()).isEqualTo(200);
        Http.Response marker = delete(url("DELETE", "k"));
        assertThat(marker.status()).isEqualTo(204);
        assertRefused(delete(url("DELETE", "k").parameter("versionId", first)), 409, "FileImmutable");
        assertThat(delete(url("DELETE", "k").parameter("versionId", marker.header("x-oss-version-id")))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void emptyBucketWithLockedPolicyCanBeDeleted() {
        complete(initiate(1));
        assertThat(delete(url("DELETE", "")).status()).isEqualTo(204);
    }
}
