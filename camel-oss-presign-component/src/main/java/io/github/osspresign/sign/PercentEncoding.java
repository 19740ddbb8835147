package io.github.osspresign.sign;

/** Percent-encoding as OSS signs it: everything but RFC 3986's unreserved characters, upper-case digits. */
final class PercentEncoding {

    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        String unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        unreserved.chars().forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    /** A parameter name or value. */
    static String encode(String text) {
        if (endOfRun(text, 0, false) == text.length()) {
            return text;
        }
        SigningBuffer encoded = new SigningBuffer(0, text.length() + 16);
        append(encoded, text, false);
        return encoded.toString();
    }

    /** A parameter name or value. */
    static void append(SigningBuffer target, String text) {
        append(target, text, false);
    }

    /** An object key in a path: slashes stay, and nothing is normalised. */
    static void appendPath(SigningBuffer target, String key) {
        append(target, key, true);
    }

    private static void append(SigningBuffer target, String text, boolean keepSlash) {
        int i = 0;
        while (i < text.length()) {
            int run = endOfRun(text, i, keepSlash);
            if (run > i) {
                target.append(text, i, run);
            }
            i = run < text.length() ? appendEncoded(target, text, run) : run;
        }
    }

    /** Where the characters that stay as they are end. */
    private static int endOfRun(String text, int start, boolean keepSlash) {
        int end = start;
        while (end < text.length() && isKept(text.charAt(end), keepSlash)) {
            end++;
        }
        return end;
    }

    private static boolean isKept(char c, boolean keepSlash) {
        return c < UNRESERVED.length && (UNRESERVED[c] || (keepSlash && c == '/'));
    }

    /** The position behind the character. */
    private static int appendEncoded(SigningBuffer target, String text, int position) {
        int c = text.codePointAt(position);
        if (c < 0x80) {
            target.appendEncoded(c);
        } else if (c < 0x800) {
            target.appendEncoded(0xc0 | (c >> 6));
            appendContinuation(target, c);
        } else if (c < 0x10000) {
            target.appendEncoded(0xe0 | (c >> 12));
            appendContinuation(target, c >> 6);
            appendContinuation(target, c);
        } else {
            target.appendEncoded(0xf0 | (c >> 18));
            appendContinuation(target, c >> 12);
            appendContinuation(target, c >> 6);
            appendContinuation(target, c);
        }
        return position + Character.charCount(c);
    }

    private static void appendContinuation(SigningBuffer target, int bits) {
        target.appendEncoded(0x80 | (bits & 0x3f));
    }
}
