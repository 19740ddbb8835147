package io.github.osspresign.transfer.failure;

import io.github.osspresign.error.Quoted;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.UrlMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made fit for a message: one line, short, and without the secrets of the links, which a hostile
 * service knows and could echo.
 */
public final class MessageSanitizer {

    private static final int SHORTEST_SECRET_HEADER = 8;

    /** Headers that say what the content is; so does the service, in the same words. */
    private static final Pattern DESCRIBING =
            Pattern.compile("content-.*|cache-control|expires|range", Pattern.CASE_INSENSITIVE);

    /** What is hidden in messages. */
    private final SecretMatcher secrets;

    /** Of that, what opens the object to whoever has it. */
    private final SecretMatcher credentials;

    public MessageSanitizer(PresignedLink... links) {
        List<String> hidden = new ArrayList<>();
        List<String> opening = new ArrayList<>();
        for (PresignedLink link : Set.copyOf(List.of(links))) {
            hidden.addAll(UrlMask.secrets(link.url()));
            opening.addAll(UrlMask.credentials(link.url()));
            link.requiredHeaders().forEach((name, value) -> {
                if (value.length() >= SHORTEST_SECRET_HEADER
                        && !DESCRIBING.matcher(name).matches()) {
                    hidden.add(value);
                    opening.add(value);
                }
            });
        }
        secrets = new SecretMatcher(hidden);
        credentials = new SecretMatcher(opening);
    }

    /** Hides the secrets of a URL that the links lead to, too. */
    public void hide(String url) {
        secrets.add(UrlMask.secrets(url));
        credentials.add(UrlMask.credentials(url));
    }

    /**
     * Whether whoever reads it could use the link. Other parameters of a link may well be what its object is called or
     * said to be.
     */
    boolean revealsSecret(String text) {
        return credentials.areIn(text);
    }

    @Nullable String clean(@Nullable String text) {
        return text == null ? null : cleanText(text);
    }

    /** The order matters: a secret with a control character inside, or cut in two by the limit, must not get through. */
    public String cleanText(String text) {
        return Quoted.text(secrets.areIn(text) ? secrets.hiddenIn(text) : text);
    }

    /** The exception itself where all that it says is fit to be printed, else a copy that says no more than that. */
    Throwable clean(Throwable cause) {
        for (Throwable link = cause; link != null; link = link.getCause()) {
            String message = link.getMessage();
            boolean fit = message == null || message.equals(cleanText(message));
            if (!fit || quotesTheService(link) || link.getSuppressed().length > 0) {
                IOException copy = new IOException(describe(cause));
                copy.setStackTrace(cause.getStackTrace());
                return copy;
            }
        }
        return cause;
    }

    /** What kind of exception it is, and what it says of its own. */
    String describe(Throwable cause) {
        String type = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        return message == null || quotesTheService(cause) ? type : type + ": " + cleanText(message);
    }

    /** HttpClient quotes what it cannot read, and escapes it in ways that no search for a secret foresees. */
    private static boolean quotesTheService(Throwable cause) {
        return cause instanceof HttpException
                || cause instanceof MalformedChunkCodingException
                || cause.getCause() instanceof HttpException;
    }
}
