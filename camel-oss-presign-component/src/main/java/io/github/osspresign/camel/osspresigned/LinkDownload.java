package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.download.DownloadRequest;
import io.github.osspresign.download.DownloadResult;
import io.github.osspresign.download.Downloaded;
import io.github.osspresign.download.ExistingFile;
import io.github.osspresign.download.LinkRefresher;
import io.github.osspresign.download.ObjectState;
import io.github.osspresign.download.ProgressListener;
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
        write(exchange.getMessage(), run(request(exchange, link).build()));
    }

    /**
     * The same, unless the object is still in that state.
     *
     * @param refresher gets a fresh link where this one has ended
     */
    DownloadResult downloadUnless(
            Exchange exchange, PresignedLink link, @Nullable ObjectState state, @Nullable LinkRefresher refresher)
            throws IOException {
        DownloadResult result =
                run(request(exchange, link).unless(state).refresher(refresher).build());
        write(exchange.getMessage(), result);
        return result;
    }

    private DownloadResult run(DownloadRequest request) throws IOException {
        return endpoint.downloader().download(request);
    }

    private DownloadRequest.Builder request(Exchange exchange, PresignedLink link) {
        exchange.getMessage().setHeader(OssPresignedConstants.URL_MASKED, link.maskedUrl());
        String name = fileName == null ? null : fileName.evaluate(exchange, String.class);
        OssPresignedConfiguration options = endpoint.getConfiguration();
        ProgressListener listener = options.getProgressListener();
        return DownloadRequest.builder(link, directory)
                .fileName(name)
                .fileExist(options.getFileExist())
                .progress(listener == null ? ProgressListener.NONE : listener)
                .refresher(endpoint.refresher());
    }

    private void write(Message message, DownloadResult result) throws IOException {
        if (result instanceof Downloaded object) {
            writeFile(message, object.file());
            writeObject(message, object);
        } else if (result instanceof ExistingFile existing) {
            writeFile(message, existing.file());
            writeExisting(message, existing.file());
        }
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
