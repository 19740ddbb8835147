// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.upload;

import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.error.UploadOutcomeUnknownException;
import io.github.osspresign.oss.Crc64;
import io.github.osspresign.transfer.attempt.RefreshableLink;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.failure.PlainFailure;
import io.github.osspresign.transfer.file.Checksum;
import io.github.osspresign.transfer.file.LocalBytes;
import io.github.osspresign.transfer.file.StreamingChecksum;
import io.github.osspresign.transfer.http.ObjectHeaders;
import io.github.osspresign.transfer.http.OssErrorParser;
import io.github.osspresign.transfer.http.ResponseCheck;
import io.github.osspresign.transfer.http.UsableLink;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.model.VerificationMode;
import io.github.osspresign.transfer.model.VerifiedBy;
import io.github.osspresign.transfer.wire.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uploads one body to the object of a link. Each attempt sends the whole body. */
public final class Upload {

    /*
     * An attempt whose response is lost may have stored the object. Where overwriting is forbidden, by the request
     * (x-oss-forbid-overwrite) or by the bucket, the next attempt is then refused, although the object may be there. A
     * link signed for PUT cannot read the object, so only a checksum in the refusal itself can decide. Without one, the
     * outcome is unknown.
     */

    /** Maximum length in bytes of PutObject and UploadPart (OSS "Limits"). */
    public static final long LARGEST = 5L * 1024 * 1024 * 1024;

    /** Headers of which a response needs one: a proxy that responds in place of the service sends none of them. */
    public static final List<String> CONFIRM_OBJECT = List.of("ETag", "x-oss-hash-crc64ecma", "x-oss-request-id");

    /** The completion of an upload in parts names the entity tag of each part. */
    static final List<String> CONFIRM_PART = List.of("ETag");

    private final Transfer transfer;
    private final UploadRequest request;
    private final UploadSource source;
    private final long length;
    private final List<String> confirming;
    private final LinkRequest put;
    /** Earlier attempt that may have stored the object. */
    private @Nullable Unconfirmed unconfirmed;

    private record Unconfirmed(OssPresignException failure, String crc64) {}

    /**
     * Creates an upload that has not begun.
     *
     * @param source content of the request, or a copy of it
     * @param confirming {@link #CONFIRM_OBJECT} or {@link #CONFIRM_PART}
     */
    public Upload(Transfer transfer, UploadRequest request, UploadSource source, List<String> confirming) {
        this.transfer = transfer;
        this.request = request;
        this.source = source;
        this.length = source.length();
        this.confirming = confirming;
        this.put = new LinkRequest(transfer, RefreshableLink.Use.UPLOAD, request.link(), request.refresher());
    }

    public Uploaded run() throws OssPresignException {
        requireFitting();
        return put.retried(this::attempt);
    }

    private void requireFitting() throws OssPresignException {
        long limit = Math.min(transfer.options().maxFileSize(), LARGEST);
        if (length > limit) {
            throw new SizeLimitExceededException(limit, length, put.failures().context());
        }
        Long bound = request.link().size();
        if (bound != null && bound != length) {
            throw put.failures()
                    .failed("body of the upload: must have " + bound + " bytes, as the link says, had " + length);
        }
        Long announced = request.content().length();
        if (announced != null && announced != length) {
            throw put.failures().failed("body of the upload: must have " + announced + " bytes, had " + length);
        }
    }

    private Uploaded attempt() throws OssPresignException {
        try {
            Uploaded uploaded = put.once(source, this::accept);
            put.body().done();
            return uploaded;
        } catch (OssPresignException e) {
            if (put.isSent() && mayBeStored(e)) {
                unconfirmed = new Unconfirmed(e, put.body().crc64().decimal());
            }
            throw e;
        }
    }

    /** Returns whether the object may be stored after an attempt that has sent the whole body. */
    private static boolean mayBeStored(OssPresignException failure) {
        boolean failedInside = failure.status() >= 500 && !(failure instanceof ThrottledException);
        return failure.status() == 0 || failure.status() == 200 || failedInside;
    }

