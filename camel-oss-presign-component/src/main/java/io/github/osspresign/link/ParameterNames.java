package io.github.osspresign.link;

import java.util.Arrays;

/** Names of parameters, to be found where they stand in a URL, whatever the case of their letters. */
final class ParameterNames {

    /** Few have the same length, so that a look at one or two of them decides. */
    private final String[][] byLength;

    /** Names in lower case. */
    ParameterNames(String... names) {
        int longest = Arrays.stream(names).mapToInt(String::length).max().orElse(0);
        byLength = new String[longest + 1][];
        for (int length = 0; length <= longest; length++) {
            int wanted = length;
            byLength[length] =
                    Arrays.stream(names).filter(name -> name.length() == wanted).toArray(String[]::new);
        }
    }

    /** Whether that part of the URL is one of them. */
    boolean contain(String url, int start, int end) {
        int length = end - start;
        if (length < byLength.length) {
            for (String name : byLength[length]) {
                if (isAt(url, start, name)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isAt(String url, int start, String name) {
        return url.startsWith(name, start) || isInOtherCaseAt(url, start, name);
    }

    private static boolean isInOtherCaseAt(String url, int start, String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = url.charAt(start + i);
            char wanted = name.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z' && c - 'A' + 'a' == wanted;
            if (c != wanted && !capital) {
                return false;
            }
        }
        return true;
    }
}
