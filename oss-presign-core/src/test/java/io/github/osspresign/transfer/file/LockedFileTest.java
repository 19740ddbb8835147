// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A name has one owner, whatever happens between the moment when a file is opened and the one when it is locked. */
class LockedFileTest {

    @TempDir
    Path directory;

    private Path target;
    private Path path;

    @BeforeEach
    void name() {
        target = directory.resolve("a.txt");
        path = directory.resolve("a.txt.part");
    }

    @Test
    void whoLocksAFileThatAnotherHasReplacedMeanwhileIsNotItsOwner() throws Exception {
        FileChannel made = make();
        try (PartFile other = open()) {
            write(other, "other");

            assertThat(LockedFile.tryOwn(path, new FileInUse(made, null))).isNull();

            assertThat(made.isOpen()).isFalse();
            other.replace(target);
        }
        assertThat(target).hasContent("other");
    }

    @Test
    void whoLocksAFileThatAnotherHasPublishedMeanwhileIsNotItsOwner() throws Exception {
        PartFile other = open();
        write(other, "other");
        FileChannel leftOver = openLeftOver();
        other.replace(target);
        other.close();

        assertThat(LockedFile.tryOwn(path, new FileInUse(leftOver, null))).isNull();

        assertThat(target).hasContent("other");
        assertThat(path).doesNotExist();
    }

    @Test
    void whoLocksAPublishedFileDoesNotTakeTheNameFromTheNextOwner() throws Exception {
        PartFile other = open();
        write(other, "other");
        FileChannel leftOver = openLeftOver();
        other.replace(target);
        other.close();
        try (PartFile next = open()) {
            write(next, "next");

            assertThat(LockedFile.tryOwn(path, new FileInUse(leftOver, null))).isNull();

            next.publishAs(directory.resolve("b.txt"));
        }
        assertThat(target).hasContent("other");
        assertThat(directory.resolve("b.txt")).hasContent("next");
    }

    @Test
    void whoLocksAFileThatNobodyHasReplacedIsItsOwner() throws Exception {
        try (LockedFile owned = LockedFile.tryOwn(path, new FileInUse(make(), null))) {
            assertThat(owned).isNotNull();
            assertThat(owned.isOwned()).isTrue();
            owned.content().write(ByteBuffer.wrap(new byte[] {'a'}));
            assertThat(path).hasContent("a");
        }
    }

    @Test
    void anInterruptThatClosesTheContentEndsTheOwnershipOnlyWhereAnotherProcessTakesIt() throws Exception {
        try (LockedFile owned = LockedFile.tryMake(path)) {
            assertThat(owned).isNotNull();
            owned.content().close();
            assertThat(owned.isOwned()).isTrue();
            assertThat(isLockedForOtherProcesses()).isTrue();
        }
        try (LockedFile owned = LockedFile.tryOpen(path)) {
            assertThat(owned).isNotNull();
            owned.content().close();
            Process other = Locker.start(path);
            assertThat(owned.isOwned()).isFalse();
            Locker.end(other);
        }
    }

    /** As in two web applications of one server; the one that fails must not drop the lock of the other. */
    @Test
    void aSecondClassLoaderNeitherOpensNorUnlocksTheFile() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            urls.add(Path.of(entry).toUri().toURL());
        }
        try (URLClassLoader second =
                        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader());
                PartFile part = open()) {
            Class<?> type = second.loadClass(PartFiles.class.getName());
            Method tryOpen = type.getDeclaredMethod("tryOpen", Path.class);
            tryOpen.setAccessible(true);

            assertThat(type).isNotEqualTo(PartFiles.class);
            assertThat(tryOpen.invoke(null, target)).isNull();
            assertThat(isLockedForOtherProcesses()).isTrue();
            write(part, "abc");
            part.replace(target);
        }
        assertThat(target).hasContent("abc");
    }

    /** As a hard link does it, so do a second mount of the disk and, where the system ignores case, another spelling. */
    @Test
    void aSecondNameOfTheFileInTheSameProcessDoesNotUnlockIt() throws Exception {
        try (PartFile part = open()) {
            write(part, "abc");
            Files.createLink(directory.resolve("b.txt.part"), path);

            assertThat(PartFiles.tryOpen(directory.resolve("b.txt"))).isNull();

            assertThat(isLockedForOtherProcesses()).isTrue();
        }
        PartFiles.tryOpen(directory.resolve("b.txt")).close();
        assertThat(directory).isEmptyDirectory();
    }

    private boolean isLockedForOtherProcesses() throws Exception {
        return !Locker.end(Locker.start(path));
    }

    private FileChannel make() throws IOException {
        return FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private FileChannel openLeftOver() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private PartFile open() throws IOException {
        PartFile part = PartFiles.tryOpen(target);
        if (part == null) {
            throw new AssertionError("in use: " + target);
        }
        return part;
    }

    private static void write(PartFile part, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        part.write(ByteBuffer.wrap(bytes), 0);
    }
}
