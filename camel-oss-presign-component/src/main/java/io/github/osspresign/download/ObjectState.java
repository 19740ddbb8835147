package io.github.osspresign.download;

import java.time.Instant;
import java.util.Map;
import org.apache.hc.client5.http.utils.DateUtils;
import org.jspecify.annotations.Nullable;

/**
 * The state that an object had in an earlier download, so that a later one may be left out while it lasts.
 *
 * @param etag entity tag without quotes
 * @param lastModified when the object was last changed
 * @param crc64 CRC-64 of the object, unsigned decimal
 * @param length length of the object in bytes
 */
public record ObjectState(
        @Nullable String etag,
        @Nullable Instant lastModified,
        @Nullable String crc64,
        long length) {

    public ObjectState {
        etag = etag == null || etag.isEmpty() ? null : etag;
    }

    /** The state of the object that was downloaded. */
    public static ObjectState of(Downloaded object) {
        return new ObjectState(object.etag(), object.lastModified(), object.crc64(), object.length());
    }

    /** The state of the object that is being streamed. */
    public static ObjectState of(DownloadStream stream) {
        RemoteObject object = stream.object();
        return new ObjectState(object.etag(), object.lastModified(), object.crc64(), stream.length());
    }

    /** Asks for the object only where it has changed, by the best that is known of it. */
    void addCondition(Map<String, String> headers) {
        if (etag != null) {
            headers.put("If-None-Match", "\"" + etag + "\"");
        } else if (lastModified != null) {
            headers.put("If-Modified-Since", DateUtils.formatStandardDate(lastModified));
        }
    }

    /** Whether an answer that brings the object all the same is about the same state. A length alone says nothing. */
    boolean isStateOf(ObjectHeaders object) {
        if (etag != null && object.etag() != null) {
            return etag.equals(object.etag());
        }
        if (length != object.length()) {
            return false;
        }
        if (crc64 != null && object.crc64() != null) {
            return crc64.equals(object.crc64());
        }
        return lastModified != null && lastModified.equals(object.lastModified());
    }
}
