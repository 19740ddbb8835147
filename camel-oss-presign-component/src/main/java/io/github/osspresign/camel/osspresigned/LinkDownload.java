package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.AlreadySeen;
import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.DownloadResult;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.download.ExistingFile;
import io.github.osspresign.download.ObjectGate;
import io.github.osspresign.download.ProgressListener;
import io.github.osspresign.download.Verified;
import io.github.osspresign.link.PresignedLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
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

    /**
     * Downloads the link and makes the file the body of the exchange.
     *
     * @return whether there is one; {@code false} where the object has been through the route before
     */
    boolean download(Exchange exchange, PresignedLink link) throws IOException {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : fileName.evaluate(exchange, String.class);
        OssPresignedConfiguration options = endpoint.getConfiguration();
        ProgressListener listener = options.getProgressListener();
        IdempotentDownloads idempotent = endpoint.idempotent();
        IdempotentEntry entry = idempotent == null ? null : idempotent.entry(exchange);
        DownloadRequest request = DownloadRequest.builder(link, directory)
                .fileName(name)
                .fileExist(options.getFileExist())
                .progress(listener == null ? ProgressListener.NONE : listener)
                .refresher(endpoint.refresher())
                .gate(entry == null ? ObjectGate.OPEN : entry)
                .build();
        boolean admitted = false;
        try {
            DownloadResult result = endpoint.downloader().download(request);
            admitted = write(exchange, result);
            if (admitted && entry != null) {
                exchange.getExchangeExtension().addOnCompletion(entry);
            }
        } finally {
            if (!admitted && entry != null) {
                entry.release();
            }
        }
        return admitted;
    }

    /** Whether there is a file to go on with. */
    private boolean write(Exchange exchange, DownloadResult result) throws IOException {
        Message message = exchange.getMessage();
        if (result instanceof AlreadySeen) {
            exchange.setProperty(ExchangePropertyKey.DUPLICATE_MESSAGE, true);
            writeNothing(message);
            return false;
        }
        exchange.removeProperty(ExchangePropertyKey.DUPLICATE_MESSAGE);
        if (result instanceof Downloaded downloaded) {
            writeFile(message, downloaded.file());
            writeObject(message, downloaded);
        } else if (result instanceof ExistingFile existing) {
            writeFile(message, existing.file());
            writeExisting(message, existing.file());
        }
        return true;
    }

    /** There is no file; what the message says of another one must not be taken for it. */
    private static void writeNothing(Message message) {
        message.setBody(null);
        message.removeHeader(OssPresignedConstants.CONTENT_TYPE);
        message.removeHeaders("CamelOssPresigned*");
        message.removeHeaders("CamelFile*");
    }

    private void writeFile(Message message, Path file) throws IOException {
        message.setBody(file.toFile());
        message.setHeader(OssPresignedConstants.FILE_NAME, relative(file));
        message.setHeader(OssPresignedConstants.FILE_NAME_ONLY, String.valueOf(file.getFileName()));
        message.setHeader(OssPresignedConstants.FILE_PATH, file.toString());
        message.setHeader(OssPresignedConstants.FILE_LENGTH, Files.size(file));
        // One that a source such as ftp: has left would make a file: endpoint move that file instead of ours.
        boolean localWorkPath = endpoint.getConfiguration().isLocalWorkPath();
        set(message, OssPresignedConstants.FILE_LOCAL_WORK_PATH, localWorkPath ? file.toString() : null);
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
