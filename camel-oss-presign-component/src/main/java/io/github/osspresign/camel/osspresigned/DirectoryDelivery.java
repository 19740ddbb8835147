package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.TextValue;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.jspecify.annotations.Nullable;

/** Makes the object a file of the directory, and the file the body. */
final class DirectoryDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;
    private final Path directory;
    private final @Nullable Expression folder;

    /** @param folder below the directory, {@code null} for none */
    DirectoryDelivery(OssPresignedEndpoint endpoint, Path directory, @Nullable Expression folder) {
        this.endpoint = endpoint;
        this.directory = directory;
        this.folder = folder;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, WantedObject wanted) throws IOException {
        OssPresignedConfiguration options = endpoint.getConfiguration();
        DownloadRequest request = DownloadRequest.builder(wanted.link(), directory)
                .folder(folder(exchange))
                .fileName(wanted.fileName())
                .fileExist(options.getFileExist())
                .progress(wanted.watched())
                .refresher(wanted.refresher())
                .gate(wanted.gate())
                .unless(wanted.unless())
                .build();
        DownloadResult result = endpoint.downloader().download(request, wanted.cancellation());
        if (result instanceof Downloaded downloaded) {
            place(exchange, downloaded.file()).downloaded(downloaded);
        } else if (result instanceof ExistingFile existing) {
            place(exchange, existing.file()).existing(Files.getLastModifiedTime(existing.file()));
        }
        return result;
    }

    private @Nullable String folder(Exchange exchange) {
        String value = folder == null ? null : TextValue.orNull("directory", folder.evaluate(exchange, Object.class));
        if (folder != null && (value == null || value.isBlank())) {
            throw new IllegalArgumentException("directory: expected a folder for each link but it was empty");
        }
        if (value != null && DownloadDirectory.isUrl(value)) {
            throw new IllegalArgumentException(
                    "directory: expected a folder but was a URL; a link goes into the header "
                            + OssPresignedConstants.LINK);
        }
        return value;
    }

    private OutHeaders place(Exchange exchange, Path file) throws IOException {
        OutHeaders headers = new OutHeaders(exchange.getMessage());
        headers.name(directory.toAbsolutePath().relativize(file.toAbsolutePath()));
        headers.place(file, endpoint.getConfiguration().isLocalWorkPath());
        headers.length(Files.size(file));
        exchange.getMessage().setBody(file.toFile());
        return headers;
    }
}