    private Uploaded accept(Response response, ResponseCheck check) throws IOException {
        Unconfirmed earlier = unconfirmed;
        try {
            check.requireStored(response);
        } catch (TransferFailedException e) {
            if (earlier == null || !ResponseCheck.isOverwriteForbidden(e)) {
                throw e;
            }
            return existing(response, check.link(), earlier, e);
        }
        // Reading to the end makes the connection reusable; a callback may have produced a body.
        response.bodyUpTo(OssErrorParser.LONGEST_BODY);

        ObjectHeaders stored = ObjectHeaders.of(response, length);
        if (!put.isSent()) {
            // The service stored something other than the body, although its response reports success.
            throw new PlainFailure("service responded before it had received the whole body", true);
        }
        ObjectHeaders object = confirmed(stored, check.link());
        return uploaded(object, verified(stored, transfer.options().verify()));
    }

    /**
     * Verifies the stored object.
     *
     * @return how the bytes were verified
     * @throws PlainFailure if other bytes are stored, or a checksum is required and there is none
     */
    private VerifiedBy verified(ObjectHeaders stored, VerificationMode verify) throws PlainFailure {
        if (verify == VerificationMode.none) {
            return VerifiedBy.length;
        }
        Checksum checksum = Checksum.of(stored, null);
        if (checksum != null) {
            return checksum.verify(
                    checksum.kind() == VerifiedBy.crc64 ? put.body().crc64().decimal() : md5());
        }
        // Another entity tag proves nothing: encrypted objects and parts have no MD5 as their tag.
        String tag = Checksum.md5OfTag(stored.etag());
        if (tag != null && tag.equals(md5())) {
            return VerifiedBy.md5;
        }
        Checksum.requireNone("x-oss-hash-crc64ecma", stored.crc64());
        Checksum.requireNone("Content-MD5", stored.md5());
        if (verify == VerificationMode.required) {
            throw new PlainFailure(request -> ChecksumMismatchException.missing(
                    "x-oss-hash-crc64ecma or Content-MD5", "neither", request.context()));
        }
        // The service refuses a body that does not have the announced length.
        return VerifiedBy.length;
    }

    private String md5() throws PlainFailure {
        StreamingChecksum md5 = StreamingChecksum.md5();
        try (InputStream in = source.open()) {
            LocalBytes.read(in, transfer.deadline(), md5.sink());
        } catch (IOException e) {
            throw new PlainFailure(request -> request.source(e));
        }
        return md5.value().get();
    }

    private ObjectHeaders confirmed(ObjectHeaders stored, UsableLink used) throws PlainFailure {
        ObjectHeaders object = stored.sanitized(used.failures());
        if (Collections.disjoint(object.headers().keySet(), confirming)) {
            String needed = String.join(" or ", confirming);
            throw new PlainFailure("response does not confirm the upload: must have " + needed + ", had none", true);
        }
        return object;
    }

    /** Returns the result if the existing object is known to have the bytes of an earlier attempt. */
    private Uploaded existing(Response response, UsableLink used, Unconfirmed earlier, TransferFailedException refusal)
            throws IOException {
        if (earlier.failure() instanceof ChecksumMismatchException stored) {
            throw stored;
        }
        ObjectHeaders existing = ObjectHeaders.of(response, length);
        String crc64 = Crc64.canonical(existing.crc64());
        if (crc64 == null) {
            throw new UploadOutcomeUnknownException(refusal, earlier.failure());
        }
        if (!crc64.equals(earlier.crc64())) {
            throw refusal;
        }
        return uploaded(confirmed(existing, used), VerifiedBy.crc64);
    }

    private Uploaded uploaded(ObjectHeaders object, VerifiedBy verified) {
        return new Uploaded(
                object, verified, put.attempts(), transfer.deadline().elapsed(), 0);
    }

    /** Returns the CRC-64 of the bytes that were sent. */
    long crc64() {
        return put.body().crc64().value();
    }
}
