// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.link.manifest;

import io.github.osspresign.link.LinkJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Links in their JSON form: one object, a sequence of objects such as one a line, or arrays of objects. */
final class JsonManifest implements ManifestFormat {

    /*
     * The text is split into objects by counting brackets outside strings. Each object is then parsed separately, so
     * that an invalid object does not affect the others.
     *
     * A string ends at the end of its line at the latest. A brace at the beginning of a line starts an object, even if
     * the previous object has not ended. Otherwise a truncated line would make the next line invalid too.
     *
     * All characters between the objects are checked, because an array is complete only with its closing bracket. A
     * sequence of objects without an array has no such end.
     */

    private static final String NOT_A_LINK = "must be a link in its JSON form";
    private static final String NO_END = "list must end with ']'";

    private final LineReader text;

    private boolean inArray;
    /** Whether the last element of the array, valid or not, is not followed by a comma yet. */
    private boolean afterElement;

    JsonManifest(LineReader text) {
        this.text = text;
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        int c = readNonWhitespace();
        while (isStructure(c)) {
            c = readNonWhitespace();
        }
        int line = text.lineNumber();
        boolean wasInArray = inArray;
        inArray &= c >= 0 && c != ']';
        if (c < 0) {
            return wasInArray ? ManifestFormat.broken(line, NO_END) : null;
        }
        afterElement = true;
        return c == '{' ? object(line) : invalidText(line, c);
    }

    /** Returns whether the character is a bracket or comma in a valid position. */
    private boolean isStructure(int c) throws IOException {
        if (c == '[' && !inArray) {
            inArray = true;
            skipWhitespace();
            // An empty array is complete.
            afterElement = text.peek() == ']';
            return true;
        }
        if ((c == ',' || c == ']') && inArray && afterElement) {
            inArray = c == ',';
            afterElement = false;
            return true;
        }
        return false;
    }

    private LinkEntry object(int line) throws IOException {
        StringBuilder json = new StringBuilder("{");
        int depth = 1;
        boolean quoted = false;
        boolean escaped = false;
        while (depth > 0) {
            boolean otherObject = text.isAtLineStart() && text.peek() == '{';
            int c = otherObject ? -1 : text.read();
            if (c < 0) {
                return ManifestFormat.broken(line, NOT_A_LINK);
            }
            if (c == '\n') {
                quoted = false;
            } else if (quoted) {
                quoted = escaped || c != '"';
            } else {
                quoted = c == '"';
                depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            }
            escaped = quoted && c == '\\' && !escaped;
            if (json.length() <= MAX_LENGTH) {
                json.append((char) c);
            }
        }
        return json.length() > MAX_LENGTH ? ManifestFormat.tooLong(line) : parsed(line, json.toString());
    }

    private static LinkEntry parsed(int line, String json) {
        try {
            return new LinkEntry.Usable(LinkJson.read(json));
        } catch (IllegalArgumentException e) {
            return ManifestFormat.broken(line, String.valueOf(e.getMessage()));
        }
    }

    /**
     * Skips invalid text up to the end of the line, or to a possible object or end of the array, as one broken entry.
     */
    private LinkEntry invalidText(int line, int first) throws IOException {
        boolean quoted = first == '"';
        int c = text.peek();
        while (c >= 0 && c != '\n' && (quoted || (c != '{' && !(c == ']' && inArray)))) {
            quoted ^= text.read() == '"';
            c = text.peek();
        }
        return ManifestFormat.broken(line, NOT_A_LINK);
    }

    private int readNonWhitespace() throws IOException {
        skipWhitespace();
        return text.read();
    }

    private void skipWhitespace() throws IOException {
        while (Character.isWhitespace(text.peek())) {
            text.read();
        }
    }
}
