package io.github.osspresign.link.manifest;

import io.github.osspresign.link.LinkJson;
import java.io.IOException;
import java.io.LineNumberReader;
import org.jspecify.annotations.Nullable;

/** Links in their JSON form: one object, objects one a line or one after the other, or arrays of them. */
final class JsonObjects implements ManifestForm {

    /*
     * The text is cut into objects first, by counting brackets outside strings, and each piece is parsed on its own:
     * so what is wrong with one does not stop the others. A string ends with its line at the latest, and a brace that
     * begins a line begins an object, although the one before has not ended: otherwise a line that was cut short would
     * take the next with it. Of what is between the objects every character counts, since an array shows by its end
     * that it is whole. Objects one a line do not.
     */

    private static final String EXPECTED = "expected a link in its JSON form but was something else";
    private static final String END_EXPECTED = "expected the end of the list, ']', but the text ends before it";

    private final LineNumberReader reader;
    private boolean atLineStart = true;
    /** A character that has been read too early, -2 for none. */
    private int ahead = -2;

    private boolean inArray;
    /** Whether the last thing in the array is an element, or something else in its place. */
    private boolean behindElement;

    JsonObjects(LineNumberReader reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        int c = readFilled();
        while (isStructure(c)) {
            c = readFilled();
        }
        // At the end of the text it has counted the last line, too.
        int line = reader.getLineNumber() + (c < 0 ? 0 : 1);
        boolean wasInArray = inArray;
        inArray &= c >= 0 && c != ']';
        if (c < 0) {
            return wasInArray ? ManifestForm.broken(line, END_EXPECTED) : null;
        }
        behindElement = true;
        return c == '{' ? object(line) : somethingElse(line, c);
    }

    /** Whether the character is a bracket or comma in its place. */
    private boolean isStructure(int c) throws IOException {
        if (c == '[' && !inArray) {
            inArray = true;
            ahead = readFilled();
            // An empty array is whole.
            behindElement = ahead == ']';
            return true;
        }
        if ((c == ',' || c == ']') && inArray && behindElement) {
            inArray = c == ',';
            behindElement = false;
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
            boolean first = atLineStart;
            int c = read();
            if (c < 0) {
                return ManifestForm.broken(line, EXPECTED);
            }
            if (first && c == '{') {
                ahead = c;
                return ManifestForm.broken(line, EXPECTED);
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
            if (json.length() <= LONGEST) {
                json.append((char) c);
            }
        }
        return json.length() > LONGEST ? ManifestForm.tooLong(line) : parsed(line, json.toString());
    }

    private static LinkEntry parsed(int line, String json) {
        try {
            return new LinkEntry.Usable(LinkJson.read(json));
        } catch (IllegalArgumentException e) {
            return ManifestForm.broken(line, String.valueOf(e.getMessage()));
        }
    }

    /** One problem, up to the end of the line or to what may be an object or the end of the array. */
    private LinkEntry somethingElse(int line, int first) throws IOException {
        boolean quoted = first == '"';
        int c = read();
        while (c >= 0 && c != '\n' && (quoted || (c != '{' && !(c == ']' && inArray)))) {
            quoted ^= c == '"';
            c = read();
        }
        ahead = c;
        return ManifestForm.broken(line, EXPECTED);
    }

    private int readFilled() throws IOException {
        int c = read();
        while (c >= 0 && Character.isWhitespace(c)) {
            c = read();
        }
        return c;
    }

    private int read() throws IOException {
        int c = ahead;
        ahead = -2;
        if (c == -2) {
            c = reader.read();
            atLineStart = c == '\n';
        }
        return c;
    }
}
