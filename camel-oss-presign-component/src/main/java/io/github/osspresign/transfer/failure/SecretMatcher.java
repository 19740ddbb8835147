package io.github.osspresign.transfer.failure;

import io.github.osspresign.link.UrlMask;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Texts that are looked for in others, in any case of their letters. */
final class SecretMatcher {

    /** Far more than the targets of one download have at a time, and a bound on what a hostile one makes us look for. */
    private static final int MOST_MORE = 1000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");
    private static final int SHORTEST = 8;

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Set<String> first;
    private final Set<String> more = new LinkedHashSet<>();
    /** {@code null} until it is needed, since most downloads meet no text that could hold one. */
    private volatile @Nullable Pattern known;

    SecretMatcher(List<String> secrets) {
        first = Set.copyOf(secrets);
    }

    /** Looks for these, too; of a great many only for the latest. */
    synchronized void add(Collection<String> secrets) {
        if (!more.addAll(secrets)) {
            return;
        }
        Iterator<String> oldest = more.iterator();
        for (int left = more.size(); left > MOST_MORE; left--) {
            oldest.next();
            oldest.remove();
        }
        known = null;
    }

    private Pattern pattern() {
        Pattern pattern = known;
        return pattern == null ? compiled() : pattern;
    }

    private synchronized Pattern compiled() {
        String any = Stream.concat(first.stream(), more.stream())
                .map(SecretMatcher::printable)
                // Decoded, or without what cannot be printed, it may have become a text that is everywhere.
                .filter(secret -> secret.length() >= SHORTEST)
                // Where one begins like another, the longer one has to be hidden as a whole.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Pattern pattern = any.isEmpty() ? NOTHING : Pattern.compile(any, Pattern.CASE_INSENSITIVE);
        known = pattern;
        return pattern;
    }

    boolean areIn(String text) {
        return pattern().matcher(printable(text)).find();
    }

    /** The text in one line, with none of them in it. */
    String hiddenIn(String text) {
        return pattern().matcher(printable(text)).replaceAll(UrlMask.HIDDEN);
    }

    /** A secret with a control character inside is one all the same. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("");
    }
}
