package io.github.osspresign.camel.osspresigned.delivery;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.RemoteObject;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** The headers of a message that gets an object as its body; what its source said of itself is not true of the object. */
public record ResultHeaders(Message message) {

    private static final MetadataFilter METADATA = new MetadataFilter();

    /**
     * What a message says of another file, that of its source, goes; the name by which it was consumed stays true.
     *
     * @param file below the directory
     */
    void name(Path file) {
        message.removeHeaders("CamelFile*", Exchange.FILE_NAME_CONSUMED);
        set(OssPresignedConstants.FILE_NAME, file.toString());
        set(OssPresignedConstants.FILE_NAME_ONLY, String.valueOf(file.getFileName()));
    }

    /** @param localWorkPath whether a {@code file:} endpoint may take the file away */
    void place(Path file, boolean localWorkPath) {
        set(OssPresignedConstants.FILE_PATH, file.toString());
        set(OssPresignedConstants.FILE_LOCAL_WORK_PATH, localWorkPath ? file.toString() : null);
    }

    /** @param length in bytes, -1 where it is not known */
    void length(long length) {
        set(OssPresignedConstants.FILE_LENGTH, length < 0 ? null : length);
    }

    /** Nothing is known of how the file relates to the object, and an earlier download must not seem to say so. */
    void existing(FileTime lastModified) {
        set(OssPresignedConstants.CONTENT_TYPE, null);
        message.removeHeaders("CamelOssPresigned*");
        set(OssPresignedConstants.FILE_LAST_MODIFIED, lastModified.toMillis());
        set(OssPresignedConstants.VERIFIED, VerifiedBy.none.name());
    }

    /** There is no object; what the message says of another one must not be taken for it. */
    public void none() {
        set(OssPresignedConstants.CONTENT_TYPE, null);
        message.removeHeaders("CamelOssPresigned*");
        message.removeHeaders("CamelFile*");
    }

    void downloaded(Downloaded file) {
        object(file);
        set(OssPresignedConstants.VERIFIED, file.verified().name());
        set(OssPresignedConstants.ATTEMPTS, file.attempts());
        set(OssPresignedConstants.RESUMED_BYTES, file.resumedBytes());
        set(OssPresignedConstants.DURATION, file.duration());
    }

    /** How long it takes is not known yet. */
    void streamed(DownloadStream stream) {
        object(stream.object());
        set(OssPresignedConstants.VERIFIED, stream.verifiedBy().name());
        set(OssPresignedConstants.ATTEMPTS, stream.attempts());
        set(OssPresignedConstants.RESUMED_BYTES, 0L);
        set(OssPresignedConstants.DURATION, null);
    }

    private void object(RemoteObject object) {
        Instant lastModified = object.lastModified();
        set(OssPresignedConstants.FILE_LAST_MODIFIED, lastModified == null ? null : lastModified.toEpochMilli());
        set(OssPresignedConstants.CONTENT_TYPE, object.contentType());
        set(OssPresignedConstants.ETAG, object.etag());
        set(OssPresignedConstants.CRC64, object.crc64());
        set(OssPresignedConstants.VERSION_ID, object.versionId());
        set(OssPresignedConstants.REQUEST_ID, object.requestId());
        set(
                OssPresignedConstants.METADATA,
                METADATA.admitted(object.metadata(), Objects.requireNonNull(message.getExchange())));
    }

    private void set(String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
