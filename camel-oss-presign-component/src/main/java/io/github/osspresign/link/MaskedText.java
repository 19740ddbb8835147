package io.github.osspresign.link;

/** A text of which parts are being replaced, from its beginning to its end. */
final class MaskedText {

    private final StringBuilder masked;

    /** How much further a place is in the masked text than in the given one. */
    private int shift;

    MaskedText(String text, int end) {
        masked = new StringBuilder(text);
        masked.setLength(end);
    }

    /** Replaces what stands between two positions of the given text, behind all that was replaced before. */
    void replace(int start, int end, String replacement) {
        masked.replace(start + shift, end + shift, replacement);
        shift += replacement.length() - (end - start);
    }

    @Override
    public String toString() {
        return masked.toString();
    }
}
