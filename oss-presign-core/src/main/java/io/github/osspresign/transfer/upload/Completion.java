// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.http.HardenedXml;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.OssErrorParser;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Makes the object from the uploaded parts, and finds out whether it is there if the response is lost. */
final class Completion {

    /*
     * A completion whose response is lost may have been carried out. It is not repeated before the list of the parts shows
     * that the upload is still open. If it is not, the object decides: with the size and the CRC-64 of this upload it is
     * the object of this upload, even if another request has completed it. A response without a CRC-64 must have the whole document that
     * confirms the completion, and the object decides if its link shows it. Without such a link the document is enough.
     */

    private static final String INVALID_PART = "InvalidPart";
    private static final String CONFIRMATION = "CompleteMultipartUploadResult";

    private final Transfer transfer;
    private final PlanRequests requests;
    private final ExceptionFactory failures;
    private final UploadedParts parts;
    /** Earlier attempt that may have been carried out. */
    private @Nullable OssPresignException unconfirmed;

    Completion(Transfer transfer, PlanRequests requests, UploadedParts parts) {
        this.transfer = transfer;
        this.requests = requests;
        this.failures = requests.failures();
        this.parts = parts;
    }

    /**
     * Completed object.
     *
     * @param verified how its bytes were verified
     */
    record Result(ObjectHeaders object, VerifiedBy verified) {}

    Result run() throws OssPresignException {
        LinkRequest request = requests.completion();
        while (true) {
            try {
                return verified(request.once(parts.completion(), this::completed));
            } catch (OssPresignException e) {
                if (isAnswered(e)) {
                    return confirmed(e);
                }
                if (request.isSent() && mayBeCompleted(e)) {
                    unconfirmed = e;
                    OssPresignException ended = endOfUpload(e);
                    if (ended != null) {
                        return confirmed(ended);
                    }
                }
                if (INVALID_PART.equals(e.ossCode())) {
                    throw failures.failed(
                            "a part is no longer stored as it was uploaded; another upload"
                                    + " with the same plan may have replaced it",
                            true,
                            e);
                }
                request.retryAfter(e);
            }
        }
    }

    /** Returns whether the service says that an earlier completion, or that of another upload, was carried out. */
    private boolean isAnswered(OssPresignException failure) {
        return ResponseCheck.isUploadEnded(failure)
                || (unconfirmed != null && ResponseCheck.isOverwriteForbidden(failure));
    }

    private static boolean mayBeCompleted(OssPresignException failure) {
        return failure.status() == 0 || failure.status() == 200 || failure.status() >= 500;
    }

    /** Returns the response that says that the upload has ended, {@code null} if it is still open. */
    private @Nullable OssPresignException endOfUpload(OssPresignException failure) throws OssPresignException {
        if (transfer.deadline().isCancelled() || failure instanceof ChecksumMismatchException) {
            throw failure;
        }
        try {
            requests.requireOpen();
            return null;
        } catch (OssPresignException e) {
            if (ResponseCheck.isUploadEnded(e)) {
                return e;
            }
            if (transfer.deadline().isCancelled()) {
                throw failure;
            }
            throw UploadOutcomeUnknownException.ofParts("the stored parts cannot be listed", e, failure);
        }
    }

    private Result confirmed(OssPresignException ended) throws OssPresignException {
        return new Result(confirm(parts.size(), parts::crc64, ended), VerifiedBy.crc64);
    }

    /** Computes the CRC-64 of the bytes to upload. */
    interface ComputedCrc64 {
        /** Returns it in unsigned decimal. */
        String value() throws OssPresignException;
    }

    /**
     * Returns the object if it has exactly the bytes of this upload.
     *
     * @param size size of the bytes
     * @param crc64 computed only if the size of the object is the same
     * @param ended response that says that the upload has ended, or that the object exists
     * @throws OssPresignException if the object is another one, or that cannot be found out
     */
    ObjectHeaders confirm(long size, ComputedCrc64 crc64, OssPresignException ended) throws OssPresignException {
        ObjectHeaders object;
        try {
            object = requests.object();
        } catch (ObjectNotFoundException e) {
            throw failures.failed("upload has ended without an object: it was aborted, or its object was"
                    + " deleted; request a new plan");
        } catch (OssPresignException e) {
            throw UploadOutcomeUnknownException.ofParts(
                    "the object cannot be looked at", e, unconfirmed == null ? ended : unconfirmed);
        }
        if (object == null) {
            throw UploadOutcomeUnknownException.ofParts(
                    "the plan has no link to look at the object", ended, unconfirmed);
        }
        if (isOther(object, size, crc64)) {
            throw failures.failed(
                    "upload has ended, and the object has other bytes than this upload; request a new plan");
        }
        if (!hasChecksum(object)) {
            throw UploadOutcomeUnknownException.ofParts("the object has no CRC-64", ended, unconfirmed);
        }
        return object.withLength(size);
    }

