package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.WatchedDownload;
import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.DownloadResult;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.download.Verified;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** One link of an exchange on its way to a file: expression to name, engine's result to headers. */
final class LinkDownload {

    private final OssPresignedEndpoint endpoint;
    private final Path directory;
    private final @Nullable Expression fileName;

    LinkDownload(OssPresignedEndpoint endpoint, Path directory, @Nullable Expression fileName) {
        this.endpoint = endpoint;
        this.directory = directory;
        this.fileName = fileName;
    }

    /** Downloads the link and makes the file the body of the exchange. */
    void download(Exchange exchange, PresignedLink link) throws IOException {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : fileName.evaluate(exchange, String.class);
        OssPresignedConfiguration options = endpoint.getConfiguration();
        WatchedDownload watched = endpoint.monitor().start(link, exchange);
        DownloadRequest request = DownloadRequest.builder(link, directory)
                .fileName(name)
                .fileExist(options.getFileExist())
                .progress(watched)
                .refresher(endpoint.refresher())
                .build();
        write(exchange.getMessage(), result(watched, request));
    }

    private DownloadResult result(WatchedDownload watched, DownloadRequest request) throws IOException {
        try {
            DownloadResult result = endpoint.downloader().download(request);
            watched.ended(result);
            return result;
        } catch (IOException | RuntimeException | Error e) {
            watched.failed(e);
            throw e;
        }
    }

    private void write(Message message, DownloadResult result) throws IOException {
        Path file = result.file();
        message.setBody(file.toFile());
        message.setHeader(OssPresignedConstants.FILE_NAME, relative(file));
        message.setHeader(OssPresignedConstants.FILE_NAME_ONLY, String.valueOf(file.getFileName()));
        message.setHeader(OssPresignedConstants.FILE_PATH, file.toString());
        message.setHeader(OssPresignedConstants.FILE_LENGTH, Files.size(file));
        // One that a source such as ftp: has left would make a file: endpoint move that file instead of ours.
        boolean localWorkPath = endpoint.getConfiguration().isLocalWorkPath();
        set(message, OssPresignedConstants.FILE_LOCAL_WORK_PATH, localWorkPath ? file.toString() : null);
        if (result instanceof Downloaded downloaded) {
            writeObject(message, downloaded);
        } else {
            writeExisting(message, file);
        }
    }

    /** Nothing is known of how the file relates to the object, and an earlier download must not seem to say so. */
    private static void writeExisting(Message message, Path file) throws IOException {
        message.removeHeader(OssPresignedConstants.CONTENT_TYPE);
        message.removeHeaders("CamelOssPresigned*");
        message.setHeader(
                OssPresignedConstants.FILE_LAST_MODIFIED,
                Files.getLastModifiedTime(file).toMillis());
        message.setHeader(OssPresignedConstants.VERIFIED, Verified.none.name());
    }

    private static void writeObject(Message message, Downloaded object) {
        Instant lastModified = object.lastModified();
        set(
                message,
                OssPresignedConstants.FILE_LAST_MODIFIED,
                lastModified == null ? null : lastModified.toEpochMilli());
        set(message, OssPresignedConstants.CONTENT_TYPE, object.contentType());
        set(message, OssPresignedConstants.ETAG, object.etag());
        set(message, OssPresignedConstants.CRC64, object.crc64());
        set(message, OssPresignedConstants.VERSION_ID, object.versionId());
        set(message, OssPresignedConstants.REQUEST_ID, object.requestId());
        message.setHeader(OssPresignedConstants.METADATA, object.metadata());
        message.setHeader(OssPresignedConstants.VERIFIED, object.verified().name());
        message.setHeader(OssPresignedConstants.ATTEMPTS, object.attempts());
        message.setHeader(OssPresignedConstants.RESUMED_BYTES, object.resumedBytes());
        message.setHeader(OssPresignedConstants.DURATION, object.duration());
    }

    private String relative(Path file) {
        return directory.toAbsolutePath().relativize(file.toAbsolutePath()).toString();
    }

    /** What the source message said of itself is not true of the file. */
    private static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
