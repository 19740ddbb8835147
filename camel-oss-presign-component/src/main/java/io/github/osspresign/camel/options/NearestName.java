// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.options;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the known name that a misspelt one stands for. */
public final class NearestName {

    /** Least similarity of a name that is worth reporting. Measured: unrelated names have up to 0.67. */
    private static final double LEAST = 0.7;

    /** Weight of a common beginning: with it, expires is expiration, and no option that only has its letters. */
    private static final double WEIGHT_OF_BEGINNING = 0.4;

    private NearestName() {}

    /**
     * Returns the known name that is nearest to a name, ignoring case and hyphens; {@code null} if none is similar.
     *
     * @param name name that is not known
     */
    public static @Nullable String of(String name, Collection<String> known) {
        String nearest = null;
        double most = LEAST;
        for (String candidate : known) {
            double similarity = similarity(letters(name), letters(candidate));
            if (similarity > most) {
                most = similarity;
                nearest = candidate;
            }
        }
        return nearest;
    }

    private static String letters(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Returns 0 to 1 for the letters that both names have in the same order. A distance by changed letters would take what a
     * shortened name leaves out for mistakes: proxyPass would be proxyPort, not proxyAuthPassword.
     */
    private static double similarity(String name, String candidate) {
        double inOrder = 2.0 * commonLetters(name, candidate) / (name.length() + candidate.length());
        int common = 0;
        while (common < Math.min(name.length(), candidate.length())
                && name.charAt(common) == candidate.charAt(common)) {
            common++;
        }
        return inOrder + (1 - inOrder) * WEIGHT_OF_BEGINNING * common / name.length();
    }

    /** Returns the length of the longest common subsequence. */
    private static int commonLetters(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            for (int j = 1; j <= b.length(); j++) {
                current[j] = a.charAt(i - 1) == b.charAt(j - 1)
                        ? previous[j - 1] + 1
                        : Math.max(previous[j], current[j - 1]);
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
