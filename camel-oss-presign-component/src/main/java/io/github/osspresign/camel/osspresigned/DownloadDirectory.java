package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.osspresigned.delivery.DirectoryDelivery;
import io.github.osspresign.error.Quoted;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of an endpoint.
 *
 * @param fixed what no message has a say in; no file gets out of it
 * @param folder the folder below it as an expression of the Simple language, {@code null} for none
 */
record DownloadDirectory(Path fixed, @Nullable String folder) {

    static DownloadDirectory parse(String directory) {
        if (DirectoryDelivery.isUrl(directory)) {
            throw new IllegalArgumentException("directory: expected a path but was a URL; "
                    + "a link goes into the header " + OssPresignedConstants.LINK);
        }
        int expression = DynamicUris.start(directory);
        if (expression < 0) {
            return new DownloadDirectory(Path.of(directory), null);
        }
        int slash = directory.lastIndexOf('/', expression);
        if (slash <= 0) {
            throw new IllegalArgumentException(
                    "directory: expected to begin with a folder that no message chooses, inbox/${header.customer}, but was "
                            + Quoted.of(directory) + "; a link goes into the header " + OssPresignedConstants.LINK);
        }
        return new DownloadDirectory(Path.of(directory.substring(0, slash)), directory.substring(slash + 1));
    }
}
