// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.benchmarks.download;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of files that are made to be compared. */
final class Folders {

    private static final int MANY = 100;

    private Folders() {}

    /**
     * Leaves an empty folder. Many files on a disk are put aside until the end of the suite, because ext4 creates files at
     * half its speed for minutes after many others were deleted.
     */
    static void empty(Path folder) throws IOException {
        List<Path> inside;
        try (Stream<Path> found = Files.list(folder)) {
            inside = found.toList();
        }
        if (inside.size() > MANY && !Files.getFileStore(folder).type().equals("tmpfs")) {
            Path aside = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "aside");
            Files.move(folder, aside.resolve(folder.getFileName()));
            Files.createDirectory(folder);
            return;
        }
        for (Path path : inside) {
            delete(path);
        }
    }

    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> inside;
        try (Stream<Path> found = Files.walk(folder)) {
            inside = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : inside) {
            Files.delete(path);
        }
    }

    /** @throws IllegalStateException where the files are not the same, byte for byte, under the same names */
    static void requireSame(Path expected, Path actual, String who) throws IOException {
        List<String> names = names(expected);
        if (!names.equals(names(actual))) {
            throw new IllegalStateException(
                    who + ": names of the files in " + actual + " must be those in " + expected);
        }
        for (String name : names) {
            long at = Files.mismatch(expected.resolve(name), actual.resolve(name));
            if (at >= 0) {
                throw new IllegalStateException(who + ": " + name + " differs from the object from byte " + at + " on");
            }
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
