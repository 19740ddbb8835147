package io.github.osspresign.transfer.failure;

import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.FailureContext;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.OssError;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.error.TruncatedBodyException;
import io.github.osspresign.link.PresignedLink;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Creates the exceptions of one transfer. None of them contains a secret of the link, at any depth of its causes. */
public final class ExceptionFactory {

    private final String maskedUrl;
    private final MessageSanitizer text;
    private final Progress progress;

    /**
     * Creates a factory for a link.
     *
     * @param link link in use
     * @param before link that it replaced and that may still be valid; the link itself if it is the first
     * @param progress progress of the transfer
     */
    public ExceptionFactory(PresignedLink link, PresignedLink before, Progress progress) {
        this.maskedUrl = link.maskedUrl();
        this.text = new MessageSanitizer(link, before);
        this.progress = progress;
    }

    /** Returns the URL of the link without its secrets. */
    public String maskedUrl() {
        return maskedUrl;
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

    /** Returns the context of a failure before the response. */
    public FailureContext beforeResponse() {
        return FailureContext.beforeResponse(maskedUrl).withBytesSoFar(progress.bytes());
    }

    /** Returns the context of a failure after the head of the response. */
    public FailureContext context(int status, OssError error) {
        OssError clean = new OssError(
                text.clean(error.code()),
                text.clean(error.message()),
                text.clean(error.ec()),
                text.clean(error.requestId()));
        return new FailureContext(maskedUrl, status, clean, progress.bytes());
    }

    /**
     * Creates a failure that is not retryable.
     *
     * @param problem what happened, without secrets
     */
    public DownloadFailedException failed(String problem, FailureContext context) {
        return new DownloadFailedException(problem, false, context, null);
    }

    /** Creates the failure of a request that got no response. */
    public OssPresignException connection(IOException e) {
        if (e instanceof ProxyRefusedException proxy) {
            return new DownloadFailedException(
                    "proxy " + proxy.proxy() + " refused the request: HTTP " + proxy.status(),
                    proxy.status() >= 500,
                    beforeResponse(),
                    null);
        }
        HostNotAllowedException refused = refusal(e);
        return refused != null
                ? refused(refused, beforeResponse())
                : network("waiting for", "response", e, beforeResponse());
    }

    /** Creates the refusal of a host; its texts are sanitized, because the source of a redirect controls them. */
    public HostNotAllowedException refused(HostNotAllowedException e, FailureContext context) {
        return new HostNotAllowedException(text.cleanText(e.host()), e.expected(), text.cleanText(e.actual()), context);
    }

    /** Creates the failure of a body that could not be read to its end. */
    public OssPresignException body(IOException e, long announcedBytes, FailureContext context) {
        boolean cut = e instanceof ConnectionClosedException || e instanceof TruncatedChunkException;
        return cut
                ? new TruncatedBodyException(announcedBytes, context, text.clean(e))
                : network("reading", "response body", e, context);
    }

    /** Creates the failure of a response whose error document is incomplete. */
    public OssPresignException errorDocument(IOException e, FailureContext context) {
        return network("reading", "error document", e, context);
    }

    /** Creates the failure of a file operation. */
    public DownloadFailedException file(IOException e, FailureContext context) {
        // Only an interrupt closes a file during a download; the other threads of the download then fail in the same
        // way.
        if (e instanceof ClosedChannelException) {
            return interrupted(e, context);
        }
        String problem = e instanceof FileAlreadyExistsException ? "file name is taken: " : "file cannot be written: ";
        return new DownloadFailedException(problem + text.describe(e), false, context, text.clean(e));
    }

    /** Creates the failure to read the body of an upload. */
    public DownloadFailedException source(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return interrupted(e, beforeResponse());
        }
        return new DownloadFailedException(
                "body of the upload cannot be read: " + text.describe(e), false, beforeResponse(), text.clean(e));
    }

    /** Creates the failure of an upload whose body the service stopped reading. */
    public DownloadFailedException stalled(IOException e, long bytesSent) {
        return new DownloadFailedException(
                "service did not accept the body of the upload in time",
                true,
                beforeResponse().withBytesSoFar(bytesSent),
                text.clean(e));
    }

    private DownloadFailedException network(String doing, String what, IOException e, FailureContext context) {
        if (e instanceof SocketTimeoutException) {
            return new DownloadFailedException(
                    what + " did not arrive in time: " + text.describe(e), true, context, text.clean(e));
        }
        if (e instanceof InterruptedIOException) {
            return interrupted(e, context);
        }
        return new DownloadFailedException(
                "connection failed while " + doing + " the " + what + ": " + text.describe(e),
                !wouldFailAgain(e),
                context,
                text.clean(e));
    }

    /**
     * Returns whether the next attempt would fail in the same way: an invalid response or certificate, but not a
     * handshake that was cut.
     */
    private static boolean wouldFailAgain(IOException e) {
        return e instanceof ClientProtocolException
                || e instanceof MessageConstraintException
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLHandshakeException && !(e.getCause() instanceof EOFException));
    }

    /** Creates the failure of a transfer that would wait for a transfer that waits for it. */
    public DownloadFailedException deadlock(FailureContext context) {
        return new DownloadFailedException(
                "object is in use by an exchange that waits for an object of this exchange", true, context, null);
    }

    /** Creates the retryable failure of a refresher, which may be unavailable for a while. */
    public DownloadFailedException refresh(IOException e, FailureContext context) {
        return new DownloadFailedException(
                "no fresh link is available: " + text.describe(e), true, context, text.clean(e));
    }

    /** Creates the failure of an interrupted transfer. */
    public DownloadFailedException interrupted(InterruptedException e) {
        return interrupted(e, beforeResponse());
    }

    private DownloadFailedException interrupted(Exception e, FailureContext context) {
        return new DownloadFailedException("transfer was interrupted", false, context, text.clean(e));
    }

    private static @Nullable HostNotAllowedException refusal(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HostNotAllowedException refused) {
                return refused;
            }
        }
        return null;
    }
}
