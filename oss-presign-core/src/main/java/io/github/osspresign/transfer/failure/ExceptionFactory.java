// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.transfer.failure;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LocalFileException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TransferFailedException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.error.UploadFailedException;
import io.github.osspresign.link.PresignedLink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Creates the exceptions of one request, with its link, its response and the progress of the transfer. None of them
 * contains a secret of the link, at any depth of its causes.
 */
public final class ExceptionFactory {

    /** Alerts with which a service refuses what a client has shown as its certificate (RFC 8446, 6.2). */
    private static final Pattern CERTIFICATE_ALERT =
            Pattern.compile("Received fatal alert: (?:\\w*certificate\\w*|unknown_ca|access_denied)");

    private final boolean upload;
    private final PresignedLink link;
    private final MessageSanitizer text;
    private final Progress progress;
    private final int status;

    /** Error of the response, not yet sanitized: most responses are no failure. */
    private final OssError ossError;

    /**
     * Creates a factory for failures before a response.
     *
     * @param upload whether the transfer is an upload
     * @param link link in use
     * @param before link that it replaced and that may still be valid; the link itself if it is the first
     * @param progress progress of the transfer
     */
    public ExceptionFactory(boolean upload, PresignedLink link, PresignedLink before, Progress progress) {
        this(
                upload,
                link,
                link.url().equals(before.url()) && link.requiredHeaders().equals(before.requiredHeaders())
                        ? new MessageSanitizer(link)
                        : new MessageSanitizer(link, before),
                progress,
                0,
                OssError.NONE);
    }

    private ExceptionFactory(
            boolean upload,
            PresignedLink link,
            MessageSanitizer text,
            Progress progress,
            int status,
            OssError ossError) {
        this.upload = upload;
        this.link = link;
        this.text = text;
        this.progress = progress;
        this.status = status;
        this.ossError = ossError;
    }

    /** Returns a factory for failures after the head of a response. */
    public ExceptionFactory after(int status, OssError error) {
        return new ExceptionFactory(upload, link, text, progress, status, error);
    }

    /** Returns the URL of the link without its secrets. */
    public String maskedUrl() {
        return link.maskedUrl();
    }

    /** Hides the secrets of a further URL, the target of a redirect, in all messages. */
    public void hide(String url) {
        text.hide(url);
    }

    /** Returns the text in one printable line, short and without secrets. */
    public String clean(String untrusted) {
        return text.cleanText(untrusted);
    }

    /** Returns whether the text contains a signature or token of the link; such text must not be passed on. */
    public boolean revealsSecret(String untrusted) {
        return text.revealsSecret(untrusted);
    }

    /** Returns the context of a failure that happens now. */
    public FailureContext context() {
        OssError clean = new OssError(
                text.clean(ossError.code()),
                text.clean(ossError.message()),
                text.clean(ossError.ec()),
                text.clean(ossError.requestId()),
                text.clean(ossError.hostId()));
        return new FailureContext(maskedUrl(), status, clean, progress.bytes());
    }

    /**
     * Creates a failure that is not retryable.
     *
     * @param problem what happened, without secrets
     */
    public TransferFailedException failed(String problem) {
        return failed(problem, false, null);
    }

    /**
     * Creates a failure without a specific exception class.
     *
     * @param problem what happened, without secrets
     * @param cause a sanitized cause, {@code null} for none
     */
    public TransferFailedException failed(String problem, boolean retryable, @Nullable Throwable cause) {
        return upload
                ? new UploadFailedException(problem, retryable, context(), cause)
                : new DownloadFailedException(problem, retryable, context(), cause);
    }

    /** Creates a failure that this component has found, with the cause if there is one. */
    TransferFailedException found(String problem, boolean retryable, @Nullable Throwable cause) {
        return cause == null
                ? failed(problem, retryable, null)
                : failed(problem + ": " + text.describe(cause), retryable, text.clean(cause));
    }

    /** Returns a failure that has its context or can get it; its place explains any other. */
    private OssPresignException known(IOException e, Supplier<OssPresignException> other) {
        if (e instanceof PlainFailure plain) {
            return plain.in(this);
        }
        return e instanceof OssPresignException complete ? complete : other.get();
    }

    /** Creates the failure of a request that got no response. */
    public OssPresignException connection(IOException e) {
        return known(e, () -> unanswered(e));
    }

    private OssPresignException unanswered(IOException e) {
        return unanswered(e, "host", "response");
    }

    private OssPresignException unanswered(IOException e, String peer, String response) {
        boolean unreached = e instanceof ConnectException
                || e instanceof UnknownHostException
                || e instanceof NoRouteToHostException
                || e instanceof ConnectTimeoutException;
        return unreached
                ? failed("no connection to the " + peer + ": " + text.describe(e), true, text.clean(e))
                : network("waiting for", response, e);
    }

