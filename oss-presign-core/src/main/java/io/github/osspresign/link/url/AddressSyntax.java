// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.url;

import io.github.osspresign.oss.syntax.Digits;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Syntax of the parts of a link, which is stricter than that of a URL. Every request checks it, so it has no patterns. */
final class AddressSyntax {

    private static final int MAX_PORT_DIGITS = 5;

    /** Which of the ASCII characters a path or query may contain. Most characters of a link are looked up here. */
    private static final boolean[] IN_TARGET = new boolean[128];

    static {
        Arrays.fill(IN_TARGET, '!', '~' + 1, true);
        for (char excluded : "#\\\"<>^`{|}".toCharArray()) {
            IN_TARGET[excluded] = false;
        }
    }

    private AddressSyntax() {}

    /** Returns the scheme in lower case if a URL begins with {@code http://} or {@code https://}, otherwise {@code null}. */
    static @Nullable String scheme(String url) {
        if (url.startsWith("https://")) {
            return "https";
        }
        // Unicode has further letters that are equal to an "s" if case is ignored, but they do not become one in lower
        // case.
        String scheme = url.substring(0, Math.max(url.indexOf("://"), 0)).toLowerCase(Locale.ROOT);
        return scheme.equals("https") || scheme.equals("http") ? scheme : null;
    }

    /** Returns the end of the host that begins at a position, -1 if no valid host does. */
    static int endOfHost(String url, int start) {
        if (url.startsWith("[", start)) {
            int end = end(url, start + 1, c -> isHexDigit(c) || c == ':' || c == '.');
            return end > start + 1 && url.startsWith("]", end) ? end + 1 : -1;
        }
        int end = end(url, start, c -> isLetterOrDigit(c) || c == '.' || c == '_' || c == '-');
        return end > start && isLetterOrDigit(url.charAt(start)) && isLetterOrDigit(url.charAt(end - 1)) ? end : -1;
    }

    /** Returns the end of the port that begins with the colon at a position: the position itself without a colon, -1 if invalid. */
    static int endOfPort(String url, int start) {
        if (!url.startsWith(":", start)) {
            return start;
        }
        int end = end(url, start + 1, Digits::is);
        return end > start + 1 && end - start <= MAX_PORT_DIGITS + 1 ? end : -1;
    }

    /** Returns whether the rest of a URL is empty, or a path with or without a query. */
    static boolean isTarget(String url, int start) {
        if (start < url.length() && url.charAt(start) != '/') {
            return false;
        }
        for (int i = start; i < url.length(); i++) {
            char c = url.charAt(i);
            if (c >= IN_TARGET.length || !IN_TARGET[c]) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a host ends in a number. Some parsers read it as an address, others as a different address or as a name. */
    static boolean endsInNumber(String host) {
        int label = host.lastIndexOf('.') + 1;
        if (host.startsWith("0x", label)) {
            return end(host, label + 2, AddressSyntax::isHexDigit) == host.length();
        }
        return label < host.length() && end(host, label, Digits::is) == host.length();
    }

    /** Returns whether a host is four decimal numbers up to 255, without leading zeros. */
    static boolean isIpv4(String host) {
        String[] numbers = host.split("\\.", -1);
        return numbers.length == 4 && Arrays.stream(numbers).allMatch(AddressSyntax::isByte);
    }

    private static boolean isByte(String number) {
        return Digits.areAll(number, 3)
                && (number.length() == 1 || number.charAt(0) != '0')
                && Integer.parseInt(number) <= 255;
    }

    /** Returns the end of the characters of a kind that begin at a position. */
    private static int end(String text, int start, IntPredicate kind) {
        int end = start;
        while (end < text.length() && kind.test(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isHexDigit(int c) {
        return Digits.is(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
    }

    private static boolean isLetterOrDigit(int c) {
        return Digits.is(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
