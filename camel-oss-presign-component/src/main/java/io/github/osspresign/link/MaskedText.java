package io.github.osspresign.link;

/** Text whose parts are replaced from the beginning to the end, by their positions in the original text. */
final class MaskedText {

    private final StringBuilder masked;

    /** Difference between a position in the masked text and the same position in the original text. */
    private int shift;

    MaskedText(String text, int end) {
        masked = new StringBuilder(text);
        masked.setLength(end);
    }

    /** Replaces the part between two positions of the original text. It must be after all parts replaced so far. */
    void replace(int start, int end, String replacement) {
        masked.replace(start + shift, end + shift, replacement);
        shift += replacement.length() - (end - start);
    }

    @Override
    public String toString() {
        return masked.toString();
    }
}
