package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.DownloadResult;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.download.ExistingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;

/** Makes the object a file of the directory, and the file the body. */
final class DirectoryDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;
    private final Path directory;

    DirectoryDelivery(OssPresignedEndpoint endpoint, Path directory) {
        this.endpoint = endpoint;
        this.directory = directory;
    }

    @Override
    public DownloadResult deliver(Exchange exchange, WantedObject wanted) throws IOException {
        OssPresignedConfiguration options = endpoint.getConfiguration();
        DownloadRequest request = DownloadRequest.builder(wanted.link(), directory)
                .fileName(wanted.fileName())
                .fileExist(options.getFileExist())
                .progress(wanted.watched())
                .refresher(wanted.refresher())
                .gate(wanted.gate())
                .unless(wanted.unless())
                .build();
        DownloadResult result = endpoint.downloader().download(request);
        if (result instanceof Downloaded downloaded) {
            place(exchange, downloaded.file()).downloaded(downloaded);
        } else if (result instanceof ExistingFile existing) {
            place(exchange, existing.file()).existing(Files.getLastModifiedTime(existing.file()));
        }
        return result;
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
