package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;

/** Stores bytes through presigned PUT links, over the connections and within the options of a {@link Downloader}. */
public final class Uploader {

    private final TransferContext shared;

    /** An uploader that works until the downloader is closed. */
    public Uploader(Downloader downloader) {
        this.shared = downloader.shared();
    }

    /**
     * Uploads the bytes as the object that the link points to.
     *
     * @throws OssPresignException of the kind that says why it is not known to be stored. After a
     *     {@link io.github.osspresign.error.ChecksumMismatchException} the object is there with other bytes; after a
     *     failure of the connection it may be there.
     */
    public Uploaded upload(UploadRequest request) throws OssPresignException {
        return upload(request, new Cancellation());
    }

    /**
     * Uploads the bytes as the object that the link points to, unless that is cancelled.
     *
     * @throws OssPresignException as {@link #upload(UploadRequest)} does, also where it has been cancelled
     */
    public Uploaded upload(UploadRequest request, Cancellation cancellation) throws OssPresignException {
        return new Upload(shared, request, cancellation).run();
    }
}
