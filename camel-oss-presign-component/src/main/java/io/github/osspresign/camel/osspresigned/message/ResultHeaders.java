// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.message;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.oss.syntax.Digits;
import io.github.osspresign.oss.syntax.EntityTag;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.RemoteObject;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerifiedBy;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/** Sets the headers of a message that describe the object of a transfer, and removes those of another object. */
public record ResultHeaders(Message message) {

    private static final HeaderGroup RESULTS = new HeaderGroup(OssPresignedConstants.ALL_HEADERS);
    private static final int MAX_DIGITS = 18;
    private static final HeaderGroup FILE = new HeaderGroup("CamelFile*");

    /**
     * Sets the file name. Removes the headers of another file, except for the name under which the message was consumed.
     *
     * @param file path relative to the directory
     */
    public void name(String file) {
        FILE.removeFrom(message, Exchange.FILE_NAME_CONSUMED);
        set(OssPresignedConstants.FILE_NAME, file);
        set(OssPresignedConstants.FILE_NAME_ONLY, FileUtil.stripPath(file));
    }

    /** Sets the path. The path of another file, which a {@code file:} endpoint would move instead, has been removed with the name. */
    public void path(Path file) {
        set(OssPresignedConstants.FILE_PATH, file.toString());
    }

    /** Sets the length in bytes, or none for -1. */
    public void length(long length) {
        set(OssPresignedConstants.FILE_LENGTH, length < 0 ? null : length);
    }

    /** Sets the headers of an existing file, and removes those of an earlier download, which may have been another object. */
    public void existing(FileTime lastModified) {
        set(OssPresignedConstants.CONTENT_TYPE, null);
        RESULTS.removeFrom(message);
        set(OssPresignedConstants.FILE_LAST_MODIFIED, lastModified.toMillis());
        set(OssPresignedConstants.VERIFIED, VerifiedBy.none.name());
    }

    /** Removes the headers of an earlier object, because there is none now. */
    public void clear() {
        set(OssPresignedConstants.CONTENT_TYPE, null);
        RESULTS.removeFrom(message);
        FILE.removeFrom(message);
    }

    /** Sets the headers of a finished download. */
    public void downloaded(Downloaded file) {
        object(file.object());
        set(OssPresignedConstants.VERIFIED, file.verified().name());
        set(OssPresignedConstants.ATTEMPTS, file.attempts());
        set(OssPresignedConstants.RESUMED_BYTES, file.resumedBytes());
        set(OssPresignedConstants.DURATION, file.duration());
    }

    /** Sets the headers of an upload. Removes the link or plan, which a later step would otherwise use for a download. */
    public void uploaded(Uploaded uploaded, boolean inParts) {
        message.removeHeader(OssPresignedConstants.LINK);
        message.removeHeader(OssPresignedConstants.URL);
        message.removeHeader(OssPresignedConstants.UPLOAD);
        RESULTS.removeFrom(message);
        set(OssPresignedConstants.ETAG, uploaded.object().etag());
        set(OssPresignedConstants.CRC64, uploaded.object().crc64());
        set(OssPresignedConstants.VERSION_ID, uploaded.object().versionId());
        set(OssPresignedConstants.REQUEST_ID, uploaded.object().requestId());
        set(OssPresignedConstants.VERIFIED, uploaded.verified().name());
        set(OssPresignedConstants.ATTEMPTS, uploaded.attempts());
        set(OssPresignedConstants.RESUMED_BYTES, inParts ? uploaded.resumedBytes() : null);
        set(OssPresignedConstants.DURATION, uploaded.duration());
    }

    /** Sets the headers of an object from the fields of its callback. */
    public void calledBack(Map<String, String> fields) {
        clear();
        set(OssPresignedConstants.CALLBACK, fields);
        set(OssPresignedConstants.SOURCE_BUCKET_NAME, fields.get("bucket"));
        set(OssPresignedConstants.SOURCE_OBJECT_KEY, fields.get("object"));
        set(OssPresignedConstants.ETAG, EntityTag.withoutQuotes(fields.get("etag")));
        set(OssPresignedConstants.CRC64, Crc64.canonical(fields.get("crc64")));
        set(OssPresignedConstants.REQUEST_ID, fields.get("reqId"));
        String size = fields.getOrDefault("size", "");
        length(Digits.areAll(size, MAX_DIGITS) ? Long.parseLong(size) : -1);
    }

    /** Sets the headers of a stream. Its duration is not known yet. */
    public void streamed(DownloadStream stream) {
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
        set(OssPresignedConstants.METADATA, harmless(object.metadata()));
    }

    /** Returns user metadata without names that would be control headers of Camel if a route copied them to headers. */
    private static Map<String, String> harmless(Map<String, String> metadata) {
        Map<String, String> harmless = new LinkedHashMap<>(metadata);
        harmless.keySet().removeIf(name -> name.startsWith("camel") || name.startsWith("org.apache.camel"));
        return harmless;
    }

    private void set(String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
