package io.github.osspresign.transfer.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many bytes can still be written to the file system that a directory is on. */
@FunctionalInterface
public interface FreeSpace {

    FreeSpace OF_THE_SYSTEM = directory -> Files.getFileStore(directory).getUsableSpace();

    long bytes(Path directory) throws IOException;
}
