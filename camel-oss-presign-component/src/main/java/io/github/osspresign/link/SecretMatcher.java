package io.github.osspresign.link;

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

/** Finds and hides secrets in texts, ignoring the case of letters. Secrets below 8 characters are not hidden. */
public final class SecretMatcher {

    /**
     * Limit of additional secrets. A transfer needs far fewer; a hostile service must not make the search expensive.
     */
    private static final int MOST_MORE = 1000;

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");
    private static final int SHORTEST = 8;

    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private final Set<String> first;
    private final Set<String> more = new LinkedHashSet<>();
    /** Pattern of all secrets; {@code null} until needed, since most transfers see no text that could contain one. */
    private volatile @Nullable Pattern known;

    /** Creates a matcher of these secrets. */
    public SecretMatcher(List<String> secrets) {
        first = Set.copyOf(secrets);
    }

    /** Adds secrets. Above the limit, the oldest are dropped. */
    public synchronized void add(Collection<String> secrets) {
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
                // Short texts are skipped: decoded or without unprintable characters, a value may have become a common
                // text.
                .filter(secret -> secret.length() >= SHORTEST)
                // A longer secret that begins with a shorter one must be hidden as a whole.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        Pattern pattern = any.isEmpty() ? NOTHING : Pattern.compile(any, Pattern.CASE_INSENSITIVE);
        known = pattern;
        return pattern;
    }

    /** Returns whether the text contains a secret. */
    public boolean areIn(String text) {
        return pattern().matcher(printable(text)).find();
    }

    /** Returns the text without unprintable characters, and with the secrets replaced. */
    public String hiddenIn(String text) {
        return pattern().matcher(printable(text)).replaceAll(UrlMask.HIDDEN);
    }

    /** Removes unprintable characters, so that a secret is found even if they were inserted into it. */
    private static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("");
    }
}
