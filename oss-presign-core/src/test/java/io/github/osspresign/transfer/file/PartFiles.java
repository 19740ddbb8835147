// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Part files that tests open by the path of their target. */
public final class PartFiles {

    private PartFiles() {}

    /** Opens the part file of a target as a download does; returns {@code null} if another download has it or its name. */
    public static @Nullable PartFile tryOpen(Path target) throws IOException {
        Path directory = target.toAbsolutePath().resolveSibling("");
        return PartFile.tryOpen(
                target, TargetDirectory.of(directory, Files.readAttributes(directory, BasicFileAttributes.class)));
    }
}
