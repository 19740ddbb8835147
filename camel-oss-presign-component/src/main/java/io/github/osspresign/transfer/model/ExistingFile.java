package io.github.osspresign.transfer.model;

import java.nio.file.Path;

/**
 * A file that was there already and was left alone ({@link FileExist#Ignore}); nothing is known of how it relates to
 * the object.
 *
 * @param file the file
 */
public record ExistingFile(Path file) implements DownloadResult {}
