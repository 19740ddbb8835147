// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link;

/** Text whose parts are replaced from the beginning to the end, by their positions in the original text. */
final class MaskedText {

    private final StringBuilder masked;
    private final String text;
    private final int end;

    /** Position in the original text up to which it is masked. */
    private int position;

    MaskedText(String text, int end) {
        this.text = text;
        this.end = end;
        this.masked = new StringBuilder(end);
    }

    /** Replaces the part between two positions of the original text. It must be after all parts replaced so far. */
    void replace(int from, int to, String replacement) {
        masked.append(text, position, from).append(replacement);
        position = to;
    }

    @Override
    public String toString() {
        return masked + text.substring(position, end);
    }
}