    /** Creates the failure of a proxy that is down, or opens no tunnel. */
    public OssPresignException proxy(String proxy, IOException e) {
        return known(e, () -> unanswered(e, "proxy " + proxy, "response of the proxy " + proxy));
    }

    /** Creates the refusal of a host; its texts are sanitized, because the source of a redirect controls them. */
    public HostNotAllowedException refused(HostNotAllowedException e) {
        return new HostNotAllowedException(
                text.cleanText(e.host()), e.expected(), text.cleanText(e.actual()), context());
    }

    /** Creates the failure of a body that could not be read to its end. */
    public OssPresignException body(IOException e, long announcedBytes) {
        return known(
                e,
                () -> e instanceof EOFException
                        ? new TruncatedBodyException(announcedBytes, context(), text.clean(e))
                        : network("reading", "response body", e));
    }

    /** Creates the failure of a response whose error document is incomplete. */
    public OssPresignException errorDocument(IOException e) {
        return known(e, () -> network("reading", "error document", e));
    }

    /**
     * Creates the failure of a file operation.
     *
     * @param directory directory of the transfer
     */
    public OssPresignException file(IOException e, Path directory) {
        // Only an interrupt closes a file during a download; the other threads of the download then fail in the same
        // way.
        return known(
                e,
                () -> e instanceof ClosedChannelException
                        ? interrupted()
                        : new LocalFileException(
                                new FileProblem(directory, text).describe(e),
                                FileProblem.isOfDisk(e),
                                context(),
                                text.clean(e)));
    }

    /** Creates the failure of a transfer that would leave too little disk space. */
    public TransferFailedException fullDisk(String problem) {
        return upload ? failed(problem) : new LocalFileException(problem, true, context(), null);
    }

    /** Creates the failure to read the body of an upload, or to copy it. */
    public OssPresignException source(IOException e) {
        return known(e, () -> unreadable(e));
    }

    /** Creates the failure of the source of a body, whatever it has thrown. */
    public TransferFailedException unreadable(IOException e) {
        return e instanceof ClosedByInterruptException
                ? interrupted()
                : failed("body of the upload cannot be read: " + text.describe(e), false, text.clean(e));
    }

    /** Creates the failure of an upload whose body the service stopped reading. */
    public TransferFailedException stalled(IOException e) {
        return failed("service did not accept the body of the upload in time", true, text.clean(e));
    }

    private TransferFailedException network(String doing, String what, IOException e) {
        if (e instanceof SocketTimeoutException) {
            return failed(what + " did not arrive in time: " + text.describe(e), true, text.clean(e));
        }
        if (e instanceof InterruptedIOException) {
            return interrupted();
        }
        String problem = e instanceof InvalidResponse
                ? what + " " + e.getMessage()
                : "connection failed while " + doing + " the " + what + ": " + text.describe(e) + tlsHint(e);
        return failed(problem, !wouldFailAgain(e), text.clean(e));
    }

    /** Returns a hint for a failed TLS handshake. */
    private static String tlsHint(IOException e) {
        if (e instanceof SSLHandshakeException
                && CERTIFICATE_ALERT.matcher(e.getMessage()).find()) {
            return "; the service demands a client certificate, or does not trust that of the client"
                    + " (sslContextParameters)";
        }
        boolean refused = e instanceof SSLHandshakeException && wouldFailAgain(e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
                return "; the certificate is not trusted (sslContextParameters)";
            }
            refused &= !(cause instanceof GeneralSecurityException);
        }
        return refused ? "; the bucket may allow TLS 1.3 only" : "";
    }

    /**
     * Returns whether the next attempt would fail in the same way: an invalid response or certificate, but not a
     * handshake that was cut.
     */
    private static boolean wouldFailAgain(IOException e) {
        return (e instanceof InvalidResponse invalid && !invalid.isRetryable())
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLHandshakeException && !(e.getCause() instanceof EOFException));
    }

    /** Creates the failure of a call for a fresh link. */
    public OssPresignException renewal(IOException e) {
        return known(e, () -> refresh(e));
    }

    /** Creates the retryable failure of a refresher, which may be unavailable for a while. */
    public TransferFailedException refresh(IOException e) {
        return failed("no fresh link is available: " + text.describe(e), true, text.clean(e));
    }

    /** Creates the failure of an interrupted transfer. It has no cause, so that it does not look like one of the service. */
    public TransferFailedException interrupted() {
        return failed("transfer was interrupted", false, null);
    }
}
