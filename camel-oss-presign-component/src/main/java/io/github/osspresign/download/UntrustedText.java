package io.github.osspresign.download;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.UrlMask;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.jspecify.annotations.Nullable;

/**
 * Text from outside made fit for a message: one line, short, and without the secrets of the links, which a hostile
 * service knows and could echo.
 */
final class UntrustedText {

    private static final int LONGEST = 200;
    private static final int SHORTEST_SECRET_HEADER = 8;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

    /** Headers that say what the content is; so does the service, in the same words. */
    private static final Pattern OF_CONTENT = Pattern.compile("(?i)content-.*|range");

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Pattern secrets;

    UntrustedText(PresignedLink... links) {
        List<String> hidden = new ArrayList<>();
        for (PresignedLink link : links) {
            hidden.addAll(UrlMask.secrets(link.url()));
            link.requiredHeaders().forEach((name, value) -> {
                if (value.length() >= SHORTEST_SECRET_HEADER
                        && !OF_CONTENT.matcher(name).matches()) {
                    hidden.add(value);
                }
            });
        }
        hidden.replaceAll(UntrustedText::printable);
        hidden.removeIf(String::isEmpty);
        // Where one begins like another, the longer one has to be hidden as a whole.
        hidden.sort(Comparator.comparingInt(String::length).reversed());
        secrets = hidden.isEmpty()
                ? NOTHING
                : Pattern.compile(
                        hidden.stream().map(Pattern::quote).collect(Collectors.joining("|")), Pattern.CASE_INSENSITIVE);
    }

    @Nullable String clean(@Nullable String text) {
        return text == null ? null : cleanText(text);
    }

    /** The text itself, unless it holds a secret; for what is used and not only printed. */
    String withoutSecrets(String text) {
        String printable = printable(text);
        return secrets.matcher(printable).find() ? secrets.matcher(printable).replaceAll(UrlMask.HIDDEN) : text;
    }

    /** The order matters: a secret with a control character inside, or cut in two by the limit, must not get through. */
    String cleanText(String text) {
        String hidden = secrets.matcher(printable(text)).replaceAll(UrlMask.HIDDEN);
        return hidden.length() <= LONGEST ? hidden : hidden.substring(0, LONGEST) + "…";
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

    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("");
    }
}
