// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Source of the free disk space. */
@FunctionalInterface
public interface FreeSpace {

    /** Free space as the operating system reports it. */
    FreeSpace OF_THE_SYSTEM = directory -> Files.getFileStore(directory).getUsableSpace();

    /** Returns the number of bytes that can still be written to the file system of the directory. */
    long bytes(Path directory) throws IOException;
}
