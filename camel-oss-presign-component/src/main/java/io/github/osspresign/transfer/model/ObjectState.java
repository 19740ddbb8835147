package io.github.osspresign.transfer.model;

import java.time.Instant;
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

    /** Whether an answer that brings the object all the same is about the same state. A length alone says nothing. */
    public boolean isStateOf(RemoteObject object, long objectLength) {
        if (etag != null && object.etag() != null) {
            return etag.equals(object.etag());
        }
        if (length != objectLength) {
            return false;
        }
        if (crc64 != null && object.crc64() != null) {
            return crc64.equals(object.crc64());
        }
        return lastModified != null && lastModified.equals(object.lastModified());
    }
}
