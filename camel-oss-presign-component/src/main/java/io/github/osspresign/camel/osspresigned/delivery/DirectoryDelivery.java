// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.message.TextValue;
import io.github.osspresign.camel.options.SimpleExpression;
import io.github.osspresign.camel.osspresigned.message.ResultHeaders;
import io.github.osspresign.camel.osspresigned.monitor.MonitoredTransfer;
import io.github.osspresign.error.text.FileNameEncoding;
import io.github.osspresign.error.text.Quoted;
import io.github.osspresign.transfer.TransferClient;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.FileExist;
import io.github.osspresign.transfer.model.ObjectRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/**
 * Downloads an object to a file in a directory. The file becomes the body.
 *
 * @param directory directory that no message can change; all files are stored below it
 * @param folder folder below the directory, evaluated for each link, or {@code null}
 */
public record DirectoryDelivery(Path directory, @Nullable Expression folder, FileExist fileExist) implements Delivery {

    /**
     * Creates the delivery for the directory of an endpoint URI, which may contain expressions below its first folder.
     *
     * @throws IllegalArgumentException if it is blank, is a URL, begins with an expression, or cannot be a path
     */
    public static DirectoryDelivery of(String directory, CamelContext context, FileExist fileExist) {
        if (directory.isBlank()) {
            throw new IllegalArgumentException(
                    "directory: must be a path, or empty for temporary files, as in osspresigned:?streaming=false, was "
                            + Quoted.of(directory));
        }
        if (isUrl(directory)) {
            throw new IllegalArgumentException("directory: must be a path, was a URL; pass a link in the header "
                    + OssPresignedConstants.LINK + " instead");
        }
        int expression = SimpleExpression.indexIn(directory);
        if (expression < 0) {
            return new DirectoryDelivery(path(directory), null, fileExist);
        }
        int slash = directory.lastIndexOf('/', expression);
        if (slash <= 0) {
            throw new IllegalArgumentException(
                    "directory: must begin with a folder without expression, such as inbox/${header.customer}, was "
                            + Quoted.of(directory) + "; if the expression is the link, pass it in the header "
                            + OssPresignedConstants.LINK + " instead");
        }
        Path fixed = path(directory.substring(0, slash));
        Expression folder = SimpleExpression.of(directory.substring(slash + 1), context);
        return new DirectoryDelivery(fixed, folder, fileExist);
    }

    private static Path path(String directory) {
        try {
            return Path.of(directory);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    "directory " + Quoted.of(directory) + " " + FileNameEncoding.problem(e), e);
        }
    }

    @Override
    public DownloadResult deliver(
            TransferClient client,
            Exchange exchange,
            ObjectRequest object,
            MonitoredTransfer monitored,
            Cancellation cancellation)
            throws IOException {
        DownloadRequest download = DownloadRequest.builder(object, directory)
                .folder(folder(exchange))
                .fileExist(fileExist)
                .build();
        DownloadResult result = client.download(download, cancellation);
        while (result instanceof ExistingFile existing && !placeExisting(exchange, existing.file())) {
            // Another program has taken the file away since, so its name is free.
            result = client.download(download, cancellation);
        }
        if (result instanceof Downloaded downloaded) {
            // Another program may have taken the file away already, so the file is not examined again.
            place(exchange, downloaded.file(), downloaded.length()).downloaded(downloaded);
        }
        return result;
    }

    private @Nullable String folder(Exchange exchange) {
        String value = folder == null ? null : TextValue.orNull("directory", folder.evaluate(exchange, Object.class));
        if (folder != null && (value == null || value.isBlank())) {
            throw new IllegalArgumentException("directory: expression must return a folder for each link, was empty");
        }
        if (value != null && isUrl(value)) {
            throw new IllegalArgumentException(
                    "directory: expression must return a folder, was a URL; pass a link in the header "
                            + OssPresignedConstants.LINK + " instead");
        }
        return value;
    }

    /** Returns whether a text is a URL, also with a single slash, to which Camel may normalize it. */
    public static boolean isUrl(String text) {
        String start = text.strip().toLowerCase(Locale.ROOT);
        return start.matches("https?:/.*");
    }

    /** Makes an existing file the body, and returns whether it still exists. */
    private boolean placeExisting(Exchange exchange, Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            place(exchange, file, attributes.size()).existing(attributes.lastModifiedTime());
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private ResultHeaders place(Exchange exchange, Path file, long length) {
        ResultHeaders headers = new ResultHeaders(exchange.getMessage());
        headers.name(
                directory.toAbsolutePath().relativize(file.toAbsolutePath()).toString());
        headers.path(file);
        headers.length(length);
        exchange.getMessage().setBody(file.toFile());
        return headers;
    }
}
