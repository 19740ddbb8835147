package io.github.osspresign.sign;

/** Percent-encoding as OSS signs it: of all characters but the unreserved ones of RFC 3986, with upper-case digits. */
final class PercentEncoding {

    private static final boolean[] UNRESERVED = new boolean[128];

    static {
        String unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
        unreserved.chars().forEach(c -> UNRESERVED[c] = true);
    }

    private PercentEncoding() {}

    /** Returns a parameter name or value, encoded. */
    static String encode(String text) {
        if (endOfRun(text, 0, false) == text.length()) {
            return text;
        }
        SigningBuffer encoded = new SigningBuffer(0, text.length() + 16);
        append(encoded, text, false);
        return encoded.toString();
    }

    /** Appends a parameter name or value, encoded. */
    static void append(SigningBuffer target, String text) {
        append(target, text, false);
    }

    /** Appends an object key as it stands in a path: slashes are kept, and nothing is normalised. */
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

    /** Returns the end of the run of characters, from {@code start} on, that are not encoded. */
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

    /** Appends one code point, encoded, and returns the position after it. */
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
