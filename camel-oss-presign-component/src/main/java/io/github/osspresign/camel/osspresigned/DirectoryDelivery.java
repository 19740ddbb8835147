package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.DownloadResult;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Makes the object a file of the directory, and the file the body. */
final class DirectoryDelivery implements Delivery {

    private final OssPresignedEndpoint endpoint;
    private final Path directory;

    DirectoryDelivery(OssPresignedEndpoint endpoint, Path directory) {
        this.endpoint = endpoint;
        this.directory = directory;
    }

    @Override
    public void deliver(Exchange exchange, PresignedLink link, @Nullable String fileName) throws IOException {
        OssPresignedConfiguration options = endpoint.getConfiguration();
        DownloadRequest request = DownloadRequest.builder(link, directory)
                .fileName(fileName)
                .fileExist(options.getFileExist())
                .progress(endpoint.progress())
                .refresher(endpoint.refresher())
                .build();
        DownloadResult result = endpoint.downloader().download(request);
        Path file = result.file();
        OutHeaders headers = new OutHeaders(exchange.getMessage());
        headers.name(directory.toAbsolutePath().relativize(file.toAbsolutePath()));
        headers.place(file, options.isLocalWorkPath());
        headers.length(Files.size(file));
        if (result instanceof Downloaded downloaded) {
            headers.downloaded(downloaded);
        } else {
            headers.existing(Files.getLastModifiedTime(file));
        }
        exchange.getMessage().setBody(file.toFile());
    }
}
