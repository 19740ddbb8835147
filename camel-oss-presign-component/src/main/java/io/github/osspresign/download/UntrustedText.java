package io.github.osspresign.download;

import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.link.UrlMask;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** Far more than the targets of one download have at a time, and a bound on what a hostile one makes us look for. */
    private static final int MOST_OF_TARGETS = 1000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Set<String> ofLinks = new HashSet<>();
    private final Set<String> ofTargets = new LinkedHashSet<>();
    private volatile Pattern secrets;

    UntrustedText(PresignedLink... links) {
        for (PresignedLink link : links) {
            ofLinks.addAll(UrlMask.secrets(link.url()));
            link.requiredHeaders().values().stream()
                    .filter(value -> value.length() >= SHORTEST_SECRET_HEADER)
                    .forEach(ofLinks::add);
        }
        secrets = pattern();
    }

    /** Hides the secrets of a URL that the links lead to, too; of a great many only the latest. */
    synchronized void hide(String url) {
        ofTargets.addAll(UrlMask.secrets(url));
        Iterator<String> oldest = ofTargets.iterator();
        for (int left = ofTargets.size(); left > MOST_OF_TARGETS; left--) {
            oldest.next();
            oldest.remove();
        }
        secrets = pattern();
    }

    private Pattern pattern() {
        String hidden = Stream.concat(ofLinks.stream(), ofTargets.stream())
                .map(UntrustedText::printable)
                .filter(secret -> !secret.isEmpty())
                // Where one begins like another, the longer one has to be hidden as a whole.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return hidden.isEmpty() ? NOTHING : Pattern.compile(hidden, Pattern.CASE_INSENSITIVE);
    }

    @Nullable String clean(@Nullable String text) {
        return text == null ? null : cleanText(text);
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
