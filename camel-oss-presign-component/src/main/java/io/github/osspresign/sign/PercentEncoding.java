package io.github.osspresign.sign;

/** Percent-encoding as OSS signs it: everything but RFC 3986's unreserved characters, upper-case digits. */
final class PercentEncoding {

    private static final String DIGITS = "0123456789ABCDEF";
    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        String unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        unreserved.chars().forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    /** A parameter name or value. */
    static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        append(encoded, text, false);
        return encoded.toString();
    }

    /** An object key in a path: slashes stay, and nothing is normalised. */
    static void appendPath(StringBuilder target, String key) {
        append(target, key, true);
    }

    private static void append(StringBuilder target, String text, boolean keepSlash) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                if (UNRESERVED[c] || (keepSlash && c == '/')) {
                    target.append(c);
                } else {
                    appendByte(target, c);
                }
            } else if (c < 0x800) {
                appendByte(target, 0xc0 | (c >> 6));
                appendContinuation(target, c);
            } else if (!Character.isSurrogate(c)) {
                appendByte(target, 0xe0 | (c >> 12));
                appendContinuation(target, c >> 6);
                appendContinuation(target, c);
            } else {
                int codePoint = text.codePointAt(i++);
                appendByte(target, 0xf0 | (codePoint >> 18));
                appendContinuation(target, codePoint >> 12);
                appendContinuation(target, codePoint >> 6);
                appendContinuation(target, codePoint);
            }
        }
    }

    private static void appendContinuation(StringBuilder target, int bits) {
        appendByte(target, 0x80 | (bits & 0x3f));
    }

    private static void appendByte(StringBuilder target, int value) {
        target.append('%').append(DIGITS.charAt(value >> 4)).append(DIGITS.charAt(value & 0xf));
    }
}
