// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * Deletes the complete files of small objects that killed processes have left under their own names. Looks into each
 * directory once.
 */
public final class AbandonedFiles {

    /*
     * Such a file is renamed right after it was created, so an old one is abandoned. If it is in use all the same, for
     * example by a process that was suspended, its rename fails and the download is repeated: nothing is lost.
     */

    /** Age from which a file is abandoned. */
    private static final Duration AGE = Duration.ofHours(1);

    private static final int MOST_DIRECTORIES = 1000;

    /** Directories that were looked into. All are forgotten when there are too many. */
    private final Set<Path> known = ConcurrentHashMap.newKeySet();

    /** Deletes the abandoned files of a directory in the background if this is its first use. */
    public void deleteAtFirstUse(Path directory, Instant now, Executor background) {
        if (known.add(directory)) {
            if (known.size() > MOST_DIRECTORIES) {
                known.clear();
            }
            background.execute(() -> delete(directory, now.minus(AGE)));
        }
    }

    private static void delete(Path directory, Instant end) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(
                directory, file -> UniqueFile.isNameOfOne(file.getFileName().toString()))) {
            for (Path file : files) {
                deleteIfOlder(file, end);
            }
        } catch (IOException | RuntimeException e) {
            // The next process tries again.
            return;
        }
    }

    private static void deleteIfOlder(Path file, Instant end) throws IOException {
        BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (found.isRegularFile() && found.lastModifiedTime().toInstant().isBefore(end)) {
            Files.deleteIfExists(file);
        }
    }
}
