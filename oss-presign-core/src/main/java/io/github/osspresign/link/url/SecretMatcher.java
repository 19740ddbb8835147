// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import io.github.osspresign.oss.syntax.HeaderField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds and hides secrets in texts, ignoring the case of letters. Secrets below 8 characters are not hidden. */
public final class SecretMatcher {

    /**
     * Limit of additional secrets. A transfer needs far fewer; a hostile service must not make the search expensive.
     */
    private static final int MOST_MORE = 1000;

    /** Characters without a glyph, with which a service could break up a secret or a line. */
    static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

    /** Minimum length of a secret. Hiding shorter values in all messages would make these unreadable. */
    static final int SHORTEST = 8;

    private final Supplier<? extends Collection<String>> first;
    private final Set<String> more = new LinkedHashSet<>();

    /** All secrets, the longest first; {@code null} until needed, since many transfers see no text that could contain one. */
    private volatile @Nullable List<String> known;

    /** Creates a matcher of secrets that are asked for when a text is searched. */
    public SecretMatcher(Supplier<? extends Collection<String>> secrets) {
        first = secrets;
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

    private List<String> secrets() {
        List<String> secrets = known;
        return secrets == null ? sorted() : secrets;
    }

    private synchronized List<String> sorted() {
        // Decoded or without unprintable characters, a value may have become a short and common text. A longer secret
        // that begins with a shorter one must be hidden as a whole.
        Set<String> all = new LinkedHashSet<>(first.get());
        all.addAll(more);
        List<String> secrets = new ArrayList<>(all.size());
        for (String secret : all) {
            String searched = printable(secret);
            if (searched.length() >= SHORTEST) {
                secrets.add(searched);
            }
        }
        secrets.sort((one, other) -> other.length() - one.length());
        known = secrets;
        return secrets;
    }

    /** Returns whether the text contains a secret. */
    public boolean areIn(String text) {
        String searched = printable(text);
        List<String> secrets = secrets();
        for (int i = 0; i + SHORTEST <= searched.length(); i++) {
            if (secretAt(secrets, searched, i) != null) {
                return true;
            }
        }
        return false;
    }

    /** Returns the text without unprintable characters, and with the secrets replaced. */
    public String hiddenIn(String text) {
        String searched = printable(text);
        List<String> secrets = secrets();
        StringBuilder hidden = new StringBuilder();
        int position = 0;
        while (position < searched.length()) {
            String secret = secretAt(secrets, searched, position);
            if (secret == null) {
                hidden.append(searched.charAt(position));
                position++;
            } else {
                hidden.append(UrlMask.HIDDEN);
                position += secret.length();
            }
        }
        return hidden.toString();
    }

    /** Returns the longest secret that begins at the position, {@code null} if none does. */
    private static @Nullable String secretAt(List<String> secrets, String text, int position) {
        for (String secret : secrets) {
            if (text.regionMatches(true, position, secret, 0, secret.length())) {
                return secret;
            }
        }
        return null;
    }

    /** Removes unprintable characters, so that a secret is found even if they were inserted into it. */
    private static String printable(String text) {
        return HeaderField.isPrintable(text) ? text : UNPRINTABLE.matcher(text).replaceAll("");
    }
}
