// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.options.SimpleExpression;
import io.github.osspresign.error.FileNameEncoding;
import io.github.osspresign.error.Quoted;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Directory of an endpoint.
 *
 * @param fixed part that no message can change; all files are stored below it
 * @param folder expression of the Simple language for the folder below it, or {@code null}
 */
public record DownloadDirectory(Path fixed, @Nullable String folder) {

    /**
     * Parses the directory of an endpoint URI.
     *
     * @throws IllegalArgumentException if it is blank, is a URL, begins with an expression, or cannot be a path
     */
    public static DownloadDirectory parse(String directory) {
        if (!directory.isEmpty() && directory.isBlank()) {
            throw new IllegalArgumentException(
                    "directory: must be a path, or empty for temporary files, as in osspresigned:?streaming=false, was "
                            + Quoted.of(directory));
        }
        if (DirectoryDelivery.isUrl(directory)) {
            throw new IllegalArgumentException("directory: must be a path, was a URL; pass a link in the header "
                    + OssPresignedConstants.LINK + " instead");
        }
        int expression = SimpleExpression.indexIn(directory);
        if (expression < 0) {
            return new DownloadDirectory(path(directory), null);
        }
        int slash = directory.lastIndexOf('/', expression);
        if (slash <= 0) {
            throw new IllegalArgumentException(
                    "directory: must begin with a folder without expression, such as inbox/${header.customer}, was "
                            + Quoted.of(directory) + "; if the expression is the link, pass it in the header "
                            + OssPresignedConstants.LINK + " instead");
        }
        return new DownloadDirectory(path(directory.substring(0, slash)), directory.substring(slash + 1));
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "directory " + Quoted.of(directory) + " " + FileNameEncoding.problem(e), e);
        }
    }
}
