package io.github.osspresign.transfer;

import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.http.ObjectHeaders;
import org.jspecify.annotations.Nullable;

/** Object of a multipart upload that has ended, by this upload or another one with the same plan. */
final class FinishedObject {

    private final PlanRequests requests;
    private final @Nullable PresignedLink link;

    /** @param link link to look at the object, {@code null} if the plan has none */
    FinishedObject(PlanRequests requests, @Nullable PresignedLink link) {
        this.requests = requests;
        this.link = link;
    }

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
            throw unknown("the plan has no link to look at the object", ended, earlier);
        }
        ObjectHeaders object;
        try {
            object = requests.object(link);
        } catch (ObjectNotFoundException e) {
            throw requests.failures()
                    .failed("upload has ended without an object: it was aborted, or its object was"
                            + " deleted; request a new plan");
        } catch (OssPresignException e) {
            throw unknown("the object cannot be looked at", e, earlier == null ? ended : earlier);
        }
        String stored = Crc64.canonical(object.crc64());
        if (object.length() == size && stored == null) {
            throw unknown("the object has no CRC-64", ended, earlier);
        }
        if (object.length() != size || !checksum.value().equals(stored)) {
            throw requests.failures()
                    .failed("upload has ended, and the object has other bytes than this upload;"
                            + " request a new plan");
        }
        return object;
    }

    private static UploadOutcomeUnknownException unknown(
            String reason, OssPresignException failure, @Nullable OssPresignException earlier) {
        return UploadOutcomeUnknownException.ofParts(reason, failure, earlier);
    }
}
