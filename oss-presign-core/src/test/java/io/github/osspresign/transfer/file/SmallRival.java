// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.RivalWriter.Content;
import io.github.osspresign.transfer.model.FileExist;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Publishes small and a few larger objects under one name for a while, in a separate process, and checks every file
 * that it has published.
 */
final class SmallRival {

    private final char letter;
    private final Path directory;
    private final FileExist fileExist;
    private final Random random;
    private int turns;
    private int published;
    private int taken;

    private SmallRival(char letter, Path directory, FileExist fileExist, long seed) {
        this.letter = letter;
        this.directory = directory;
        this.fileExist = fileExist;
        this.random = new Random(seed);
    }

    /** Letter, directory, seed, seconds, what to do with an existing file, whether there are hard links. */
    public static void main(String[] args) throws IOException {
        Path real = Path.of(args[1]);
        Path directory = Boolean.parseBoolean(args[5]) ? real : WatchedFileSystem.withoutLinks(real);
        SmallRival rival =
                new SmallRival(args[0].charAt(0), directory, FileExist.valueOf(args[4]), Long.parseLong(args[2]));
        System.out.println("ready");
        System.in.readAllBytes();
        long end = System.nanoTime() + Long.parseLong(args[3]) * 1_000_000_000;
        long limit = end + RivalWriter.LONGER_NANOS;
        while (System.nanoTime() < (rival.published == 0 ? limit : end)) {
            try {
                rival.turn();
            } catch (PlainFailure e) {
                rival.requireTaken(e);
            }
        }
        System.out.println(
                "right " + rival.turns + " opened, " + rival.published + " published, " + rival.taken + " times taken");
    }

    private void turn() throws IOException {
        TargetFile target = new SafeDirectory(directory).target(null, "name", null, fileExist);
        if (exists(target)) {
            taken++;
            return;
        }
        try (ReservedTarget reserved = target.reserve()) {
            if (reserved == null) {
                throw new IllegalStateException("reserved by nobody");
            }
            turns++;
            int length = random.nextInt(20_000) + (random.nextInt(8) == 0 ? MemoryPart.LONGEST : 64);
            Content content = new Content(letter, turns, length);
            reserved.empty();
            PartialObject part = reserved.open(length);
            write(part, content.bytes());
            Path file = random.nextInt(8) == 0 ? null : published(reserved);
            if (file == null) {
                taken++;
            } else {
                published++;
                check(file, content);
            }
        }
    }

    private boolean exists(TargetFile target) throws IOException {
        try {
            return target.existing() != null;
        } catch (NoSuchFileException e) {
            return requireIgnored(e);
        }
    }

    private @Nullable Path published(ReservedTarget reserved) throws IOException {
        try {
            return reserved.publish();
        } catch (NoSuchFileException e) {
            requireIgnored(e);
            return null;
        }
    }

    /** The other process may delete its file between two looks at it. */
    private boolean requireIgnored(NoSuchFileException e) throws IOException {
        if (fileExist != FileExist.Ignore || !e.getFile().endsWith("/name")) {
            throw e;
        }
        return true;
    }

    private void requireTaken(PlainFailure e) throws IOException {
        if (!e.getMessage().matches("file '.*exists already.*|existing name .*|part file is in use .*")) {
            throw e;
        }
        taken++;
    }

    private void write(PartialObject part, byte[] bytes) throws IOException {
        int half = bytes.length / 2;
        part.write(ByteBuffer.wrap(bytes, 0, half), 0);
        part.write(ByteBuffer.wrap(bytes, half, bytes.length - half), half);
    }

    /** Only Override replaces a file; otherwise it is that of this process until it deletes it. */
    private void check(Path file, Content content) throws IOException {
        Content found = Content.of(Files.readAllBytes(file));
        if (fileExist != FileExist.Override) {
            if (!found.equals(content)) {
                throw new IllegalStateException(content + " was published as " + found);
            }
            Files.delete(file);
        }
    }
}
