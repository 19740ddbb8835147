// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.http.ObjectHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Object of a multipart upload that is completed, by this upload or another one with the same plan.
 *
 * @param link link to look at the object, {@code null} if the plan has none
 */
record FinishedObject(PlanRequests requests, @Nullable PresignedLink link) {

    /** Computes the CRC-64 of the bytes to upload. */
    interface Checksum {
        /** Returns it in unsigned decimal. */
        String value() throws OssPresignException;
    }

    /**
     * Returns the object if it has exactly the bytes of this upload.
     *
     * @param size size of the bytes
     * @param checksum computed only if the size of the object is the same
     * @param ended response that says that the upload has ended, or that the object exists
     * @param earlier failure of the completion of this upload that may have stored the object, {@code null} if none has
     * @throws OssPresignException if the object is another one, or that cannot be found out
     */
    ObjectHeaders confirm(
            long size, Checksum checksum, OssPresignException ended, @Nullable OssPresignException earlier)
            throws OssPresignException {
        if (link == null) {
            throw UploadOutcomeUnknownException.ofParts("the plan has no link to look at the object", ended, earlier);
        }
        ObjectHeaders object;
        try {
            object = requests.object(link);
        } catch (ObjectNotFoundException e) {
            throw requests.failures()
                    .failed("upload has ended without an object: it was aborted, or its object was"
                            + " deleted; request a new plan");
        } catch (OssPresignException e) {
            throw UploadOutcomeUnknownException.ofParts(
                    "the object cannot be looked at", e, earlier == null ? ended : earlier);
        }
        if (isOther(object, size, checksum)) {
            throw requests.failures()
                    .failed("upload has ended, and the object has other bytes than this upload;"
                            + " request a new plan");
        }
        if (!hasChecksum(object)) {
            throw UploadOutcomeUnknownException.ofParts("the object has no CRC-64", ended, earlier);
        }
        return object.withLength(size);
    }

    /**
     * Returns the object after a response that confirms it without a CRC-64.
     *
     * @return the object, which has exactly the bytes of this upload; {@code null} if that cannot be found out
     * @throws OssPresignException if it is another one, or there is none; retryable
     */
    @Nullable ObjectHeaders find(long size, Checksum checksum) throws OssPresignException {
        ObjectHeaders object = null;
        boolean missing = false;
        try {
            object = link == null ? null : requests.object(link);
        } catch (ObjectNotFoundException e) {
            missing = true;
        } catch (OssPresignException e) {
            return null;
        }
        if (missing || (object != null && isOther(object, size, checksum))) {
            throw requests.failures()
                    .failed("service confirmed the upload, but has no object with its bytes", true, null);
        }
        return object != null && hasChecksum(object) ? object.withLength(size) : null;
    }

    private static boolean isOther(ObjectHeaders object, long size, Checksum checksum) throws OssPresignException {
        boolean otherSize = object.length() >= 0 && object.length() != size;
        return otherSize || (hasChecksum(object) && !checksum.value().equals(Crc64.canonical(object.crc64())));
    }

    private static boolean hasChecksum(ObjectHeaders object) {
        return Crc64.canonical(object.crc64()) != null;
    }
}
