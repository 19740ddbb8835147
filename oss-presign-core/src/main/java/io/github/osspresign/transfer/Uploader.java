package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.http.Deadline;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.upload.BackgroundStream;
import io.github.osspresign.transfer.upload.MultipartUpload;
import io.github.osspresign.transfer.upload.SpoolFile;
import io.github.osspresign.transfer.upload.Upload;
import java.io.IOException;
import java.io.InputStream;

/** Uploads bytes through presigned PUT links, with the connections and options of a {@link Downloader}. */
public final class Uploader {

    private final TransferContext shared;

    /** Creates an uploader that works until the downloader is closed. */
    public Uploader(Downloader downloader) {
        this.shared = downloader.shared();
    }

    /**
     * Uploads the bytes as the object of the link.
     *
     * @throws OssPresignException if the object is not known to be stored; the type tells why. After a
     *     {@link io.github.osspresign.error.ChecksumMismatchException} the object is stored with other bytes; after a
     *     connection failure it may be stored.
     */
    public Uploaded upload(UploadRequest request) throws OssPresignException {
        return upload(request, new Cancellation());
    }

    /**
     * Uploads the bytes as the object of the link, unless it is cancelled.
     *
     * @throws OssPresignException as {@link #upload(UploadRequest)} does, also if it is cancelled
     */
    public Uploaded upload(UploadRequest request, Cancellation cancellation) throws OssPresignException {
        try (Deadline deadline = shared.deadline(cancellation)) {
            if (request.content() instanceof UploadContent.Source repeatable) {
                return upload(request, repeatable.source(), deadline);
            }
            try (SpoolFile copy = copy(request, deadline)) {
                return upload(request, copy, deadline);
            }
        }
    }

    private Uploaded upload(UploadRequest request, UploadSource source, Deadline deadline) throws OssPresignException {
        return new Upload(shared, request, source, Upload.CONFIRM_OBJECT, deadline).run();
    }

    /** Copies the stream of a request, because each attempt reads it again. */
    private SpoolFile copy(UploadRequest request, Deadline deadline) throws OssPresignException {
        ExceptionFactory failures = new ExceptionFactory(true, request.link(), request.link(), Progress.NONE);
        InputStream once = ((UploadContent.Stream) request.content()).stream();
        long limit = Math.min(shared.options().maxFileSize(), Upload.LARGEST);
        try (InputStream stream = new BackgroundStream(once, deadline, failures)) {
            return SpoolFile.of(stream, limit, shared.temporaryReserve());
        } catch (OssPresignException e) {
            throw e;
        } catch (IOException e) {
            throw failures.source(e);
        }
    }

    /**
     * Uploads the bytes in parts by the links of a plan, several parts at a time. Parts that an earlier upload has stored
     * are not sent again if they have the same bytes.
     *
     * @throws OssPresignException if the object is not known to be stored; the type tells why. The same request continues
     *     the upload, unless it has ended: after a {@link io.github.osspresign.error.ChecksumMismatchException} that is not
     *     retryable the object is stored with other bytes, and after an
     *     {@link io.github.osspresign.error.UploadOutcomeUnknownException} it may be stored.
     */
    public Uploaded upload(MultipartRequest request, Cancellation cancellation) throws OssPresignException {
        try (Deadline deadline = shared.deadline(cancellation)) {
            return new MultipartUpload(shared, request, deadline).run();
        }
    }
}
