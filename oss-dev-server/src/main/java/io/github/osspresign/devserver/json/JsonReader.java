package io.github.osspresign.devserver.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads JSON (RFC 8259) strictly: no comments, no trailing commas, no repeated names, nothing after the value, and no
 * more than a few levels. The one liberty is that of OSS: {@code \$} in a text is a dollar sign.
 */
public final class JsonReader {

    private static final int DEEPEST = 16;
    private static final Pattern NUMBER =
            Pattern.compile("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern WORD = Pattern.compile("true|false|null");

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** Returns the one value of the text. */
    public static Json read(String text) throws JsonSyntaxException {
        JsonReader reader = new JsonReader(text);
        Json value = reader.value(0);
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.expected("the end");
        }
        return value;
    }

    private Json value(int depth) throws JsonSyntaxException {
        if (depth > DEEPEST) {
            throw expected("no more than " + DEEPEST + " levels");
        }
        skipBlanks();
        return switch (peek()) {
            case '{' -> members(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Text(string());
            case 't', 'f', 'n' -> new Json.Word(match(WORD, "true, false or null"));
            default -> new Json.Numeral(new BigDecimal(match(NUMBER, "a value")));
        };
    }

    private Json members(int depth) throws JsonSyntaxException {
        Map<String, Json> members = new LinkedHashMap<>();
        at++;
        boolean more = !takes('}');
        while (more) {
            skipBlanks();
            int start = at;
            String name = string();
            require(':');
            if (members.put(name, value(depth + 1)) != null) {
                at = start;
                throw expected("another name");
            }
            more = takes(',');
            if (!more) {
                require('}');
            }
        }
        return new Json.Members(members);
    }

    private Json array(int depth) throws JsonSyntaxException {
        List<Json> values = new ArrayList<>();
        at++;
        boolean more = !takes(']');
        while (more) {
            values.add(value(depth + 1));
            more = takes(',');
            if (!more) {
                require(']');
            }
        }
        return new Json.Array(values);
    }

    private String string() throws JsonSyntaxException {
        require('"');
        StringBuilder string = new StringBuilder();
        while (peek() != '"') {
            char c = peek();
            if (c < ' ') {
                throw expected("a quotation mark and no control character");
            }
            at++;
            string.append(c == '\\' ? escaped() : c);
        }
        at++;
        return string.toString();
    }

    private char escaped() throws JsonSyntaxException {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/', '$' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> throw expected("an escape");
        };
    }

    private char unit() throws JsonSyntaxException {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            if (!HexFormat.isHexDigit(peek())) {
                throw expected("four hexadecimal digits");
            }
            unit = unit * 16 + HexFormat.fromHexDigit(peek());
            at++;
        }
        return (char) unit;
    }

    private String match(Pattern pattern, String name) throws JsonSyntaxException {
        Matcher matcher = pattern.matcher(text).region(at, text.length());
        if (!matcher.lookingAt()) {
            throw expected(name);
        }
        at = matcher.end();
        return matcher.group();
    }

    private boolean takes(char c) {
        skipBlanks();
        boolean there = peek() == c;
        at += there ? 1 : 0;
        return there;
    }

    private void require(char c) throws JsonSyntaxException {
        if (!takes(c)) {
            throw expected(String.valueOf(c));
        }
    }

    /** Returns the next character, or 0 at the end, which is no character of JSON. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private JsonSyntaxException expected(String what) {
        return new JsonSyntaxException(what, at);
    }
}
