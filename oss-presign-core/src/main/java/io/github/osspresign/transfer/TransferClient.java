// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.download.Download;
import io.github.osspresign.transfer.download.VerifiedStream;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.file.AbandonedFiles;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.http.HttpLibrary;
import io.github.osspresign.transfer.http.IdleConnections;
import io.github.osspresign.transfer.http.RateLimiter;
import io.github.osspresign.transfer.http.Scheduling;
import io.github.osspresign.transfer.http.Sleeper;
import io.github.osspresign.transfer.http.Transport;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.HostResolver;
import io.github.osspresign.transfer.model.MultipartRequest;
import io.github.osspresign.transfer.model.ObjectRequest;
import io.github.osspresign.transfer.model.TransferOptions;
import io.github.osspresign.transfer.model.UploadContent;
import io.github.osspresign.transfer.model.UploadRequest;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.upload.BackgroundStream;
import io.github.osspresign.transfer.upload.MultipartUpload;
import io.github.osspresign.transfer.upload.SpoolFile;
import io.github.osspresign.transfer.upload.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** Transfers objects through presigned links. Thread-safe; all transfers share its connections until it is closed. */
public final class TransferClient implements AutoCloseable {

    private final Cancellation closing = new Cancellation();
    private final Runnable cancelling = closing::cancel;
    private final TransferPool pool;
    private final IdleConnections idle;
    private final TransferContext shared;

    /** Creates a client with the TLS settings and the name resolution of the JDK. */
    public TransferClient(TransferOptions options, InstantSource time) {
        this(options, time, defaultTls(), HostResolver.SYSTEM);
    }

    /**
     * Creates a client with the given TLS settings and name resolution.
     *
     * @param tls decides which certificates are trusted; host names are always verified
     * @param resolver resolves hosts; the host policy still checks the addresses
     */
    public TransferClient(TransferOptions options, InstantSource time, SSLContext tls, HostResolver resolver) {
        this(options, time, tls, resolver, Environment.OF_THE_SYSTEM);
    }

    /**
     * Creates a client that shares threads and connections with other ones. It reuses connections only of those with the same
     * TLS settings, resolver, host policy and proxy.
     *
     * @param pool not closed with the client
     */
    public TransferClient(
            TransferOptions options, InstantSource time, SSLContext tls, HostResolver resolver, TransferPool pool) {
        this(options, time, tls, resolver, Environment.OF_THE_SYSTEM, pool);
    }

    /**
     * Waits, randomness and disks of a client, which tests replace.
     *
     * @param nanoTime monotonic time in nanoseconds
     */
    record Environment(Sleeper sleeper, LongSupplier nanoTime, RandomGenerator random, FreeSpace freeSpace) {

        private static final Environment OF_THE_SYSTEM =
                new Environment(Sleeper.IN_REAL_TIME, System::nanoTime, new Random(), FreeSpace.OF_THE_SYSTEM);
    }

    /** Creates a client with the given environment. */
    TransferClient(
            TransferOptions options,
            InstantSource time,
            SSLContext tls,
            HostResolver resolver,
            Environment environment) {
        this(options, time, tls, resolver, environment, TransferPool.ofOneClient(environment.nanoTime()));
    }

    private TransferClient(
            TransferOptions options,
            InstantSource time,
            SSLContext tls,
            HostResolver resolver,
            Environment environment,
            TransferPool pool) {
        this.pool = pool;
        this.idle = pool.connections(options, tls, resolver);
        this.shared = new TransferContext(
                options,
                HttpLibrary.linked(() -> new Transport(options, tls, resolver, idle)),
                new Scheduling(
                        time, environment.nanoTime(), environment.sleeper(), pool.watch(), pool.workers(), closing),
                environment.random(),
                new RateLimiter(options.maxBytesPerSecond(), environment.nanoTime()),
                environment.freeSpace(),
                new AbandonedFiles());
        pool.closing().add(cancelling);
    }

    /**
     * Downloads the object of a link to a file.
     *
     * @return {@link Downloaded}; {@link ExistingFile} if a file was left alone; {@link AlreadySeen} if the filter
     *     did not admit the object
     * @throws OssPresignException if the download fails; the type tells why. The directory then contains nothing of
     *     the object, or a part file from which the next download resumes. Only if the directory cannot be flushed to
     *     the disk, it contains the complete and verified file, which a crash of the machine may remove
     */
    public DownloadResult download(DownloadRequest request) throws OssPresignException {
        return download(request, new Cancellation());
    }

    /**
     * Downloads the object of a link to a file, unless it is cancelled.
     *
     * @throws OssPresignException as {@link #download(DownloadRequest)} does, also if the download is cancelled
     */
    public DownloadResult download(DownloadRequest request, Cancellation cancellation) throws OssPresignException {
        return new Download(shared.start(cancellation, request.object().listener()), request).run();
    }

    /**
     * Opens the object of a link as a stream; the body is transferred while the stream is read.
     *
     * @return {@link DownloadStream}, or {@link AlreadySeen} if the object is not wanted
     * @throws OssPresignException if the object cannot be opened; the type tells why
     */
    public DownloadResult stream(ObjectRequest request) throws OssPresignException {
        return stream(request, new Cancellation());
    }

    /**
     * Opens the object of a link as a stream, unless it is cancelled.
     *
     * @param cancellation cancels the stream, too, as long as it is open
     * @throws OssPresignException as {@link #stream(ObjectRequest)} does, also if it is cancelled
     */
    public DownloadResult stream(ObjectRequest request, Cancellation cancellation) throws OssPresignException {
        return VerifiedStream.open(shared.start(cancellation, request.listener()), request);
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
        try (Transfer transfer = shared.start(cancellation, request.listener())) {
            if (request.content() instanceof UploadContent.Source repeatable) {
                return new Upload(transfer, request, repeatable.source(), Upload.CONFIRM_OBJECT).run();
            }
            try (SpoolFile copy = copy(request, transfer)) {
                return new Upload(transfer, request, copy, Upload.CONFIRM_OBJECT).run();
            }
        }
    }

    /** Copies the stream of a request, because each attempt reads it again. */
    private SpoolFile copy(UploadRequest request, Transfer transfer) throws OssPresignException {
        InputStream once = ((UploadContent.Stream) request.content()).stream();
        long limit = Math.min(shared.options().maxFileSize(), Upload.LARGEST);
        ExceptionFactory failures = new ExceptionFactory(true, request.link(), request.link(), Progress.NONE);
        SpoolFile copy = null;
        try (InputStream stream = new BackgroundStream(once, transfer.deadline())) {
            try {
                copy = SpoolFile.of(stream, limit, shared.temporaryReserve());
            } catch (IOException e) {
                // Closing the stream may throw the same exception once more.
                throw failures.source(e);
            }
        } catch (IOException e) {
            if (copy != null) {
                copy.close();
            }
            throw failures.source(e);
        }
        return copy;
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
        try (Transfer transfer = shared.start(cancellation, request.listener())) {
            return new MultipartUpload(transfer, request).run();
        }
    }

    TransferContext shared() {
        return shared;
    }

    /** Closes its connections; transfers that still run fail. */
    @Override
    public void close() {
        if (!closing.isCancelled()) {
            closing.cancel();
            pool.closing().remove(cancelling);
            pool.release(idle);
        }
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("default TLS settings of the JDK cannot be read", e);
        }
    }
}
