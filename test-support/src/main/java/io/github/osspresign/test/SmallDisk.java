// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.test;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file system of a few MiB that can be full. Without the right to mount one, the test that wants it is skipped. */
public final class SmallDisk implements AutoCloseable {

    private static final int PAGE = 4096;

    private final Path path;
    private final List<Path> fillers = new ArrayList<>();

    private SmallDisk(Path path) {
        this.path = path;
    }

    /** Mounts one of those options of tmpfs, such as {@code size=8m} or {@code nr_inodes=20}. */
    public static SmallDisk mount(Path path, String options) throws IOException {
        Files.createDirectories(path);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString()), "tmpfs can be mounted");
        return new SmallDisk(path);
    }

    public Path path() {
        return path;
    }

    /** Takes all free space but so many pages of 4 KiB. */
    public void fill(int pagesLeft) throws IOException {
        long room = Files.getFileStore(path).getUsableSpace() - (long) pagesLeft * PAGE;
        Path filler = path.resolve("filler-" + fillers.size());
        fillers.add(filler);
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] page = new byte[PAGE];
            for (long written = 0; written < room; written += PAGE) {
                out.write(page);
            }
        }
    }

    /** Takes all the files that may be made. */
    public void fillWithFiles() throws IOException {
        for (int i = 0; ; i++) {
            Path filler = path.resolve("filler-" + i);
            try {
                fillers.add(Files.createFile(filler));
            } catch (IOException e) {
                return;
            }
        }
    }

    /** Gives back what was taken. */
    public void makeRoom() throws IOException {
        for (Path filler : fillers) {
            Files.delete(filler);
        }
        fillers.clear();
    }

    /** Such as {@code size=30m}. */
    public void resize(String options) throws IOException {
        if (!run("mount", "-o", "remount," + options, path.toString())) {
            throw new IOException("the disk cannot be made another size");
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        // What is being closed just now may still hold a file of it.
        if (!run("umount", "--lazy", path.toString())) {
            throw new IOException("the disk cannot be taken away");
        }
    }
}
