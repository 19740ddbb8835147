// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of both stores. */
class ObjectStoreTest {

    @TempDir
    static @Nullable Path root;

    static Stream<ObjectStore> stores() throws IOException {
        List<ObjectStore> stores = List.of(
                new MemoryObjectStore((bucket, version, now) -> {}),
                new DiskObjectStore(
                        Objects.requireNonNull(root)
                                .resolve("store")
                                .resolve(UUID.randomUUID().toString()),
                        (bucket, version, now) -> {}));
        for (ObjectStore store : stores) {
            store.putBucket(new BucketInfo("demo", Instant.EPOCH, Map.of("acl", "private")));
        }
        return stores.stream();
    }

    private static boolean put(ObjectStore store, String key, String content, boolean overwrite) throws IOException {
        try (StagedContent staged = store.stage(new ByteArrayInputStream(content.getBytes(UTF_8)))) {
            return staged.commit("demo", new ObjectInfo(key, staged.digest(), Instant.EPOCH, Map.of()), overwrite)
                    != null;
        }
    }

    private static String get(ObjectStore store, String key) throws IOException {
        try (OpenObject object = Objects.requireNonNull(store.open("demo", key))) {
            return new String(object.content().readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void keepsFirstObjectIfOverwriteIsForbidden(ObjectStore store) throws IOException {
        assertThat(put(store, "once", "first", false)).isTrue();
        assertThat(put(store, "once", "second", false)).isFalse();
        assertThat(get(store, "once")).isEqualTo("first");
        assertThat(put(store, "once", "third", true)).isTrue();
        assertThat(get(store, "once")).isEqualTo("third");
    }

    @ParameterizedTest
    @MethodSource("stores")
    void objectExistsFromCommitToDeletion(ObjectStore store) throws IOException {
        store.stage(new ByteArrayInputStream(new byte[1])).close();
        assertThat(store.find("demo", "k")).isNull();
        assertThat(store.open("demo", "k")).isNull();
        put(store, "k", "content", true);
        assertThat(Objects.requireNonNull(store.find("demo", "k")).digest())
                .isEqualTo(new ContentDigest(
                        7, "mgNkuembtIDdJeHwKEyFVQ==", Long.parseUnsignedLong("8883282091546349020")));
        store.delete("demo", "k", Instant.EPOCH);
        store.delete("demo", "k", Instant.EPOCH);
        assertThat(store.find("demo", "k")).isNull();
    }

    @ParameterizedTest
    @MethodSource("stores")
    void returnsContentOfAnyLengthFromAnyOffset(ObjectStore store) throws IOException {
        for (int length : new int[] {0, 1, 16_383, 16_384, 16_385, 65_536, 100_000}) {
            byte[] content = new byte[length];
            new Random(length).nextBytes(content);
            try (StagedContent staged = store.stage(new ByteArrayInputStream(content))) {
                ObjectInfo info = new ObjectInfo("long", staged.digest(), Instant.EPOCH, Map.of());
                assertThat(staged.commit("demo", info, true)).isNotNull();
            }
            for (int offset = 0; offset <= length; offset += 8_191) {
                try (OpenObject object = Objects.requireNonNull(store.open("demo", "long"))) {
                    object.content().skipNBytes(offset);
                    assertThat(object.content().readAllBytes())
                            .as("%d bytes from %d", length, offset)
                            .isEqualTo(Arrays.copyOfRange(content, offset, length));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void returnsJoinedContentFromAnyOffset(ObjectStore store) throws IOException {
        byte[] whole = new byte[100_000];
        new Random(1).nextBytes(whole);
        List<StagedContent> parts = new ArrayList<>();
        for (int start = 0, end = 0; start < whole.length; start = end) {
            end = Math.min(start == 0 ? 1 : start * 3, whole.length);
            parts.add(store.stage(new ByteArrayInputStream(whole, start, end - start)));
        }
        parts.add(3, store.stage(InputStream.nullInputStream()));
        try (StagedContent joined = store.join(parts, false);
                StagedContent read = store.join(parts, true);
                StagedContent staged = store.stage(new ByteArrayInputStream(whole))) {
            assertThat(read.digest()).isEqualTo(staged.digest());
            assertThat(joined.digest())
                    .isEqualTo(
                            new ContentDigest(whole.length, "", staged.digest().crc64()));
            joined.commit("demo", new ObjectInfo("joined", joined.digest(), Instant.EPOCH, Map.of()), true);
        }
        for (StagedContent part : parts) {
            part.close();
        }
        for (int offset = 0; offset <= whole.length; offset += 9_999) {
            try (OpenObject object = Objects.requireNonNull(store.open("demo", "joined"))) {
                object.content().skipNBytes(offset);
                assertThat(object.content().readAllBytes())
                        .as("from %d", offset)
                        .isEqualTo(Arrays.copyOfRange(whole, offset, whole.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("stores")
    void listsInOrderOfUtf8BytesFromKeyOn(ObjectStore store) throws IOException {
        for (String key : new String[] {"\uD83D\uDE00", "\uFFFD", "z", "a/b", "a"}) {
            put(store, "list/" + key, "", true);
        }
        List<String> keys = new ArrayList<>();
        store.objectsFrom("demo", "list/a/").forEachRemaining(info -> keys.add(info.key()));
        assertThat(keys).startsWith("list/a/b", "list/z", "list/\uFFFD", "list/\uD83D\uDE00");
    }

    @ParameterizedTest
    @MethodSource("stores")
    void rejectsMissingBucket(ObjectStore store) {
        assertThat(store.hasBucket("demo")).isTrue();
        assertThat(store.hasBucket("missing")).isFalse();
        assertThatThrownBy(() -> store.find("missing", "k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bucket: must exist, was missing");
    }

    @ParameterizedTest
    @MethodSource("stores")
    void replacedDescriptionKeepsContentAndPlaceOfItsVersion(ObjectStore store) throws IOException {
        store.changeBucket("demo", bucket -> bucket.withVersioning(Versioning.ENABLED));
        put(store, "versions", "first", true);
        ObjectInfo first = Objects.requireNonNull(store.find("demo", "versions"));
        put(store, "versions", "second", true);
        ObjectInfo changed = first.withHeaders(Map.of("a", "b"));
        assertThat(store.replaceInfo("demo", first, changed)).isTrue();
        assertThat(store.replaceInfo("demo", first, changed)).isFalse();
        assertThat(store.version("demo", "versions", first.versionId())).isEqualTo(changed);
        assertThat(get(store, "versions")).isEqualTo("second");
        try (OpenObject old = Objects.requireNonNull(store.open("demo", "versions", first.versionId()))) {
            assertThat(old.content().readAllBytes()).isEqualTo("first".getBytes(UTF_8));
        }
        store.deleteVersion("demo", "versions", first.versionId(), Instant.EPOCH);
        assertThat(store.replaceInfo("demo", changed, first)).isFalse();
    }
}
