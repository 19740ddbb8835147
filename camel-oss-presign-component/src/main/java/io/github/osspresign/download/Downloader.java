package io.github.osspresign.download;

import io.github.osspresign.error.OssPresignException;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/** Makes files of presigned links. Safe for use by many threads, which share its connections until it is closed. */
public final class Downloader implements AutoCloseable {

    private final DownloadOptions options;
    private final InstantSource time;
    private final Transport transport;

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
        this.options = options;
        this.time = time;
        this.transport = new Transport(options, tls, resolver);
    }

    /**
     * Downloads the object that the link points to.
     *
     * @return {@link Downloaded}, or {@link ExistingFile} where one was to be left alone
     * @throws OssPresignException of the kind that says why there is no file; then nothing of it is left in the directory
     */
    public DownloadResult download(DownloadRequest request) throws OssPresignException {
        return new Attempt(options, transport, time, request).run();
    }

    /** Drops all connections; downloads that still run fail. */
    @Override
    public void close() {
        transport.close();
    }

    private static SSLContext defaultTls() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("TLS: the JDK's default settings cannot be read", e);
        }
    }
}
