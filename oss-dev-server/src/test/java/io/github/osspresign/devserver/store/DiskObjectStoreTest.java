// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects on disk are consistent during concurrent reads, replacement, crashes and restarts. */
class DiskObjectStoreTest {

    @TempDir
    Path root;

    @AutoClose
    private DiskObjectStore store;

    @BeforeEach
    void start() throws IOException {
        store = open();
        store.putBucket(new BucketInfo("demo", Instant.EPOCH, Map.of("acl", "private")));
    }

    private DiskObjectStore open() throws IOException {
        return new DiskObjectStore(root, (bucket, version, now) -> {});
    }

    private static boolean put(ObjectStore store, String key, byte[] content, boolean overwrite) throws IOException {
        try (StagedContent staged = store.stage(new ByteArrayInputStream(content))) {
            return staged.commit(
                            "demo", new ObjectInfo(key, staged.digest(), Instant.EPOCH, Map.of("a", "b")), overwrite)
                    != null;
        }
    }

    private static byte[] get(ObjectStore store, String key) throws IOException {
        try (OpenObject object = Objects.requireNonNull(store.open("demo", key))) {
            return object.content().readAllBytes();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.endsWith("bucket.properties") && !file.endsWith(".lock"))
                    .map(file -> file.getFileName().toString().replaceFirst(".*\\.", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void openedObjectKeepsItsContent() throws IOException {
        put(store, "k", "old".getBytes(UTF_8), true);
        try (OpenObject old = Objects.requireNonNull(store.open("demo", "k"))) {
            put(store, "k", "newer".getBytes(UTF_8), true);
            assertThat(old.info().digest().length()).isEqualTo(3);
            assertThat(old.content().readAllBytes()).isEqualTo("old".getBytes(UTF_8));
        }
        try (OpenObject newer = Objects.requireNonNull(store.open("demo", "k"))) {
            store.delete("demo", "k", Instant.EPOCH);
            assertThat(newer.content().readAllBytes()).isEqualTo("newer".getBytes(UTF_8));
        }
        assertThat(store.open("demo", "k")).isNull();
        assertThat(files()).isEmpty();
    }

    private StagedContent stage(String content) throws IOException {
        return store.stage(new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private void join(StagedContent... parts) throws IOException {
        try (StagedContent joined = store.join(List.of(parts), false)) {
            joined.commit("demo", new ObjectInfo("k", joined.digest(), Instant.EPOCH, Map.of()), true);
        }
    }

    private Set<Object> fileKeys(Path directory, String glob) throws IOException {
        Set<Object> keys = new HashSet<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, glob)) {
            for (Path file : files) {
                keys.add(Files.readAttributes(file, BasicFileAttributes.class).fileKey());
            }
        }
        return keys;
    }

    @Test
    void joinedObjectConsistsOfTheFilesOfItsParts() throws IOException {
        try (StagedContent one = stage("one");
                StagedContent two = stage("two")) {
            Set<Object> parts = fileKeys(root.resolve(".staging"), "*");
            join(one, two);
            try (DirectoryStream<Path> contents = Files.newDirectoryStream(root.resolve("demo"), "*.content")) {
                assertThat(fileKeys(contents.iterator().next(), "*")).hasSize(2).isEqualTo(parts);
            }
        }
        store.close();
        store = open();
        assertThat(get(store, "k")).isEqualTo("onetwo".getBytes(UTF_8));
        store.delete("demo", "k", Instant.EPOCH);
        assertThat(files()).isEmpty();
    }

    @Test
    void openedJoinedObjectKeepsItsContentWhenItsBucketIsDeleted() throws IOException {
        try (StagedContent one = stage("one");
                StagedContent two = stage("two")) {
            join(one, two);
        }
        try (OpenObject object = Objects.requireNonNull(store.open("demo", "k"))) {
            store.delete("demo", "k", Instant.EPOCH);
            assertThat(store.deleteBucket("demo")).isTrue();
            assertThat(object.content().readAllBytes()).isEqualTo("onetwo".getBytes(UTF_8));
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void replacingObjectLeavesNoFiles() throws IOException {
        for (int i = 0; i < 5; i++) {
            put(store, "k", new byte[i], true);
        }
        assertThat(files()).containsExactly("content", "object");
    }

    @Test
    void discardedUploadLeavesNoFiles() throws IOException {
        store.stage(new ByteArrayInputStream(new byte[10])).close();
        assertThat(files()).isEmpty();
        InputStream broken = new FilterInputStream(InputStream.nullInputStream()) {
            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };
        assertThatThrownBy(() -> store.stage(broken).close()).hasMessage("broken");
        assertThat(files()).isEmpty();
    }

    @Test
    void restartFindsObjectsAndRemovesLeftovers() throws IOException {
        put(store, "k\n=:#!中\u0001", "content".getBytes(UTF_8), true);
        Files.write(root.resolve(".staging").resolve("upload"), new byte[10]);
        Files.write(root.resolve("demo").resolve("orphan.content"), new byte[10]);
        for (Path joined : List.of(
                root.resolve(".staging").resolve("joined"), root.resolve("demo").resolve("j.content"))) {
            Files.write(Files.createDirectory(joined).resolve("00000"), new byte[10]);
        }

        store.close();
        ObjectStore old = store;
        store = open();

        assertThat(store.hasBucket("demo")).isTrue();
        assertThat(store.hasBucket(".staging")).isFalse();
        assertThat(get(store, "k\n=:#!中\u0001")).isEqualTo("content".getBytes(UTF_8));
        assertThat(store.find("demo", "k\n=:#!中\u0001")).isEqualTo(old.find("demo", "k\n=:#!中\u0001"));
        assertThat(files()).containsExactly("content", "object");
    }

    @Test
    void errorNamesUnreadableDescription() throws IOException {
        Path description = root.resolve("demo").resolve("broken.object");
        Files.writeString(description, "key=k\n");
        store.close();
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage(description + ": property version is missing");
    }

    @Test
    void secondStoreCannotOpenTheDirectoryUntilTheFirstIsClosed() throws IOException {
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessage("another server uses the directory " + root);
        store.close();
        store = open();
        assertThat(store.hasBucket("demo")).isTrue();
    }

    @Test
    void concurrentReadersSeeConsistentObject() throws Exception {
        put(store, "k", new byte[0], true);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> tasks = new ArrayList<>();
            for (int writer = 1; writer <= 4; writer++) {
                byte[] content = new byte[writer * 1000];
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        put(store, "k", content, true);
                    }
                    return null;
                }));
                tasks.add(threads.submit(() -> {
                    for (int i = 0; i < 300; i++) {
                        try (OpenObject object = Objects.requireNonNull(store.open("demo", "k"))) {
                            assertThat(object.content().readAllBytes())
                                    .hasSize((int) object.info().digest().length());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(files()).containsExactly("content", "object");
    }

    @Test
    void directoryWithoutBucketIsNotTouched() throws IOException {
        Path foreign = Files.createDirectory(root.resolve("foreign"));
        Files.write(foreign.resolve("somebody.content"), new byte[10]);
        Files.write(foreign.resolve("somebody.object"), new byte[10]);
        store.close();
        store = open();
        assertThat(store.hasBucket("foreign")).isFalse();
        assertThat(files()).containsExactly("content", "object");
    }
}
