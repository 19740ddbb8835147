// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.model;

import java.nio.file.Path;

/**
 * Result of a download that left an existing file alone ({@link FileExist#Ignore}). The content of the file is not
 * compared with the object.
 *
 * @param file the file
 */
public record ExistingFile(Path file) implements DownloadResult {}
