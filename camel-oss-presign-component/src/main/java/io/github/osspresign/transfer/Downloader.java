package io.github.osspresign.transfer;

import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.transfer.file.FreeSpace;
import io.github.osspresign.transfer.http.BackgroundDnsResolver;
import io.github.osspresign.transfer.http.HttpLibrary;
import io.github.osspresign.transfer.http.RateLimiter;
import io.github.osspresign.transfer.http.Scheduling;
import io.github.osspresign.transfer.http.Sleeper;
import io.github.osspresign.transfer.http.Transport;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.Cancellation;
import io.github.osspresign.transfer.model.DownloadOptions;
import io.github.osspresign.transfer.model.DownloadRequest;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.NotModified;
import io.github.osspresign.transfer.model.StreamRequest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.jspecify.annotations.Nullable;

/** Makes files of presigned links. Safe for use by many threads, which share its connections until it is closed. */
public final class Downloader implements AutoCloseable {

    private final Cancellation closing = new Cancellation();
    private final ExecutorService workers;
    private final ScheduledThreadPoolExecutor timer;
    private final TransferContext shared;

    /** A downloader with the TLS settings and the name resolution of the JDK. */
    public Downloader(DownloadOptions options, InstantSource time) {
        this(options, time, defaultTls(), SystemDefaultDnsResolver.INSTANCE);
    }

    /**
     * A downloader with TLS settings and name resolution of its own.
     *
     * @param tls decides which certificates are trusted; host names are verified in any case
     * @param resolver resolves hosts; what it finds still has to pass the host policy
     */
    public Downloader(DownloadOptions options, InstantSource time, SSLContext tls, DnsResolver resolver) {
        this(options, time, tls, resolver, null, new Random(), FreeSpace.OF_THE_SYSTEM);
    }

    /**
     * Creates a downloader whose waits, randomness and disks are given, for tests.
     *
     * @param sleeper {@code null} to wait in real time
     */
    Downloader(
            DownloadOptions options,
            InstantSource time,
            SSLContext tls,
            DnsResolver resolver,
            @Nullable Sleeper sleeper,
            RandomGenerator random,
            FreeSpace freeSpace) {
        this.workers = Executors.newCachedThreadPool(task -> daemon(task, "osspresigned-range"));
        this.timer = timer();
        Sleeper waiting = sleeper == null ? (wait, until) -> until.await(wait) : sleeper;
        this.shared = new TransferContext(
                options,
                HttpLibrary.linked(() -> new Transport(options, tls, new BackgroundDnsResolver(resolver, workers))),
                new Scheduling(time, waiting, timer, workers, closing),
                random,
                new RateLimiter(options.maxBytesPerSecond(), time),
                freeSpace);
    }

    /** What is planned and not needed any more is forgotten at once, and so is what is planned after the end. */
    private static ScheduledThreadPoolExecutor timer() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, task -> daemon(task, "osspresigned-watch"), new ThreadPoolExecutor.DiscardPolicy());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Downloads the object that the link points to.
     *
     * @return {@link Downloaded}, {@link ExistingFile} where one was to be left alone, {@link AlreadySeen} where the gate
     *     has not admitted the object, or {@link NotModified} where it was not wanted in the state that it is in
     * @throws OssPresignException of the kind that says why there is no file; the directory then holds nothing of it, or
     *     what the next download of the object can go on from
     */
    public DownloadResult download(DownloadRequest request) throws OssPresignException {
        return download(request, new Cancellation());
    }

    /**
     * Downloads the object that the link points to, unless that is cancelled.
     *
     * @throws OssPresignException as {@link #download(DownloadRequest)} does, also where it has been cancelled
     */
    public DownloadResult download(DownloadRequest request, Cancellation cancellation) throws OssPresignException {
        return new Download(shared, request, cancellation).run();
    }

    /**
     * Begins to download the object that the link points to; the rest comes while the stream is read.
     *
     * @return {@link DownloadStream}, or {@link AlreadySeen} or {@link NotModified} where the object is not wanted
     * @throws OssPresignException of the kind that says why there is no object
     */
    public DownloadResult stream(StreamRequest request) throws OssPresignException {
        return stream(request, new Cancellation());
    }

    /**
     * Begins to download the object that the link points to, unless that is cancelled.
     *
     * @param cancellation of the stream too, as long as it is open
     * @throws OssPresignException as {@link #stream(StreamRequest)} does, also where it has been cancelled
     */
    public DownloadResult stream(StreamRequest request, Cancellation cancellation) throws OssPresignException {
        return VerifiedStream.open(shared, request, cancellation);
    }

    TransferContext shared() {
        return shared;
    }

    /** Drops all connections; downloads that still run fail. */
    @Override
    public void close() {
        closing.cancel();
        shared.transport().close();
        timer.shutdownNow();
        workers.shutdown();
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("TLS: the JDK's default settings cannot be read", e);
        }
    }
}
