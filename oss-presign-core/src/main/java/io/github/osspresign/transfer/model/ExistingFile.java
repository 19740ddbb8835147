package io.github.osspresign.transfer.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Result of a download that left an existing file alone ({@link FileExist#Ignore}). The content of the file is not
 * compared with the object.
 *
 * @param file the file
 * @param state state of the object, or {@code null} if the object was not requested
 */
public record ExistingFile(Path file, @Nullable ObjectState state) implements DownloadResult {}