    private ObjectHeaders completed(Response response, ResponseCheck check) throws IOException {
        check.requireStored(response);
        Response.Beginning body = response.bodyUpTo(OssErrorParser.LONGEST_BODY);
        OssError error = OssErrorParser.parse(body.text());
        if (error != null) {
            throw new PlainFailure(request -> failure(request.after(response.status(), error)));
        }
        ObjectHeaders object = ObjectHeaders.of(response, parts.size());
        // The body of a callback is arbitrary, but only OSS sends the checksum. A proxy may respond with its page,
        // or with a part of the document.
        String stored = Crc64.canonical(object.crc64());
        if (stored == null) {
            requireConfirmation(body, object);
        } else if (isVerified() && !stored.equals(parts.crc64())) {
            throw new PlainFailure(
                    request -> ChecksumMismatchException.ofObject("crc64", stored, parts.crc64(), request.context()));
        }
        return object.sanitized(check.link().failures());
    }

    private void requireConfirmation(Response.Beginning body, ObjectHeaders object) throws IOException {
        if (isVerified()) {
            Checksum.requireNone("x-oss-hash-crc64ecma", object.crc64());
        }
        if (!HardenedXml.read(body.whole(), CONFIRMATION, (depth, name, text) -> {})) {
            throw new PlainFailure("response does not confirm that the object is complete", true);
        }
    }

    /** Creates the failure of a response that reports success in its status and an error in its body. */
    private static OssPresignException failure(ExceptionFactory response) {
        String message = response.context().ossError().message();
        return response.failed(
                "service responded with an error" + (message == null ? "" : ": '" + message + "'"), true, null);
    }

    private Result verified(ObjectHeaders completed) throws OssPresignException {
        if (!isVerified()) {
            return new Result(completed, VerifiedBy.length);
        }
        if (hasChecksum(completed)) {
            return new Result(completed, VerifiedBy.crc64);
        }
        ObjectHeaders found = find();
        if (found != null) {
            return new Result(found, VerifiedBy.crc64);
        }
        if (transfer.options().verify() == VerificationMode.required) {
            throw ChecksumMismatchException.missing("x-oss-hash-crc64ecma", "none", failures.context());
        }
        // The service has confirmed each part, but not that it has joined them in order.
        return new Result(completed, VerifiedBy.length);
    }

    /**
     * Returns the object after a response that confirms it without a CRC-64.
     *
     * @return the object, which has exactly the bytes of this upload; {@code null} if that cannot be found out
     * @throws OssPresignException if it is another one, or there is none; retryable
     */
    private @Nullable ObjectHeaders find() throws OssPresignException {
        ObjectHeaders object = null;
        boolean other;
        try {
            object = requests.object();
            other = object != null && isOther(object, parts.size(), parts::crc64);
        } catch (ObjectNotFoundException e) {
            other = true;
        } catch (OssPresignException e) {
            return null;
        }
        if (other) {
            throw failures.failed("service confirmed the upload, but has no object with its bytes", true, null);
        }
        return object != null && hasChecksum(object) ? object.withLength(parts.size()) : null;
    }

    private static boolean isOther(ObjectHeaders object, long size, ComputedCrc64 crc64) throws OssPresignException {
        boolean otherSize = object.length() >= 0 && object.length() != size;
        return otherSize || (hasChecksum(object) && !crc64.value().equals(Crc64.canonical(object.crc64())));
    }

    private static boolean hasChecksum(ObjectHeaders object) {
        return Crc64.canonical(object.crc64()) != null;
    }

    private boolean isVerified() {
        return transfer.options().verify() != VerificationMode.none;
    }
}
