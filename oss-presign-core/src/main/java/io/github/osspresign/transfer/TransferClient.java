// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.attempt.Transfer;
import io.github.osspresign.transfer.attempt.TransferContext;
import io.github.osspresign.transfer.download.Download;
import io.github.osspresign.transfer.download.VerifiedStream;
import io.github.osspresign.transfer.failure.ExceptionFactory;
import io.github.osspresign.transfer.failure.Progress;
import io.github.osspresign.transfer.file.AbandonedFiles;
import io.github.osspresign.transfer.file.FreeSpace;
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
import io.github.osspresign.transfer.model.UploadSource;
import io.github.osspresign.transfer.model.Uploaded;
import io.github.osspresign.transfer.time.RateLimiter;
import io.github.osspresign.transfer.time.Scheduling;
import io.github.osspresign.transfer.time.Sleeper;
import io.github.osspresign.transfer.upload.BackgroundStream;
import io.github.osspresign.transfer.upload.MultipartUpload;
import io.github.osspresign.transfer.upload.SpoolFile;
import io.github.osspresign.transfer.upload.Upload;
import io.github.osspresign.transfer.wire.HttpLibrary;
import io.github.osspresign.transfer.wire.IdleConnections;
import io.github.osspresign.transfer.wire.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Transfers objects through presigned links. Thread-safe; all transfers share its connections until it is closed. */
public final class TransferClient implements AutoCloseable {

    private final Cancellation closing = new Cancellation();
    private final Runnable cancelling = closing::cancel;
    private final TransferPool pool;
    private final IdleConnections idle;
    private final TransferContext shared;

    /** Returns a client with the default options. */
    public static TransferClient create() {
        return builder().build();
    }

    /** Returns a builder of a client with the default options, and with the clock, the TLS settings and the resolver of the JDK. */
    public static Builder builder() {
        return new Builder();
    }

    /** Builder of a client; a property that is not set keeps its default. */
    public static final class Builder {

        private TransferOptions options = TransferOptions.DEFAULTS;
        private InstantSource clock = InstantSource.system();
        private @Nullable SSLContext tls;
        private HostResolver resolver = HostResolver.SYSTEM;
        private @Nullable TransferPool pool;

        private Builder() {}

        /** Sets the options. */
        public Builder options(TransferOptions options) {
            this.options = Objects.requireNonNull(options, "options");
            return this;
        }

        /** Sets the clock, which decides when a link has expired. */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Sets which certificates are trusted; host names are always verified. */
        public Builder tls(SSLContext tls) {
            this.tls = Objects.requireNonNull(tls, "tls");
            return this;
        }

        /** Sets the resolver of hosts; the host policy still checks the addresses. */
        public Builder resolver(HostResolver resolver) {
            this.resolver = Objects.requireNonNull(resolver, "resolver");
            return this;
        }

        /**
         * Sets the threads and connections, which are not closed with the client; by default the client has its own. It reuses
         * connections only of clients with the same TLS settings, resolver, host policy and proxy.
         */
        public Builder pool(TransferPool pool) {
            this.pool = Objects.requireNonNull(pool, "pool");
            return this;
        }

        /** Builds the client. */
        public TransferClient build() {
            return new TransferClient(
                    options,
                    clock,
                    tls == null ? defaultTls() : tls,
                    resolver,
                    Environment.OF_THE_SYSTEM,
                    pool == null ? TransferPool.ofOneClient(System::nanoTime) : pool);
        }
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
     * Downloads the object of a link to a directory, under its own name, and replaces an existing file.
     *
     * @throws OssPresignException as {@link #download(DownloadRequest)} does
     */
    public Downloaded download(PresignedLink link, Path directory) throws OssPresignException {
        // Only a filter or another FileExist leads to another result.
        return (Downloaded) download(DownloadRequest.of(ObjectRequest.of(link), directory));
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
     * Opens the object of a link as a stream.
     *
     * @throws OssPresignException as {@link #stream(ObjectRequest)} does
     */
    public DownloadStream stream(PresignedLink link) throws OssPresignException {
        // Only a filter leads to another result.
        return (DownloadStream) stream(ObjectRequest.of(link));
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
     * Uploads a file as the object of a link.
     *
     * @throws OssPresignException as {@link #upload(UploadRequest)} does
     * @throws IOException if the file cannot be read
     */
    public Uploaded upload(PresignedLink link, Path file) throws IOException {
        return upload(UploadRequest.of(link, UploadSource.of(file)));
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
    public Uploaded upload(MultipartRequest request) throws OssPresignException {
        return upload(request, new Cancellation());
    }

    /**
     * Uploads the bytes in parts, unless it is cancelled.
     *
     * @throws OssPresignException as {@link #upload(MultipartRequest)} does, also if the upload is cancelled
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
