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

/** Makes the exceptions of one download; whatever they are made from, they hold no secret of the link, at any depth. */
public final class ExceptionFactory {

    private final String maskedUrl;
    private final MessageSanitizer text;
    private final ByteCounter counter;

    /**
     * @param link the link in use
     * @param before the one before it, which may still live; the first has only itself
     * @param counter what has come of the object
     */
    public ExceptionFactory(PresignedLink link, PresignedLink before, ByteCounter counter) {
        this.maskedUrl = link.maskedUrl();
        this.text = new MessageSanitizer(link, before);
        this.counter = counter;
    }

    public String maskedUrl() {
        return maskedUrl;
    }

    /** Keeps the secrets of a URL that the link leads to out of messages, too. */
    public void hide(String url) {
        text.hide(url);
    }

    public String clean(String untrusted) {
        return text.cleanText(untrusted);
    }

    /** Whether the text holds a signature or token of the link; then it is to go nowhere. */
    public boolean revealsSecret(String untrusted) {
        return text.revealsSecret(untrusted);
    }

    public FailureContext beforeResponse() {
        return FailureContext.beforeResponse(maskedUrl).withBytesSoFar(counter.bytes());
    }

    public FailureContext context(int status, OssError error) {
        OssError clean = new OssError(
                text.clean(error.code()),
                text.clean(error.message()),
                text.clean(error.ec()),
                text.clean(error.requestId()));
        return new FailureContext(maskedUrl, status, clean, counter.bytes());
    }

    /** A failure that another try would meet again. */
    public DownloadFailedException failed(String what, String expected, String actual, FailureContext context) {
        return new DownloadFailedException(what, expected, actual, false, context, null);
    }

    /** What became of the attempt to get an answer. */
    public OssPresignException connection(IOException e) {
        if (e instanceof ProxyRefusedException proxy) {
            return new DownloadFailedException(
                    "proxy " + proxy.proxy(),
                    "to let the request through",
                    "HTTP " + proxy.status(),
                    proxy.status() >= 500,
                    beforeResponse(),
                    null);
        }
        HostNotAllowedException refused = refusal(e);
        return refused != null
                ? refused(refused, beforeResponse())
                : network("answer of the service", e, beforeResponse());
    }

    /** A target that is not allowed; who sends on to it can have written anything into it. */
    public HostNotAllowedException refused(HostNotAllowedException e, FailureContext context) {
        return new HostNotAllowedException(text.cleanText(e.host()), e.expected(), text.cleanText(e.actual()), context);
    }

    /** What became of the body. */
    public OssPresignException body(IOException e, long announcedBytes, FailureContext context) {
        boolean cut = e instanceof ConnectionClosedException || e instanceof TruncatedChunkException;
        return cut
                ? new TruncatedBodyException(announcedBytes, context, text.clean(e))
                : network("body of the answer", e, context);
    }

    /** Returns the failure of a response that does not tell its error to the end. */
    public OssPresignException errorDocument(IOException e, FailureContext context) {
        return network("error document of the service", e, context);
    }

    /** What the file system refused. */
    public DownloadFailedException file(IOException e, FailureContext context) {
        // Only an interrupt closes a file under a download, also under the threads beside the one that it met.
        if (e instanceof ClosedChannelException) {
            return interrupted(e, context);
        }
        String expected = e instanceof FileAlreadyExistsException ? "a name that is free" : "to be written";
        return new DownloadFailedException("file", expected, text.describe(e), false, context, text.clean(e));
    }

    /** What became of the attempt to read the body of an upload. */
    public DownloadFailedException source(IOException e) {
        if (e instanceof ClosedByInterruptException) {
            return interrupted(e, beforeResponse());
        }
        return new DownloadFailedException(
                "body of the upload", "to be readable", text.describe(e), false, beforeResponse(), text.clean(e));
    }

    /** A body that the service takes no further. */
    public DownloadFailedException stalled(IOException e, long bytesSent) {
        return new DownloadFailedException(
                "body of the upload",
                "to be taken in time",
                "taken no further",
                true,
                beforeResponse().withBytesSoFar(bytesSent),
                text.clean(e));
    }

    private DownloadFailedException network(String what, IOException e, FailureContext context) {
        if (e instanceof SocketTimeoutException) {
            return new DownloadFailedException(what, "to come in time", text.describe(e), true, context, text.clean(e));
        }
        if (e instanceof InterruptedIOException) {
            return interrupted(e, context);
        }
        return new DownloadFailedException(
                what, "a connection that holds", text.describe(e), !wouldFailAgain(e), context, text.clean(e));
    }

    /** What is no HTTP stays so, and so does a certificate; a handshake that is cut may go through next time. */
    private static boolean wouldFailAgain(IOException e) {
        return e instanceof ClientProtocolException
                || e instanceof MessageConstraintException
                || e instanceof SSLPeerUnverifiedException
                || (e instanceof SSLHandshakeException && !(e.getCause() instanceof EOFException));
    }

    /** Returns the failure of a transfer that would wait for one that waits for it. */
    public DownloadFailedException deadlock(FailureContext context) {
        return new DownloadFailedException(
                "object",
                "to be free",
                "in use by an exchange that waits for an object of this one",
                true,
                context,
                null);
    }

    /** What became of the attempt to get a fresh link; whoever gives them may be away for a while. */
    public DownloadFailedException refresh(IOException e, FailureContext context) {
        return new DownloadFailedException(
                "fresh link", "one to the same object", text.describe(e), true, context, text.clean(e));
    }

    public DownloadFailedException interrupted(InterruptedException e) {
        return interrupted(e, beforeResponse());
    }

    private DownloadFailedException interrupted(Exception e, FailureContext context) {
        return new DownloadFailedException(
                "download", "to run to its end", "interrupted", false, context, text.clean(e));
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
