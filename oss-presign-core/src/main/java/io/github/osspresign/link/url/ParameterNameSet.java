// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import java.util.ArrayList;
import java.util.List;

/** Set of parameter names. It looks up a part of a URL without creating a string, and ignores case. */
final class ParameterNameSet {

    /** Names by length: few have the same length, so that a lookup compares only one or two of them. */
    private final List<List<String>> byLength = new ArrayList<>();

    /** @param names names in lower case */
    ParameterNameSet(String... names) {
        for (String name : names) {
            while (byLength.size() <= name.length()) {
                byLength.add(new ArrayList<>());
            }
            byLength.get(name.length()).add(name);
        }
    }

    /** Returns whether a part of the URL is one of the names. */
    boolean contains(String url, int start, int end) {
        int length = end - start;
        if (length < byLength.size()) {
            for (String name : byLength.get(length)) {
                if (url.startsWith(name, start) || isAtIgnoringCase(url, start, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAtIgnoringCase(String url, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = url.charAt(start + i);
            char expected = name.charAt(i);
            boolean upperCase = c >= 'A' && c <= 'Z' && c - 'A' + 'a' == expected;
            if (c != expected && !upperCase) {
                return false;
            }
        }
        return true;
    }
}
