// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.oss.syntax;

import io.github.osspresign.error.text.Quoted;
import java.util.Set;

/** Check for general region ids such as {@code cn-hangzhou}: the form in a signature, without {@code oss-}. */
public final class Region {

    /** Regions of mainland China without a dual-stack endpoint. */
    private static final Set<String> MAINLAND_WITHOUT_DUAL_STACK =
            Set.of("cn-nanjing", "cn-fuzhou", "cn-wuhan-lr", "cn-zhongwei");

    private Region() {}

    /**
     * Returns whether a region has a dual-stack endpoint: the regions of mainland China with the exceptions above, Hong
     * Kong, the finance and government clouds, and Frankfurt (OSS documentation, "Regions and endpoints", November 2026).
     */
    public static boolean hasDualStack(String id) {
        return id.startsWith("cn-") ? !MAINLAND_WITHOUT_DUAL_STACK.contains(id) : id.equals("eu-central-1");
    }

    /**
     * Checks that a text is a general region id.
     *
     * @throws IllegalArgumentException if it is not
     */
    public static void require(String id) {
        if (id.startsWith("oss-")) {
            throw new IllegalArgumentException("region: must be a general region id such as "
                    + Quoted.of(id.substring("oss-".length())) + ", was " + Quoted.of(id) + "; leave out 'oss-'");
        }
        if (!isId(id)) {
            throw new IllegalArgumentException(
                    "region: must be a general region id such as 'cn-hangzhou', was " + Quoted.of(id));
        }
    }

    /** Returns whether a text consists of lower-case letters and digits, in words separated by single hyphens. */
    public static boolean isId(String text) {
        char previous = '-';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (!letterOrDigit && (c != '-' || previous == '-')) {
                return false;
            }
            previous = c;
        }
        return previous != '-';
    }
}
