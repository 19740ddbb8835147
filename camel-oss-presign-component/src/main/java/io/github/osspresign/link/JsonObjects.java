package io.github.osspresign.link;

import java.io.IOException;
import java.io.LineNumberReader;
import org.jspecify.annotations.Nullable;

/** Links in their JSON form: one object, objects one a line or one after the other, or an array of them. */
final class JsonObjects implements ManifestForm {

    /*
     * The text is cut into objects first, by counting brackets outside strings, and each piece is parsed on its own:
     * so what is wrong with one does not stop the others. A string ends with its line at the latest, and a brace that
     * begins a line begins an object, although the one before has not ended: otherwise a line that was cut short would
     * take the next with it.
     */

    private static final String SEPARATORS = "[],";
    private static final String EXPECTED = "expected a link in its JSON form but was something else";

    private final LineNumberReader reader;
    private boolean atLineStart = true;
    /** A character that has been read too early, -2 for none. */
    private int ahead = -2;

    JsonObjects(LineNumberReader reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable LinkEntry next() throws IOException {
        int c = read();
        while (c >= 0 && (Character.isWhitespace(c) || SEPARATORS.indexOf(c) >= 0)) {
            c = read();
        }
        if (c < 0) {
            return null;
        }
        int line = reader.getLineNumber() + 1;
        return c == '{' ? object(line) : somethingElse(line);
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

    /** One problem a line. */
    private LinkEntry somethingElse(int line) throws IOException {
        int c = read();
        while (c >= 0 && c != '\n') {
            c = read();
        }
        return ManifestForm.broken(line, EXPECTED);
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
