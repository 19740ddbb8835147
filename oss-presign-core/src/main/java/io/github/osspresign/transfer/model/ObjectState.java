package io.github.osspresign.transfer.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of an object in an earlier download, to skip a later download while the object is unchanged.
 *
 * @param etag entity tag without quotes
 * @param lastModified time of the last change
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

    /** Returns the state of an object. */
    public static ObjectState of(RemoteObject object) {
        return new ObjectState(object.etag(), object.lastModified(), object.crc64(), object.length());
    }

    /** Returns whether an object is in this state. Equal lengths alone are not sufficient. */
    public boolean isStateOf(RemoteObject object) {
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
